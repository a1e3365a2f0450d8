import Dexie from 'dexie'
import { casesOf, type OverruledCase } from '../../core/document/overruled'
import { projectChange, type DefOf } from '../../core/projection/project'
import { placeOf } from '../../core/document/rooms'
import type { RowPart, RowStore } from '../../core/projection/rows'
import { rowsAhead } from '../../core/projection/rowsAhead'
import { bringsNew, decode, type Decoded } from './bringsNew'
import type { RoomState, WorkspaceDatabase } from './database'
import { freshParts } from './freshParts'
import { inTurns } from './inTurns'
import { createLoadedRooms, type LoadedRoom, type LoadedRooms } from './loadedRooms'
import { casesAfter, createOpenCases, type CaseChange } from './openCases'
import { badRecords, FORKED, quarantine, type BadRecord } from './quarantine'
import type { Received } from './received'
import { roomsAhead } from './roomsAhead'
import { createRowCache, readRowCache } from './rowCache'
import type { Seal } from './seal'
import type { Append, Batch, StoredUpdate, UpdateLog } from './updateLog'
import { hold } from './watched'
import type { Watched } from './workspace'

/** The documents of a workspace with the log below and the rows above: local and remote edits take one path. */
export interface Documents {
  readonly shelf: LoadedRooms
  readonly overruled: Watched<readonly OverruledCase[]>
  readonly damaged: Watched<readonly BadRecord[]>
  /** Adds to `damaged` what was put aside elsewhere. */
  report(bad: readonly BadRecord[]): void
  /** Rooms whose rows are behind their log. */
  behind(): readonly string[]
  hold(name: string): Promise<{ readonly loaded: LoadedRoom; release(): void }>
  /**
   * Writes in loaded rooms, each step within one turn; all of it is one batch of the log. `beside` says what to write
   * with it. One write at a time. Resolves once the documents hold it; `stored` when it is on disk and the rows show it.
   */
  write<T>(
    steps: readonly (() => T)[],
    beside: (made: readonly T[]) => Pick<Batch, 'sealed'>,
    onProgress?: (done: number) => void,
  ): Promise<{ readonly stored: Promise<readonly T[]> }>
  /** Keeps what came from elsewhere, then applies it. False when an update is no update: nothing is kept. */
  receive(received: Received): Promise<boolean>
  /** The rows as they will be once all that was accepted is on disk: what a command plans on while the disk fails. */
  latest(): Pick<RowStore, 'get' | 'list' | 'trash'>
  /** Tells of each own update as soon as it is on disk. Returns the stop. */
  onStored(listener: (rows: readonly StoredUpdate[]) => void): () => void
  /** Projects a room from scratch: its log was changed. */
  reread(name: string): void
  /** Waits until no room is behind. */
  caughtUp(): Promise<void>
  /** Caches now what would be cached in a moment. Resolves once it is on disk, or left for later: see `RowCache`. */
  cacheRows(): Promise<void>
  close(): Promise<void>
}

interface Captured {
  readonly room: string
  readonly parts: readonly RowPart[]
  readonly cases: CaseChange | undefined
}

const READ_AGAIN_MS = 1000

/**
 * Opens the documents: rows come from the cache, rooms that are ahead of it are read behind. `readBy` is a digest of what
 * `defOf` finds: rows that were cached under another show at once, and are read anew behind.
 */
