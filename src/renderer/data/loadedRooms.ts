import * as Y from 'yjs'
import { migrate, migrations } from '../../core/document/migrations'
import { LocalCommit } from '../../core/document/commit'
import { createInbox, type Inbox } from '../../core/document/remote'
import type { Room, RoomChange } from '../../core/document/room'
import type { WorkspaceDatabase } from './database'
import { newClientId } from './newClientId'
import { entriesIn, holdsText, orphansOf } from './orphans'
import { badUpdate, FORKED, type BadRecord } from './quarantine'
import { FROM_DISK, readRoom, type OwnUpdate } from './readRoom'
import type { Seal } from './seal'
import type { StoredUpdate, UpdateLog } from './updateLog'
import { writeAgain } from './writeAgain'

/** A room whose document is in memory. */
export interface LoadedRoom {
  readonly room: Room
  readonly inbox: Inbox
}

/** What the owner of the rooms does with what happens in them. */
export interface RoomEvents {
  /** A transaction touched the room: read what it changed now, and show it once it is on disk. */
  changed(room: Room, change: RoomChange): void
  /** A local transaction made this update: keep it. */
  wrote(room: Room, update: Uint8Array): void
  /** Something waits for what never came: the server must be asked for everything. */
  lacks(room: string): void
  /** Records that did not open, or that nothing can be built under; the room goes on under a fresh client id. */
  damaged(room: string, bad: readonly BadRecord[], clientId: number): void
}

/** The documents in memory: loaded when asked for, dropped when idle. */
export interface LoadedRooms {
  /** Loads a room and keeps it loaded until `release`. */
  hold(name: string): Promise<{ readonly loaded: LoadedRoom; release(): void }>
  /** The room if it is loaded. */
  get(name: string): LoadedRoom | undefined
  /** Gives stored remote rows to a loaded room. False when the room is not in memory: its cached rows are behind. */
  deliver(name: string, rows: readonly StoredUpdate[], origin: unknown): boolean
  /** Forgets a room's document, so that the next one to ask reads it anew. False while another holds it. */
  reset(name: string): boolean
  /** Names of the rooms in memory, least recently used first. */
  names(): readonly string[]
  close(): void
}

interface Entry {
  loaded?: LoadedRoom
  upTo: number
  readonly loading: Promise<LoadedRoom>
  late: { readonly rows: readonly StoredUpdate[]; readonly origin: unknown }[]
  holds: number
  stop?: () => void
}

/** How many rooms stay in memory when nobody holds them. */
const KEPT = 6

