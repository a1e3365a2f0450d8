import type { Result } from '../../core/result'
import type { KeyPlace } from './keys'
import type { SampleRecord } from './sampleNetwork'
import type { Identity, LongWork, Workspace } from './workspace'

/** A workspace of this computer, as the first screen lists it. */
export interface WorkspaceEntry {
  readonly id: string
  readonly space: string
  readonly role: Identity['role']
  /** The person's name; empty while the key cannot be had. */
  readonly name: string
  readonly createdAt: number
  /** When the backup was made that it was restored from. */
  readonly restoredFrom?: number
  readonly sample: boolean
  /** Where its key is kept; absent with its data. */
  readonly keyPlace?: KeyPlace
  /** `vanished`: the browser or someone removed its data. `locked`: its key is gone, the recovery key opens it. */
  readonly state: 'here' | 'vanished' | 'locked'
}

/** A workspace that now stands; the recovery key is shown once, to print or to save elsewhere. */
export interface Created {
  readonly id: string
  readonly space: string
  /** Absent when an existing workspace was joined to a server: its key stays the same. */
  readonly recoveryKey?: string
}

/** What an invitation brought: one workspace for each of its spaces, each with a key of its own. */
export interface Joined {
  readonly spaces: readonly [Created, ...Created[]]
  /** Why another of its spaces could not be had, in words. */
  readonly trouble?: string
}

/** Why a workspace did not open. Nothing is changed by it. */
export interface OpenFailure {
  /** `taken`: another window has taken it from this one, which had it open. */
  readonly why: 'busy' | 'taken' | 'vanished' | 'key' | 'unopenable'
  readonly message: string
}

/** A workspace that is open, with what its other windows are told by. */
export interface OpenOptions {
  /** Asks the window that has it to leave. */
  readonly takeOver?: boolean
  /** Called when another window takes over, while this one can still store: for what is being typed. */
  readonly onLosing?: () => Promise<void>
  /** Called when another window has taken over and this one has stored what it held, or could not within seconds. */
  readonly onTakenOver?: () => void
}

/** The workspaces of this computer: list, found, join, open, back up, restore. */
export interface Workspaces {
  list(): Promise<readonly WorkspaceEntry[]>
  open(id: string, options?: OpenOptions): Promise<Result<Workspace, OpenFailure>>
  /** Resolves once no other window has the workspace open, or at `signal`. */
  whenFree(id: string, signal: AbortSignal): Promise<void>
  /** « Créer l'espace d'un département sur cet ordinateur ». */
  create(input: { readonly department: string; readonly name: string }): Promise<Result<Created, string>>
  /** « Rejoindre avec une invitation »: merges with what this computer holds of that space, replaces nothing. */
  join(input: Invitation): Promise<Result<Joined, JoinRefusal>>
  /** « Découvrir avec un réseau d'exemple ». */
  discover(
    department: string,
    records: Iterable<SampleRecord>,
    work?: LongWork,
  ): Promise<Result<Created, string>>
  /** Brings a backup back, on this computer or another one. */
  restore(file: Uint8Array, recoveryKey: string): Promise<Result<Created, string>>
  /** Gives a workspace whose key was lost its key back. */
  unlock(id: string, recoveryKey: string): Promise<Result<null, string>>
  /** Corrects the name of the person who works in an open workspace; it is seen everywhere once it is opened again. */
  rename(id: string, name: string): Promise<Result<null, string>>
  /** The sealed backup of an open workspace. */
  backup(id: string): Promise<Uint8Array>
  /** Removes a workspace from this computer, at the user's word. It must be closed. */
  remove(id: string): Promise<void>
}

/** Why an invitation was not followed, and which part of it is to be mended: null where none is. */
export interface JoinRefusal {
  readonly about: 'server' | 'code' | 'name' | null
  readonly message: string
}

/** What « Rejoindre » asks for. */
export interface Invitation {
  readonly server: string
  readonly code: string
  readonly device: string
  readonly name: string
}
