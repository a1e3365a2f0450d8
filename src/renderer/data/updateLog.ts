import {
  roomKey,
  unmetRoom,
  type MetaRow,
  type RoomState,
  type UpdateRow,
  type WorkspaceDatabase,
} from './database'
import { readLogOnDisk } from './logOnDisk'
import { failureReason, retryDelay, VANISHED_HERE, VanishedError } from './storageFailure'
import { refuseForeign } from './foreignRows'
import { sealJson, type Seal } from './seal'
import type { StorageState, Watched } from './workspace'
import { hold } from './watched'

/** One update to keep. */
export interface Append {
  readonly room: string
  readonly update: Uint8Array
  /** Made here, rather than received. */
  readonly own: boolean
  /** The server has it already. */
  readonly acked: boolean
}

/** What one transaction of the disk holds: all of it or nothing. */
export interface Batch {
  readonly appends?: readonly Append[]
  /** Changed facts of rooms, written with the rows they speak of. */
  readonly rooms?: readonly ({ readonly room: string } & Partial<RoomState>)[]
  /** Values of `meta` that are sealed first, under their key as place. */
  readonly sealed?: readonly { readonly key: string; readonly json: unknown }[]
  /** Other writes of the same transaction. May run again after a failure, so it must not depend on having run once. */
  readonly also?: (tables: LogTables) => Promise<unknown>
  /** Called in order of acceptance once the batch is on disk: nothing is shown or sent before. */
  readonly stored?: (rows: readonly StoredUpdate[]) => void
}

/** The tables that a batch may write. */
export type LogTables = Pick<WorkspaceDatabase, 'updates' | 'snapshots' | 'rows' | 'blobs' | 'meta'>

/** An update with its place in the log. */
export interface StoredUpdate extends Append {
  readonly seq: number
}

/** Everything that is written goes through here, in order: after a failure nothing later is written until it succeeds. */
export interface UpdateLog {
  readonly state: Watched<StorageState>
  /** Last `seq` that is on disk. */
  stored(): number
  room(room: string): RoomState
  rooms(): readonly string[]
  /** Resolves once the batch is on disk; never rejects, however long the disk refuses. */
  write(batch: Batch): Promise<void>
  /**
   * Writes what is kept elsewhere or can be made again, never a fresh edit: given up at the first failure, false then, so
   * that no edit waits behind what a disk that is nearly full has no room for.
   */
  attempt(batch: Batch): Promise<boolean>
  /**
   * Takes the next place for a batch that is made over several turns, and gives back what puts it there, once. All that
   * is accepted meanwhile stands behind it: nothing reaches the disk, nor is read off the documents, with half of it.
   */
  reserve(): (batch: Batch) => Promise<void>
  /** Runs once everything accepted so far is on disk: at once when nothing waits. */
  after(run: () => void): void
  /** Resolves once everything accepted so far is on disk; rejects when that can never be. */
  settled(): Promise<void>
  /** The same for what was accepted about one room: while the disk refuses, what nobody wrote in is read all the same. */
  settledOf(room: string): Promise<void>
  /** Waits for what was accepted and takes nothing more. */
  close(): Promise<void>
}

/** Place that binds the sealed bytes of a row to its room and order. */
export const updatePlace = (room: string, seq: number): string => `updates/${room}/${seq}`

/** How long a write may take before the user is told that nothing is being saved. */
const SLOW_MS = 1500

/** Batches that wait are written together, so many updates cost one flush of the disk. */
const MOST_AT_ONCE = 256

interface Waiting {
  /** Undefined while a place is only reserved. */
  batch: Batch | undefined
  /** Given up at the first failure. */
  readonly isOptional: boolean
  readonly resolve: (isWritten: boolean) => void
}

type Filled = Waiting & { readonly batch: Batch }