/** Opens the shelf of loaded rooms of a workspace. */
export function createLoadedRooms(
  db: WorkspaceDatabase,
  seal: Seal,
  log: UpdateLog,
  events: RoomEvents,
): LoadedRooms {
  const entries = new Map<string, Entry>()

  const take = (entry: Entry, rows: readonly StoredUpdate[], origin: unknown): void => {
    for (const row of rows)
      if (row.seq > entry.upTo) {
        entry.upTo = row.seq
        entry.loaded?.inbox.take(row.update, origin)
      }
  }

  const load = async (name: string, entry: Entry): Promise<LoadedRoom> => {
    await log.settledOf(name)
    const { room, inbox: read, upTo, bad: unread, waiting } = await readRoom(db, seal, name, Date.now())
    const { doc } = room
    // Set after loading: Yjs changes the id of a document that is given updates made under it.
    const { clientId, ackedClock } = log.room(name)
    const isLacking = clientId !== undefined && Y.getState(doc.store, clientId) < ackedClock
    const orphans = clientId === undefined ? [] : orphansOf(doc, waiting, clientId, ackedClock)
    const bad = [...unread, ...orphans.map(asideOf)]
    const isDamaged = bad.length > 0 || isLacking
    doc.clientID = isDamaged ? newClientId() : (clientId ?? doc.clientID)
    if (isDamaged) events.damaged(name, bad, doc.clientID)
    else if (read.waiting().length > 0) events.lacks(name)
    const inbox = orphans.length === 0 ? read : inboxWithout(room, read, orphans)
    entry.upTo = upTo
    const stopWatching = room.watch((change) => events.changed(room, change))
    const onUpdate = (
      update: Uint8Array,
      _origin: unknown,
      _doc: Y.Doc,
      transaction: Y.Transaction,
    ): void => {
      if (transaction.local) events.wrote(room, update)
    }
    doc.on('update', onUpdate)
    const lost = entriesIn(orphans.map(({ update }) => update))
    if (clientId !== undefined && lost.length > 0)
      doc.transact(() => lost.forEach((one) => writeAgain(doc, one, clientId)), new LocalCommit('again'))
    migrate(doc, migrations) // one that a newer version wrote is left as it is: commits refuse to write in it
    const loaded: LoadedRoom = { room, inbox }
    entry.loaded = loaded
    entry.stop = () => {
      doc.off('update', onUpdate)
      stopWatching()
      room.close()
      doc.destroy()
    }
    for (const { rows, origin } of entry.late.splice(0)) take(entry, rows, origin)
    return loaded
  }

  const entryOf = (name: string): Entry => {
    const known = entries.get(name)
    if (known) {
      entries.delete(name)
      entries.set(name, known) // the most recently used stands last
      return known
    }
    const begin: { run?: (loaded: LoadedRoom) => void; stop?: (error: unknown) => void } = {}
    const loading = new Promise<LoadedRoom>((resolve, reject) =>
      Object.assign(begin, { run: resolve, stop: reject }),
    )
    const entry: Entry = { upTo: 0, loading, late: [], holds: 0 }
    entries.set(name, entry)
    load(name, entry).then(begin.run, (error: unknown) => {
      entries.delete(name)
      begin.stop?.(error)
    })
    return entry
  }

  /** Drops what nobody holds, once nothing of it waits for the disk. */
  const trim = (): void => {
    log.after(() => {
      const idle = [...entries].filter(([, entry]) => entry.holds === 0 && entry.loaded)
      for (const [name, entry] of idle.slice(0, Math.max(0, idle.length - KEPT))) {
        entries.delete(name)
        entry.stop?.()
      }
    })
  }

  return {
    async hold(name) {
      const entry = entryOf(name)
      entry.holds++
      let held = true
      const release = (): void => {
        if (!held) return
        held = false
        entry.holds--
        trim()
      }
      try {
        return { loaded: await entry.loading, release }
      } catch (error) {
        release()
        throw error
      }
    },
    get: (name) => entries.get(name)?.loaded,
    deliver(name, rows, origin) {
      const entry = entries.get(name)
      if (!entry) return false
      if (!entry.loaded) {
        entry.late.push({ rows, origin })
        return false // what is read now may hold them already: the room is projected from scratch
      }
      take(entry, rows, origin)
      return true
    },
    reset(name) {
      const entry = entries.get(name)
      if (entry && entry.holds > 1) return false
      entries.delete(name)
      entry?.stop?.()
      return true
    },
    names: () => [...entries.keys()],
    close() {
      for (const entry of entries.values()) entry.stop?.()
      entries.clear()
    },
  }
}

/** What goes aside of an own update that is made again: text, which no journal tells of, is said to be damaged. */
const asideOf = ({ row, update }: OwnUpdate): BadRecord =>
  badUpdate(row, holdsText(update) ? 'orphan' : FORKED, Date.now())

/** The room's way in without some of what waited there. */
function inboxWithout(room: Room, inbox: Inbox, gone: readonly OwnUpdate[]): Inbox {
  const left = new Set(gone.map(({ update }) => update))
  const fresh = createInbox(room)
  for (const update of inbox.waiting()) if (!left.has(update)) fresh.take(update, FROM_DISK)
  return fresh
}
