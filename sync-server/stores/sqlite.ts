import { crc32 } from 'node:zlib'
import type Database from 'better-sqlite3'
import {
  type Append,
  DamagedRoom,
  type LogRow,
  type LogStore,
  type RoomHead,
  type Rows,
  type Snapshot,
  type SnapshotBytes,
  type SnapshotForm,
  type SnapshotParts,
} from './logStore'
import { askAgain, waitBriefly } from './busy'
import { type SqliteFile, foldLog } from './sqliteFile'

interface RoomRow {
  readonly id: number
  readonly name: string
  readonly epoch: number
  readonly incarnation: string | null
  readonly head: number
  readonly base: number
  readonly tail_bytes: number
  readonly snapshot_bytes: number
  readonly saved_at: number | null
  readonly tail_since: number | null
}

interface LogEntry {
  readonly position: number
  readonly crc: number
  readonly bytes: Uint8Array
}

interface PartsRow extends SnapshotParts {
  readonly crc: number
}

interface FormRow {
  readonly position: number
  readonly bytes: Uint8Array
  readonly crc: number
}

/** The store in one SQLite file: the default, good for a box that carries every département. */
export function openSqliteStore(file: SqliteFile, now: () => number): LogStore {
  const { db } = file
  waitBriefly(db)
  // better-sqlite3 types a row as unknown; each statement's row shape stands in its query.
  const roomByName = db.prepare<[string], RoomRow>('SELECT * FROM rooms WHERE name = ?')
  const allRooms = db.prepare<[], RoomRow>('SELECT * FROM rooms ORDER BY name')
  const addRoom = db.prepare<[string]>('INSERT INTO rooms (name) VALUES (?)')
  const addRow = db.prepare<[number, number, number, Uint8Array]>(
    'INSERT INTO log (room, position, crc, bytes) VALUES (?, ?, ?, ?)',
  )
  const moveHead = db.prepare<[number, number, number, number, number]>(
    `UPDATE rooms SET head = ?, tail_bytes = tail_bytes + ?, saved_at = ?, tail_since = coalesce(tail_since, ?)
     WHERE id = ?`,
  )
  const rowsAfter = db.prepare<[number, number], LogEntry>(
    'SELECT position, crc, bytes FROM log WHERE room = ? AND position > ? ORDER BY position',
  )
  const partsOf = db.prepare<[number], PartsRow>(
    'SELECT position, vector, deletes, parts_crc AS crc FROM snapshots WHERE room = ?',
  )
  const formOf: Readonly<Record<SnapshotForm, Database.Statement<[number], FormRow>>> = {
    v1: db.prepare('SELECT position, v1 AS bytes, v1_crc AS crc FROM snapshots WHERE room = ?'),
    v2: db.prepare('SELECT position, v2 AS bytes, v2_crc AS crc FROM snapshots WHERE room = ?'),
  }

  // The caller knows that these are the right bytes; what stands there may have been damaged since it came.
  const putBlob = db.prepare<[string, string, number, Uint8Array]>(
    `INSERT INTO blobs (room, hash, at, bytes) VALUES (?, ?, ?, ?) ON CONFLICT (room, hash)
     DO UPDATE SET at = excluded.at, bytes = excluded.bytes WHERE bytes IS NOT excluded.bytes`,
  )

  const headOf = (name: string, row: RoomRow | undefined): RoomHead => ({
    room: name,
    epoch: String(row?.epoch ?? 1),
    incarnation: row?.incarnation ?? file.incarnation,
    position: row?.head ?? 0,
    base: row?.base ?? 0,
    bytes: (row?.tail_bytes ?? 0) + (row?.snapshot_bytes ?? 0),
    tailBytes: row?.tail_bytes ?? 0,
    savedAt: row?.saved_at ?? null,
    tailSince: row?.tail_since ?? null,
  })

  const append = db.transaction((batch: readonly Append[]) => {
    const touched = new Map<string, { id: number; head: number; bytes: number }>()
    for (const { room, position, update } of batch) {
      const at = touched.get(room) ?? roomToWrite(room)
      if (position !== at.head + 1) throw new Error(`${room}: row ${position} does not follow ${at.head}`)
      addRow.run(at.id, position, rowChecksum(room, position, update), update)
      touched.set(room, { id: at.id, head: position, bytes: at.bytes + update.length })
    }
    const time = now()
    for (const { id, head, bytes } of touched.values()) moveHead.run(head, bytes, time, time, id)
  })

  function roomToWrite(name: string): { id: number; head: number; bytes: number } {
    const row = roomByName.get(name)
    if (row !== undefined) return { id: row.id, head: row.head, bytes: 0 }
    return { id: Number(addRoom.run(name).lastInsertRowid), head: 0, bytes: 0 }
  }

  // One read transaction: another process may compact between two statements.
  const since = db.transaction((room: string, position: number, bytes: number): Rows | undefined => {
    const row = roomByName.get(room)
    if (row === undefined || position >= row.head) return { rows: [], more: false }
    if (position < row.base) return undefined
    const rows: LogRow[] = []
    let size = 0
    for (const entry of rowsAfter.iterate(row.id, position)) {
      const expected = position + rows.length + 1
      if (entry.position !== expected) throw new DamagedRoom(room, `row ${expected} is missing`)
      if (entry.crc !== rowChecksum(room, entry.position, entry.bytes)) {
        throw new DamagedRoom(room, `row ${entry.position} does not match its checksum`)
      }
      rows.push({ position: entry.position, update: entry.bytes })
      size += entry.bytes.length
      if (size >= bytes) break
    }
    const last = position + rows.length
    if (rows.length === 0 || (size < bytes && last !== row.head)) {
      throw new DamagedRoom(room, `the log ends at ${last} instead of ${row.head}`)
    }
    return { rows, more: last < row.head }
  })

  const parts = db.transaction((room: string): SnapshotParts | undefined => {
    const row = roomByName.get(room)
    if (row === undefined || row.base === 0) return undefined
    const found = partsOf.get(row.id)
    if (found?.position !== row.base) throw new DamagedRoom(room, 'its snapshot is missing')
    const { crc, ...rest } = found
    if (crc !== partsChecksum(room, rest))
      throw new DamagedRoom(room, 'its vector does not match its checksum')
    return rest
  })

  const snapshot = db.transaction((room: string, form: SnapshotForm): SnapshotBytes | undefined => {
    const row = roomByName.get(room)
    if (row === undefined || row.base === 0) return undefined
    const found = formOf[form].get(row.id)
    if (found?.position !== row.base) throw new DamagedRoom(room, 'its snapshot is missing')
    const { position, bytes, crc } = found
    if (crc !== snapshotChecksum(room, form, position, bytes)) {
      throw new DamagedRoom(room, `its snapshot ${form} does not match its checksum`)
    }
    return { position, deflated: bytes }
  })

  const compact = db.transaction((room: string, base: number, snapshot: Snapshot): boolean => {
    const row = roomByName.get(room)
    if (row === undefined || row.base !== base || snapshot.position <= base) return false
    const { position } = snapshot
    writeSnapshot(db, row.id, room, snapshot)
    db.prepare('DELETE FROM log WHERE room = ? AND position <= ?').run(row.id, position)
    const left = db.prepare('SELECT coalesce(sum(length(bytes)), 0) FROM log WHERE room = ?').pluck()
    // Rows that are left keep the time of those that went: none of them lies longer than it may.
    db.prepare(
      `UPDATE rooms SET base = ?, tail_bytes = ?, snapshot_bytes = ?,
       tail_since = CASE WHEN head > ? THEN tail_since END WHERE id = ?`,
    ).run(position, left.get(row.id), snapshotBytes(snapshot), position, row.id)
    return true
  })

  return {
    head: async (room) => headOf(room, roomByName.get(room)),
    heads: async () => allRooms.all().map((row) => headOf(row.name, row)),
    append: (batch) => askAgain(() => append.immediate(batch)),
    since: async (room, position, bytes) => since(room, position, bytes),
    parts: async (room) => parts(room),
    snapshot: async (room, form) => snapshot(room, form),
    compact: (room, base, snapshot) => askAgain(() => compact.immediate(room, base, snapshot)),
    tidy: async () => foldLog(db),
    putBlob: async ({ room, hash, bytes }) => {
      await askAgain(() => putBlob.run(room, hash, now(), bytes))
    },
    blob: async (room, hash) =>
      db
        .prepare<[string, string], Uint8Array>('SELECT bytes FROM blobs WHERE room = ? AND hash = ?')
        .pluck()
        .get(room, hash),
    close: async () => closeDatabase(db),
  }
}