/** Opens the log of a database. */
export async function openUpdateLog(db: WorkspaceDatabase, seal: Seal): Promise<UpdateLog> {
  const found = await readLogOnDisk(db)
  const states = new Map(found.states)
  let seq = found.lastSeq
  let onDisk = seq
  const queue: Waiting[] = []
  const state = hold<StorageState>({ is: 'saved' })
  const say = (next: StorageState): void => {
    if (!db.vanished) state.set(next)
  }
  db.onVanished(() => state.set({ is: 'vanished', reason: VANISHED_HERE }))
  let closed = false
  let running: Promise<void> | undefined
  let wake: (() => void) | undefined

  const accept = (waiting: Waiting): void => {
    if (closed) throw new Error('the log is closed')
    queue.push(waiting)
    // what is written behind, such as the row cache, is nobody's edit
    const isEdit = !waiting.batch || waiting.batch.appends?.length
    if (state.get().is === 'saved' && isEdit) state.set({ is: 'saving' })
    if (waiting.batch) running ??= drain()
  }

  const put = (batch: Batch, isOptional: boolean): Promise<boolean> =>
    new Promise((resolve) => accept({ batch, isOptional, resolve }))

  const write = (batch: Batch): Promise<void> => put(batch, false).then(() => undefined)

  const drain = async (): Promise<void> => {
    await Promise.resolve() // what one turn of the event loop accepts is written as one
    for (let group = filledFirst(queue); group.length > 0; group = filledFirst(queue)) {
      const first = seq
      const rows = numbered(group, first)
      seq = first + rows.flat().length
      const isWritten = await persist(group, rows)
      for (const [at, { batch, resolve }] of group.entries()) {
        queue.shift() // one by one: whoever asks in between still stands behind those that are not told yet
        if (isWritten) tell(batch, rows[at] ?? [])
        resolve(isWritten)
      }
    }
    running = undefined
    if (queue.length === 0) say({ is: 'saved' }) // else a reserved place is first: who fills it goes on
  }

  const tell = (batch: Batch, rows: readonly StoredUpdate[]): void => {
    onDisk = rows.at(-1)?.seq ?? onDisk
    for (const change of batch.rooms ?? []) states.set(change.room, { ...roomState(change.room), ...change })
    try {
      batch.stored?.(rows)
    } catch (error) {
      report(error) // what is shown may be behind; what comes next is written all the same
    }
  }

  const roomState = (room: string): RoomState => states.get(room) ?? unmetRoom(room)

  /**
   * Tries until it succeeds, or once what is optional: whether it is written. The numbers of the rows and what was sealed
   * stay the same, so a write that half happened is done again.
   */
  const persist = async (
    group: readonly Filled[],
    rows: readonly (readonly StoredUpdate[])[],
  ): Promise<boolean> => {
    const facts = mergedRooms(group, roomState)
    const renewed = new Set(
      facts.flatMap((fact) => (fact.incarnation === roomState(fact.room).incarnation ? [] : [fact.room])),
    )
    const bytes = group.flatMap(({ batch }) => [...(batch.appends ?? []), ...(batch.sealed ?? [])])
    if (bytes.length + facts.length === 0 && group.every(({ batch }) => !batch.also)) return true
    let kept: Awaited<ReturnType<typeof sealedGroup>> | undefined
    let since: number | undefined
    const fail = (reason: string): void => {
      since ??= Date.now()
      say({ is: 'failing', since, waiting: queue.length, reason })
    }
    for (let attempt = 0; ; attempt++) {
      const slow = setTimeout(() => fail('Le disque de cet ordinateur ne répond pas.'), SLOW_MS)
      try {
        const { updates, meta } = (kept ??= await sealedGroup(seal, group, rows.flat()))
        await db.ready()
        await db.transaction('rw', db.updates, db.snapshots, db.rows, db.blobs, db.meta, async () => {
          await refuseForeign(db, updates)
          await db.updates.bulkPut(updates)
          for (const fact of facts) await db.meta.put({ key: roomKey(fact.room), value: fact })
          await db.meta.bulkPut(meta)
          for (const { batch } of group) await batch.also?.(db)
          if (renewed.size > 0) await offerFilesAgain(db, renewed)
        })
        if (since !== undefined) say({ is: 'saving' })
        return true
      } catch (error) {
        if (group.some(({ isOptional }) => isOptional)) return false
        fail(failureReason(error))
      } finally {
        clearTimeout(slow)
      }
      await new Promise<void>((resolve) => {
        wake = resolve
        setTimeout(resolve, retryDelay(attempt))
      })
    }
  }

  const vanished = new Promise<never>((_, reject) => db.onVanished(() => reject(new VanishedError())))
  vanished.catch(() => undefined) // whoever waits is told
  const settled = async (): Promise<void> => {
    if (queue.length > 0) await Promise.race([write({}), vanished])
  }

  return {
    state,
    stored: () => onDisk,
    room: roomState,
    rooms: () => [...states.keys()].sort(),
    write,
    attempt: (batch) => put(batch, true),
    reserve() {
      const place: Waiting = { batch: undefined, isOptional: false, resolve: () => undefined }
      accept(place)
      return (batch) =>
        new Promise((resolve) => {
          Object.assign(place, { batch, resolve: () => resolve() })
          running ??= drain()
        })
    },
    after(run) {
      if (queue.length === 0) run()
      else void write({ stored: run })
    },
    settled,
    settledOf: async (room) => {
      if (queue.some(({ batch }) => !batch || speaksOf(batch, room))) await settled()
    },
    async close() {
      wake?.()
      await settled()
      await running
      closed = true
    },
  }
}

