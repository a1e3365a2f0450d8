/** Where a room's log stands. */
export interface RoomHead {
  readonly room: string
  /** Changes when the room is rewritten. */
  readonly epoch: string
  /** Changes when the log went back in time: a restore or a repair. */
  readonly incarnation: string
  /** The position of the last row; rows are numbered from 1 without a hole. */
  readonly position: number
  /** Rows up to here stand in the snapshot and are no longer kept apart. */
  readonly base: number
  /** Bytes of the snapshot and the rows above it. */
  readonly bytes: number
  /** Bytes of the rows above the snapshot. */
  readonly tailBytes: number
  /** When the last row was stored, in milliseconds; null for a room that nobody has written yet. */
  readonly savedAt: number | null
  /** Since when there have been rows above the snapshot, in milliseconds; null when there are none. */
  readonly tailSince: number | null
}

/** One update of a room's log. */
export interface LogRow {
  readonly position: number
  readonly update: Uint8Array
}

/** A row to be stored right after the row at `position - 1`. */
export interface Append extends LogRow {
  readonly room: string
}

/** What stands beside a snapshot, so that a room opens and most diffs are made without reading it. */
export interface SnapshotParts {
  readonly position: number
  /** State vector of the snapshot. */
  readonly vector: Uint8Array
  /** The delete set alone, as an update V1. */
  readonly deletes: Uint8Array
}

/** The rows up to a position as one state, in the forms in which it is sent. */
export interface Snapshot extends SnapshotParts {
  /** Update V1, raw deflate: for sockets and diffs. */
  readonly v1: Uint8Array
  /** Update V2, raw deflate: for a replica that starts from nothing. */
  readonly v2: Uint8Array
}

/** The two forms of a snapshot. */
export type SnapshotForm = 'v1' | 'v2'

/** A snapshot in one form, still deflated. */
export interface SnapshotBytes {
  readonly position: number
  readonly deflated: Uint8Array
}

/** Some rows in order; `more` when the log goes on. */
export interface Rows {
  readonly rows: readonly LogRow[]
  readonly more: boolean
}

/** An attachment, known by the hash of its bytes. */
export interface Blob {
  readonly room: string
  readonly hash: string
  readonly bytes: Uint8Array
}

/**
 * The ordered logs of all rooms. One promise holds for every store: when `append` has resolved, the rows
 * survive a power cut. A store that cannot read what it holds throws `DamagedRoom`; it never answers
 * with less than it was given.
 */
export interface LogStore {
  head(room: string): Promise<RoomHead>
  /** The rooms that have been written. */
  heads(): Promise<readonly RoomHead[]>
  /** All rows or none, in one durable transaction. Throws when a row does not follow its room's head. */
  append(batch: readonly Append[]): Promise<void>
  /** Rows above a position, at least one and then about `bytes` of them; undefined when compacted away. */
  since(room: string, position: number, bytes: number): Promise<Rows | undefined>
  /** Undefined: nothing has been compacted yet. */
  parts(room: string): Promise<SnapshotParts | undefined>
  /** The snapshot in one of its forms, and the position it was made at. */
  snapshot(room: string, form: SnapshotForm): Promise<SnapshotBytes | undefined>
  /** Puts a snapshot in place of the rows it holds; false when another one came first. */
  compact(room: string, base: number, snapshot: Snapshot): Promise<boolean>
  /** Leaves nothing on the disk of the rows that compactions replaced; false while another one's reading is in the way. */
  tidy(): Promise<boolean>
  putBlob(blob: Blob): Promise<void>
  blob(room: string, hash: string): Promise<Uint8Array | undefined>
  close(): Promise<void>
}

/** A room that holds something unreadable: nobody is answered from it until an administrator has seen to it. */
export class DamagedRoom extends Error {
  constructor(
    readonly room: string,
    detail: string,
  ) {
    super(`room ${room} is damaged: ${detail}`)
    this.name = 'DamagedRoom'
  }
}