/** The checksum of a row; it holds the row to its place, so that rows cannot change theirs. */
export function rowChecksum(room: string, position: number, bytes: Uint8Array): number {
  return crc32(bytes, crc32(`${room}/${position}/`))
}

/** The checksum of what stands beside a snapshot. */
export function partsChecksum(room: string, { position, vector, deletes }: SnapshotParts): number {
  return crc32(deletes, rowChecksum(`${room}/parts`, position, vector))
}

/** The checksum of a snapshot in one form. */
export function snapshotChecksum(
  room: string,
  form: SnapshotForm,
  position: number,
  bytes: Uint8Array,
): number {
  return rowChecksum(`${room}/${form}`, position, bytes)
}

/** Puts a snapshot of a room in the place of the one before. */
export function writeSnapshot(db: Database.Database, id: number, room: string, snapshot: Snapshot): void {
  const { position, v1, v2, vector, deletes } = snapshot
  db.prepare(
    `INSERT OR REPLACE INTO snapshots (room, position, parts_crc, v1_crc, v2_crc, vector, deletes, v1, v2)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    id,
    position,
    partsChecksum(room, snapshot),
    snapshotChecksum(room, 'v1', position, v1),
    snapshotChecksum(room, 'v2', position, v2),
    vector,
    deletes,
    v1,
    v2,
  )
}

/** What a snapshot counts for in its room's size. */
export const snapshotBytes = ({ v1, v2, vector, deletes }: Snapshot): number =>
  v1.length + v2.length + vector.length + deletes.length

/** Folds the write-ahead log into the file, so that one file is the whole store, and closes. */
export function closeDatabase(db: Database.Database): void {
  if (!db.open) return
  try {
    foldLog(db)
  } catch {
    // What cannot be folded in, on a full disk, stays in the log, and is read from there at the next opening.
  }
  db.close()
}