/** Another incarnation is a server restored from before, or another one: it may lack what an earlier one was sent. */
async function offerFilesAgain(db: WorkspaceDatabase, rooms: ReadonlySet<string>): Promise<void> {
  const hashes = await db.blobs.where('sent').equals(1).primaryKeys()
  for (const hash of hashes) {
    const row = await db.blobs.get(hash) // one at a time: each may be many megabytes
    if (row && rooms.has(row.room)) await db.blobs.put({ ...row, sent: 0 })
  }
}

/** Lets a fault of ours reach the console without stopping the writing of what others accepted. */
function report(error: unknown): void {
  queueMicrotask(() => {
    throw error
  })
}

/** What may be written now, as one: all before a place that is only reserved. What is optional is written by itself. */
function filledFirst(queue: readonly Waiting[]): Filled[] {
  const isAlone = (at: number): boolean => queue[at]?.isOptional === true
  const end = queue.findIndex(({ batch }, at) => !batch || (at > 0 && (isAlone(at) || isAlone(at - 1))))
  const group = end === -1 ? queue : queue.slice(0, end)
  return group.slice(0, MOST_AT_ONCE).filter((waiting): waiting is Filled => waiting.batch !== undefined)
}

const speaksOf = ({ appends = [], rooms = [] }: Batch, room: string): boolean =>
  [...appends, ...rooms].some((one) => one.room === room)

function numbered(group: readonly Filled[], first: number): StoredUpdate[][] {
  let seq = first
  return group.map(({ batch }) => (batch.appends ?? []).map((append) => ({ ...append, seq: ++seq })))
}

/** What a group writes, sealed. Rejects when the browser cannot, as it may for want of memory. */
async function sealedGroup(seal: Seal, group: readonly Filled[], rows: readonly StoredUpdate[]) {
  const updates: UpdateRow[] = []
  for (const { seq, room, update, own, acked } of rows) {
    const sealed = await seal.seal(updatePlace(room, seq), update)
    updates.push({ seq, room, acked: acked ? 1 : 0, own: own ? 1 : 0, sealed })
  }
  const meta: MetaRow[] = []
  for (const { key, json } of group.flatMap(({ batch }) => batch.sealed ?? []))
    meta.push({ key, value: await sealJson(seal, key, json) })
  return { updates, meta }
}

/** The facts of rooms after a group, one line a room. */
function mergedRooms(group: readonly Filled[], before: (room: string) => RoomState): RoomState[] {
  const merged = new Map<string, RoomState>()
  for (const { batch } of group)
    for (const change of batch.rooms ?? [])
      merged.set(change.room, { ...(merged.get(change.room) ?? before(change.room)), ...change })
  return [...merged.values()]
}
