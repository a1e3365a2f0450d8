import Dexie, { type Table } from 'dexie'

/** One line of the log: an update of one room, sealed, in the order this computer accepted it. */
export interface UpdateRow {
  /** Order of acceptance, over all rooms of the workspace. */
  readonly seq: number
  readonly room: string
  /** The server has it on its disk. */
  readonly acked: 0 | 1
  /** Made on this computer, rather than received. */
  readonly own: 0 | 1
  readonly sealed: Uint8Array
}

/** A compacted room: everything up to and including `upTo`. */
export interface SnapshotRow {
  readonly room: string
  readonly upTo: number
  readonly sealed: Uint8Array
}

/** Cached rows of one kind in one room; `reviewed` of the room says how far they are right. */
export interface CacheRow {
  readonly room: string
  readonly kind: string
  readonly sealed: Uint8Array
}

/** An attachment by the SHA-256 of its content. */
export interface BlobRow {
  readonly hash: string
  readonly room: string
  readonly sent: 0 | 1
  readonly sealed: Uint8Array
}

/** Everything else, by key: what is personal in it is sealed too. */
export interface MetaRow {
  readonly key: string
  readonly value: unknown
}

/** What this computer knows of one room beside its content. Written in the transaction of the rows it speaks of. */
export interface RoomState {
  readonly room: string
  /** The Yjs client id that this computer writes under, once it has written. */
  readonly clientId?: number
  /** Own clock that the server has acknowledged. */
  readonly ackedClock: number
  /** Server's epoch, incarnation and position that the log covers; a null position: compare full vectors. */
  readonly epoch: string | null
  readonly incarnation: string | null
  readonly position: number | null
  /** When something of it last came from elsewhere, by this computer's clock. */
  readonly receivedAt?: number
  /** Local `seq` that the cached rows and « À vérifier » were computed from. */
  readonly reviewed: number
  /**
   * `upTo` of the room's snapshot, so that nobody reads the snapshot to learn it. Absent where there is none, or where
   * an earlier version wrote it.
   */
  readonly snapshotUpTo?: number
  /** Digest of the definitions that the cached rows were read by; those of earlier versions do not say. */
  readonly readBy?: string
}

/** A room that this computer has not met yet. */
export const unmetRoom = (room: string): RoomState => ({
  room,
  ackedClock: 0,
  epoch: null,
  incarnation: null,
  position: null,
  reviewed: 0,
})

/** The database of one workspace on this computer. */
export class WorkspaceDatabase extends Dexie {
  #taken = false
  declare readonly updates: Table<UpdateRow, number>
  declare readonly snapshots: Table<SnapshotRow, string>
  declare readonly rows: Table<CacheRow, [string, string]>
  declare readonly blobs: Table<BlobRow, string>
  declare readonly meta: Table<MetaRow, string>

  constructor(workspace: string) {
    // `strict`: Chromium's default tells that a write is done before the disk has it, and a power cut then loses it.
    super(databaseName(workspace), { chromeTransactionDurability: 'strict' })
    this.version(1).stores({
      updates: 'seq, acked, [room+seq], [room+acked]',
      snapshots: 'room',
      rows: '[room+kind]',
      blobs: 'hash, sent',
      meta: 'key',
    })
  }

  /** The browser may close a database under the application: whoever reads or writes opens it again first. */
  async ready(): Promise<void> {
    if (this.#taken) throw new Dexie.DatabaseClosedError('taken by another window')
    if (!this.isOpen()) await this.open()
  }

  /** Another window writes here from now on: nothing of this one is written any more, however late its answers come. */
  abandon(): void {
    this.#taken = true
    this.close()
  }
}

/** The name under which a workspace's database stands. */
export const databaseName = (workspace: string): string => `maillage-${workspace}`

/** Key of a room's state in `meta`. */
export const roomKey = (room: string): string => `room/${room}`

/** Key of the marker that tells a database of ours from one that the browser made anew. */
export const IDENTITY = 'identity'
