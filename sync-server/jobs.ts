import type { Result } from '../src/core/result'
import type { Checked, Refusal } from './checks'
import type { ReadLimits } from './updates'

/** What the worker is started with. */
export interface WorkerData {
  readonly folder: string
  /** How much of an update that comes from outside is read. */
  readonly most: ReadLimits
}

/** What the worker is asked for; it reads the store itself, so that no long work or copy holds the server up. */
export type Job =
  /** Everything up to a position that a vector lacks, as one update V1. */
  | { readonly do: 'diff'; readonly room: string; readonly position: number; readonly vector: Uint8Array }
  /** The structs of one client from a clock on, without any delete set. */
  | {
      readonly do: 'own'
      readonly room: string
      readonly position: number
      readonly client: number
      readonly clock: number
    }
  /** A snapshot of the rows up to a position in place of them. */
  | { readonly do: 'compact'; readonly room: string; readonly position: number }
  /** Whether an erasure stands in the rows above the snapshot. */
  | { readonly do: 'erases'; readonly room: string }
  /** Whether an update may be stored on top of a vector; without the store. */
  | { readonly do: 'check'; readonly update: Uint8Array; readonly vector: Uint8Array }
  /** Off the disk with what compactions have left there, and with what was kept apart for as long as it may be. */
  | { readonly do: 'tidy' }

/** What a compaction did: sizes of the room before and after, or nothing because another came first. */
export interface Compacted {
  readonly position: number
  readonly before: number
  readonly after: number
  /** False when the replaced rows are still on the disk: another one was reading. */
  readonly tidy: boolean
}

/** What comes back for a job. */
export type JobResult<J extends Job> = J extends { do: 'compact' }
  ? Compacted | undefined
  : J extends { do: 'erases' | 'tidy' }
    ? boolean
    : J extends { do: 'check' }
      ? Result<Checked, Refusal>
      : Uint8Array

/** A job on its way to the worker, and the answer on its way back. */
export interface Request {
  readonly id: number
  readonly job: Job
}

/** The worker's answer to the request of the same id. */
export type Response =
  | { readonly id: number; readonly ok: true; readonly result: JobResult<Job> }
  | {
      readonly id: number
      readonly ok: false
      readonly error: string
      readonly code: string | undefined
      readonly damaged: boolean
    }
