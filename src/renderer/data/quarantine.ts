import type { BlobRow, UpdateRow, WorkspaceDatabase } from './database'
import type { Batch } from './updateLog'

/** A record of the log that does not open or does not decode: kept aside, so that the others load. */
export interface BadRecord {
  readonly room: string
  /** Its order in the log; 0 for what has none: a room's snapshot, an attachment. */
  readonly seq: number
  readonly reason: string
  readonly foundAt: number
  readonly sealed: Uint8Array
  /** What the log said of a row of its own: made here, and known to the server. Earlier versions did not keep it. */
  readonly own?: boolean
  readonly acked?: boolean
}

/** Where bad records stand in `meta`: under their room, then their order or, for an attachment, its hash. */
const PREFIX = 'quarantine/'

/**
 * Puts bad records aside in one transaction and forgets the room's position: the next exchange compares everything and
 * brings back what is missing here. The room goes on under a fresh client id, since clocks that are missing here may be
 * known elsewhere.
 */
export function quarantine(room: string, bad: readonly BadRecord[], clientId: number): Batch {
  return {
    // The rows on screen may show what is taken out: they are read again, whatever happens to this window.
    rooms: [{ room, position: null, clientId, ackedClock: 0, reviewed: 0 }],
    also: async (tables) => {
      for (const record of bad) {
        await tables.meta.put({ key: placeAside(room, record.seq), value: record })
        if (record.seq === 0) await tables.snapshots.delete(room)
        else await tables.updates.delete(record.seq)
      }
    },
  }
}

/** Puts an attachment aside: whoever asks for it next has it from the server. */
export function quarantineFile({ hash, room }: BlobRow, bad: BadRecord): Batch {
  return {
    also: async (tables) => {
      await tables.meta.put({ key: placeAside(room, hash), value: bad })
      await tables.blobs.delete(hash)
    },
  }
}

const placeAside = (room: string, what: number | string): string => `${PREFIX}${room}/${what}`

/** What stands aside, by its place. */
export async function aside(
  db: WorkspaceDatabase,
): Promise<readonly { readonly key: string; readonly of: string; readonly bad: BadRecord }[]> {
  const rows = await db.meta.where('key').startsWith(PREFIX).toArray()
  return rows.map(({ key, value }) => {
    const bad = value as BadRecord // written above alone
    return { key, of: key.slice(placeAside(bad.room, '').length), bad }
  })
}

/** Why a record is bad whose bytes the key did not open: altered, or the browser had no memory for them just then. */
export const UNSEALABLE = 'unsealable'

/** Why own writes were taken out of the log: they were made again under another client id, and nothing is damaged. */
export const FORKED = 'forked'

/** The damaged records kept aside so far. */
export async function badRecords(db: WorkspaceDatabase): Promise<readonly BadRecord[]> {
  const records = await aside(db)
  return records.map(({ bad }) => bad).filter(({ reason }) => reason !== FORKED)
}

/** What goes aside of a row of the log. */
export const badUpdate = (row: UpdateRow, reason: string, foundAt: number): BadRecord => ({
  room: row.room,
  seq: row.seq,
  reason,
  foundAt,
  sealed: row.sealed,
  own: row.own === 1,
  acked: row.acked === 1,
})
