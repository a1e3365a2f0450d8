import Dexie, { type Table } from 'dexie'
import { VanishedError } from './storageFailure'

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

/** How long a deletion is made to wait while what this window needs is read into memory. */
const LAST_READS_MS = 1500

/**
 * The database of one workspace on this computer. Only `found` makes it: whatever opens it otherwise, Dexie by itself
 * among others, gets the one that was founded or none, and nothing stands in place of one that vanished.
 */
export class WorkspaceDatabase extends Dexie {
  #taken = false
  #founding: readonly MetaRow[] | undefined
  #vanished = false
  readonly #lastReads: (() => Promise<unknown>)[] = []
  readonly #whenVanished: (() => void)[] = []
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
    // Thrown here, the making of an empty database is taken back; the marker stands in each one that is made.
    this.on('populate', (making) => {
      if (!this.#founding) throw this.#foundVanished()
      return making.table('meta').bulkAdd([{ key: IDENTITY, value: workspace }, ...this.#founding])
    })
    const identify = async (opened: Dexie): Promise<void> => {
      const marker = (await opened.table<MetaRow>('meta').get(IDENTITY))?.value
      if (marker !== workspace) throw this.#foundVanished()
    }
    this.on('ready', identify, true) // at every opening, before anything that waits for it is done
    this.on('versionchange', ({ newVersion }) => {
      if (newVersion !== null) return true // a newer version of the application: Dexie lets go of it
      void this.#letGo()
      return false
    })
  }

  /** Makes the database, with these values in it from the first moment on; one that lost its marker is replaced. */
  async found(first: readonly MetaRow[] = []): Promise<void> {
    this.#founding = first
    await this.delete()
    await this.open()
    this.#founding = undefined
  }

  /** The browser may close a database under the application: whoever reads or writes opens it again first. */
  async ready(): Promise<void> {
    if (this.#taken) throw new Dexie.DatabaseClosedError('taken by another window')
    if (this.#vanished) throw new VanishedError()
    if (!this.isOpen()) await this.open()
  }

  /** Whether it was found to be gone, or another one. It stays so until the workspace is opened again. */
  get vanished(): boolean {
    return this.#vanished
  }

  /** Called once, as soon as the database is found to be gone, or at once. */
  onVanished(listener: () => void): void {
    if (this.#vanished) listener()
    else this.#whenVanished.push(listener)
  }

  /** Called when someone deletes the database, while it can still be read: the deletion waits, for a moment. */
  beforeDeletion(read: () => Promise<unknown>): void {
    this.#lastReads.push(read)
  }

  /** Closed by Dexie, on the browser's word, it is opened again at once: that it is gone is told before the next edit. */
  override close(how: { disableAutoOpen: boolean } = { disableAutoOpen: true }): void {
    super.close(how)
    if (!how.disableAutoOpen) void this.ready().catch(() => undefined)
  }

  /** Another window writes here from now on: nothing of this one is written any more, however late its answers come. */
  abandon(): void {
    this.#taken = true
    this.close()
  }

  async #letGo(): Promise<void> {
    const late = new Promise((resolve) => setTimeout(resolve, LAST_READS_MS))
    await Promise.race([Promise.allSettled(this.#lastReads.map((read) => read())), late])
    if (!this.#taken) this.close({ disableAutoOpen: false })
  }

  #foundVanished(): VanishedError {
    this.#vanished = true
    for (const listener of this.#whenVanished.splice(0)) listener()
    return new VanishedError()
  }
}

/** Whether the database of a workspace is on this computer. One that cannot be opened now is not said to be gone. */
export async function stands(workspace: string): Promise<boolean> {
  const db = new WorkspaceDatabase(workspace)
  await db.ready().catch(() => undefined)
  db.close()
  return !db.vanished
}

/** The name under which a workspace's database stands. */
export const databaseName = (workspace: string): string => `maillage-${workspace}`

/** Key of a room's state in `meta`. */
export const roomKey = (room: string): string => `room/${room}`

/** Key of the marker that tells a database of ours from one that the browser made anew. */
export const IDENTITY = 'identity'
