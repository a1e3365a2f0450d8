import * as Y from 'yjs'
import { createInbox, type Inbox } from '../../core/document/remote'
import { openRoom, type Room } from '../../core/document/room'
import type { UpdateRow, WorkspaceDatabase } from './database'
import { badUpdate, UNSEALABLE, type BadRecord } from './quarantine'
import type { Seal } from './seal'
import { updatePlace } from './updateLog'

/** A room read from the disk into a document of its own. */
export interface ReadRoom {
  readonly room: Room
  readonly inbox: Inbox
  /** Last `seq` of the log that was read. */
  readonly upTo: number
  /** Records that did not open or did not decode. */
  readonly bad: readonly BadRecord[]
  /** Own updates that the server has not and that wait aside for what they build on, in order. */
  readonly waiting: readonly OwnUpdate[]
}

/** An own update with its row of the log. */
export interface OwnUpdate {
  readonly row: UpdateRow
  readonly update: Uint8Array
}

/** Origin of what is read from the disk: neither a local edit nor something to send. */
export const FROM_DISK = 'disk'

/** Place that binds a snapshot's sealed bytes to its room. */
export const snapshotPlace = (room: string): string => `snapshots/${room}`

/** Every row of a room's log, in order. */
export const rowsOfRoom = (db: WorkspaceDatabase, room: string): Promise<UpdateRow[]> =>
  db.updates.where('[room+seq]').between([room, 0], [room, Infinity]).toArray()

/** Reads a room's snapshot and log, without some of its rows if need be. A bad record never stops the others. */
export async function readRoom(
  db: WorkspaceDatabase,
  seal: Seal,
  name: string,
  now: number,
  without: ReadonlySet<number> = new Set(),
): Promise<ReadRoom> {
  const [snapshot, rows] = await storedOf(db, name)
  const bad: BadRecord[] = []
  if (snapshot === 'gone')
    bad.push({ room: name, seq: 0, reason: 'unreadable', foundAt: now, sealed: new Uint8Array(0) })
  const updates: { update: Uint8Array; record: () => BadRecord; row: UpdateRow | undefined }[] = []
  const open = async (
    place: string,
    sealed: Uint8Array,
    record: (reason: string) => BadRecord,
    row?: UpdateRow,
  ): Promise<void> => {
    try {
      const update = await seal.open(place, sealed).catch(() => seal.open(place, sealed)) // no memory just then, maybe
      updates.push({ update, record: () => record('undecodable'), row })
    } catch {
      bad.push(record(UNSEALABLE))
    }
  }
  if (snapshot && snapshot !== 'gone')
    await open(snapshotPlace(name), snapshot.sealed, (reason) => ({
      room: name,
      seq: 0,
      reason,
      foundAt: now,
      sealed: snapshot.sealed,
    }))
  for (const row of rows.filter(({ seq }) => !without.has(seq)))
    await open(updatePlace(name, row.seq), row.sealed, (reason) => badUpdate(row, reason, now), row)
  const compacted = snapshot === 'gone' ? undefined : snapshot?.upTo
  const upTo = Math.max(compacted ?? 0, rows.at(-1)?.seq ?? 0)
  const quick = bad.length === 0 ? readQuickly(updates.map((u) => u.update)) : undefined
  const doc = quick ?? new Y.Doc()
  const room = openRoom(name, doc)
  const inbox = createInbox(room)
  if (!quick)
    for (const { update, record } of updates) {
      try {
        inbox.take(update, FROM_DISK)
      } catch {
        bad.push(record())
      }
    }
  const aside = new Set(inbox.waiting())
  const waiting = updates.flatMap(({ update, row }): OwnUpdate[] =>
    row?.own === 1 && row.acked === 0 && aside.has(update) ? [{ row, update }] : [],
  )
  return { room, inbox, upTo, bad, waiting }
}

/** How long a file may be held by others, such as what looks for viruses in it, before it is taken for lost. */
const HELD_MS = [250, 750, 2000]

/** What is stored of a room. What is taken for lost is deleted, so a snapshot that does not read is tried some more. */
async function storedOf(db: WorkspaceDatabase, name: string) {
  const read = async () => {
    await db.ready()
    return db.transaction('r', db.snapshots, db.updates, () =>
      Promise.all([db.snapshots.get(name).catch(gone), rowsOfRoom(db, name)]),
    )
  }
  let stored = await read()
  for (const ms of HELD_MS) {
    if (stored[0] !== 'gone') break
    await new Promise((resolve) => setTimeout(resolve, ms))
    stored = await read()
  }
  return stored
}

/** The browser has lost the bytes of this one value, or cannot have them now, while the database around it reads. */
function gone(error: unknown): 'gone' {
  if (error instanceof Error && ['DataError', 'NotReadableError'].includes(error.name)) return 'gone'
  throw error
}

/** All updates in one transaction; undefined when one of them is bad or lacks what it builds on. */
function readQuickly(updates: readonly Uint8Array[]): Y.Doc | undefined {
  const doc = new Y.Doc()
  try {
    doc.transact(() => {
      for (const update of updates) Y.applyUpdate(doc, update, FROM_DISK)
    }, FROM_DISK)
  } catch {
    doc.destroy()
    return undefined
  }
  if (doc.store.pendingStructs === null && doc.store.pendingDs === null) return doc
  doc.destroy()
  return undefined
}