export async function openDocuments(
  db: WorkspaceDatabase,
  seal: Seal,
  log: UpdateLog,
  rows: RowStore,
  defOf: DefOf,
  readBy: string,
): Promise<Documents> {
  const cached = await readRowCache(db, seal, log.rooms())
  rows.put(cached.parts)
  const cases = createOpenCases(rows, cached.cases)
  const damaged = hold(await badRecords(db))
  const behind = new Set<string>()
  /** Rooms that cannot be read at all: a newer version's, or a fault of ours. */
  const unread = new Set<string>()
  const captured: Captured[] = []
  const unshown: Captured[] = []
  const isCurrent = (name: string): boolean =>
    !behind.has(name) && !unread.has(name) && ![...captured, ...unshown].some(({ room }) => room === name)
  const cache = createRowCache(seal, log, rows, cases.ofRoom, isCurrent, readBy)
  const appends: Append[] = []
  const listeners = new Set<(rows: readonly StoredUpdate[]) => void>()
  /** The rows with all that was accepted, for as long as neither side changes. */
  let ahead:
    { last: Captured | undefined; revision: number; rows: ReturnType<Documents['latest']> } | undefined
  let holding = false
  let closed = false
  let catching: Promise<void> = Promise.resolve()

  const publish = (changes: readonly Captured[]): void => {
    const parts = changes.flatMap((change) => change.parts)
    rows.put(parts)
    cases.put(changes.flatMap((change) => (change.cases ? [change.cases] : [])))
    const touched = new Map<string, Set<string>>(changes.map(({ room }) => [room, new Set()]))
    for (const part of parts) touched.set(part.room, (touched.get(part.room) ?? new Set()).add(part.kind))
    for (const [room, kinds] of touched) cache.touched(room, kinds)
  }

  const showAll = (): void => publish(unshown.splice(0))
  db.onVanished(showAll)

  /** Hands over what the turn's transactions wrote and changed: on disk first, then shown, then sent. */
  const flush = (beside: Pick<Batch, 'sealed'> = {}, put?: UpdateLog['write']): Promise<void> => {
    if (holding) return Promise.resolve() // it goes with the last step of what is being written
    const written = appends.splice(0)
    const changes = captured.splice(0)
    unshown.push(...changes)
    if (db.vanished) showAll() // no disk will ever have them: an export takes what is in memory
    const show = (): void => {
      unshown.splice(0, changes.length) // shown in the order in which they were accepted
      publish(changes)
    }
    if (written.length === 0 && !put) {
      if (changes.length > 0) log.after(show)
      return Promise.resolve()
    }
    return (put ?? log.write)({
      ...beside,
      appends: written,
      rooms: clientIds(written),
      stored: (stored) => {
        show()
        for (const listener of [...listeners]) listener(stored)
      },
    })
  }

  /** The ids that this computer writes under, kept from the first own update on. */
  const clientIds = (written: readonly Append[]): ({ room: string } & Partial<RoomState>)[] =>
    [...new Set(written.map((append) => append.room))].flatMap((room) => {
      const clientId = shelf.get(room)?.room.doc.clientID
      const known = log.room(room).clientId
      if (clientId === undefined || clientId === known) return []
      return [{ room, clientId, ...(known === undefined ? {} : { ackedClock: 0 }) }]
    })

  const shelf = createLoadedRooms(db, seal, log, {
    changed(room, change) {
      captured.push({
        room: room.name,
        parts: projectChange(room, change, defOf),
        cases: casesAfter(room, change),
      })
    },
    wrote(room, update) {
      appends.push({ room: room.name, update, own: true, acked: false })
      void flush()
    },
    lacks(room) {
      void log.write({ rooms: [{ room, position: null }] })
    },
    damaged(room, bad, clientId) {
      void log.write(quarantine(room, bad, clientId))
      damaged.set([...damaged.get(), ...bad.filter(({ reason }) => reason !== FORKED)])
      fallBehind(room)
    },
  })

  const fallBehind = (room: string): void => {
    if (behind.has(room)) return
    unread.delete(room)
    behind.add(room)
    catching = catching
      .then(() => untilCaughtUp(room))
      .catch((error: unknown) => {
        // It holds up no other: its rows stay as they were, and are never cached as level, until more of it comes.
        behind.delete(room)
        unread.add(room)
        queueMicrotask(() => {
          throw error
        })
      })
  }

  /** A database that does not read now is read again a moment later: the room stays behind, and its cache as it is. */
  const untilCaughtUp = async (room: string): Promise<void> => {
    while (!closed && behind.has(room)) {
      try {
        await catchUp(room)
      } catch (error) {
        if (!(error instanceof Dexie.DexieError)) throw error
        await new Promise((resolve) => setTimeout(resolve, READ_AGAIN_MS))
      }
    }
  }

  const catchUp = async (name: string): Promise<void> => {
    const { loaded, release } = await shelf.hold(name)
    void flush() // rows that came while it was read
    await new Promise<void>((resolve) =>
      log.after(() => {
        behind.delete(name)
        const all = casesOf(loaded.room)
        publish([{ room: name, parts: freshParts(rows, loaded.room, defOf), cases: { room: name, all } }])
        resolve()
      }),
    )
    release()
  }

  /** Whether updates bring something to a room that is not in memory; one that was never met is not loaded for it. */
  const lacks = async (name: string, updates: readonly Decoded[]): Promise<boolean> => {
    if (updates.length === 0 || !log.rooms().includes(name)) return updates.length > 0
    const { loaded, release } = await shelf.hold(name)
    const isNews = updates.some((update) => bringsNew(loaded.room.doc, update))
    release()
    return isNews
  }

  for (const room of await roomsAhead(db, log, cached.bad, readBy)) fallBehind(room)

  return {
    shelf,
    overruled: cases.watched,
    damaged,
    report: (bad) => damaged.set([...damaged.get(), ...bad]),
    behind: () => [...behind],
    hold: (name) => shelf.hold(name),
    async write(steps, beside, onProgress = () => undefined) {
      if (holding) throw new Error('one write at a time')
      const made: ReturnType<(typeof steps)[number]>[] = []
      const put = steps.length > 1 ? log.reserve() : undefined
      holding = true
      try {
        await inTurns(steps, made, onProgress)
      } catch (error) {
        holding = false
        void flush(beside(made), put) // what was written before a failure of ours is written all the same
        throw error
      }
      holding = false
      return { stored: flush(beside(made), put).then(() => made) }
    },
    async receive({ room, updates, facts, acked, origin }) {
      if (!placeOf(room)) return true // of a newer version, which will ask for it again: nothing is kept, nor its position
      const decoded = updates.flatMap(decode)
      if (decoded.length < updates.length) return false
      const loaded = shelf.get(room) // what comes by socket is written before its position: nothing is awaited
      const isNews = loaded
        ? decoded.some((one) => bringsNew(loaded.room.doc, one))
        : await lacks(room, decoded)
      if (updates.length === 0 && holds(log.room(room), facts?.())) return true // polls that bring nothing write nothing
      await log.write({
        appends: updates.map((update) => ({ room, update, own: false, acked })),
        rooms: [{ room, ...facts?.(), ...(isNews ? { receivedAt: Date.now() } : {}) }],
        stored(stored) {
          if (stored.length === 0) return
          if (shelf.deliver(room, stored, origin)) void flush()
          else fallBehind(room)
          if (!acked) for (const listener of [...listeners]) listener(stored)
        },
      })
      return true
    },
    latest() {
      if (unshown.length === 0) return rows
      const [last, revision] = [unshown.at(-1), rows.revision()]
      if (ahead?.last !== last || ahead?.revision !== revision) {
        const parts = unshown.flatMap((change) => change.parts)
        ahead = { last, revision, rows: rowsAhead(rows, parts) }
      }
      return ahead.rows
    },
    onStored(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    reread: fallBehind,
    async caughtUp() {
      while (behind.size > 0 && !closed) await catching
    },
    cacheRows: () => cache.flush(),
    async close() {
      closed = true
      await catching
      await log.settled()
      await cache.close()
      cases.close()
      shelf.close()
    },
  }
}

/** Whether some facts of a room are known as they are. */
const holds = (known: RoomState, facts: Partial<RoomState> = {}): boolean =>
  JSON.stringify({ ...known, ...facts }) === JSON.stringify(known)
