import * as Y from 'yjs'
import type { UpdateRow } from './database'
import type { Ground } from './ground'
import { rowsOfRoom, snapshotPlace } from './readRoom'
import { updatePlace } from './updateLog'

/** Rows, or bytes of them, from which a room's log is worth writing anew. */
const ENOUGH = { rows: 300, bytes: 1024 * 1024 }

const NO_ROOM = 'the disk did not take the shorter log'

/**
 * Writes a room's log anew from its document, whose deleted content is gone: this is what really removes it. Rows that
 * the server has not acknowledged are never dropped: with any of them the room waits, unless it has no server at all.
 * Returns whether something was rewritten; throws when the disk has no room for it now.
 */
export async function compactRoom(ground: Ground, name: string, enough = ENOUGH): Promise<boolean> {
  const { db, log, documents } = ground
  await db.ready()
  const known = await rowsOfRoom(db, name)
  const bytes = known.reduce((sum, row) => sum + row.sealed.length, 0)
  if (known.length < 2 || (known.length < enough.rows && bytes < enough.bytes)) return false
  const { loaded, release } = await documents.hold(name)
  try {
    // in one turn with nothing waiting for the disk: the document is then exactly what the log says
    const taken = await new Promise<{ update: Uint8Array; upTo: number; aside: number }>((resolve) =>
      log.after(() => {
        const update = Y.encodeStateAsUpdate(loaded.room.doc)
        resolve({ update, upTo: log.stored(), aside: loaded.inbox.waiting().length })
      }),
    )
    const rows = (await rowsOfRoom(db, name)).filter((row) => row.seq <= taken.upTo)
    const last = rows.at(-1)
    if (!last || taken.aside > 0 || log.room(name).reviewed < last.seq) return false
    const isAlone = log.room(name).epoch === null // no server has ever told of it
    if (rows.every((row) => row.acked === 1)) await writeSnapshot(ground, name, rows, taken)
    else if (rows.every((row) => isOurs(row, isAlone)) && !(await hasSnapshot(ground, name)))
      await writeOneRow(ground, rows, last, taken.update)
    else return false
    return true
  } finally {
    release()
  }
}

const hasSnapshot = async ({ db }: Ground, name: string): Promise<boolean> =>
  (await db.snapshots.where('room').equals(name).count()) > 0

/** What came by a backup or a file was made elsewhere: nobody but this computer offers it, as long as no server has it. */
const isOurs = (row: UpdateRow, isAlone: boolean): boolean => row.acked === 0 && (row.own === 1 || isAlone)

async function writeSnapshot(
  { seal, log }: Ground,
  room: string,
  rows: readonly UpdateRow[],
  { update, upTo }: { readonly update: Uint8Array; readonly upTo: number },
): Promise<void> {
  const sealed = await seal.seal(snapshotPlace(room), update)
  const isWritten = await log.attempt({
    rooms: [{ room, snapshotUpTo: upTo }],
    also: async (tables) => {
      await tables.snapshots.put({ room, upTo, sealed })
      await tables.updates.bulkDelete(rows.map((row) => row.seq))
    },
  })
  if (!isWritten) throw new Error(NO_ROOM)
}

/** What no server has yet stays one unacknowledged row: the first server to come is offered all of it. */
async function writeOneRow(
  { seal, log }: Ground,
  rows: readonly UpdateRow[],
  last: UpdateRow,
  update: Uint8Array,
): Promise<void> {
  const sealed = await seal.seal(updatePlace(last.room, last.seq), update)
  const own = rows.some((row) => row.own === 1) ? 1 : 0
  const isWritten = await log.attempt({
    also: async (tables) => {
      await tables.updates.bulkDelete(rows.map((row) => row.seq))
      await tables.updates.put({ ...last, own, sealed })
    },
  })
  if (!isWritten) throw new Error(NO_ROOM)
}
