import type Database from 'better-sqlite3'
import { type Result, fail, ok } from '../../src/core/result'
import { checkUpdate } from '../checks'
import { type Vector, createReader, decodeVector } from '../updates'
import { partsChecksum, rowChecksum, snapshotChecksum } from './sqlite'
import { newIncarnation } from './sqliteFile'

interface StoredRow {
  readonly position: number
  readonly crc: number
  readonly bytes: Uint8Array
}

interface StoredSnapshot {
  readonly position: number
  readonly parts_crc: number
  readonly v1_crc: number
  readonly v2_crc: number
  readonly vector: Uint8Array
  readonly deletes: Uint8Array
  readonly v1: Uint8Array
  readonly v2: Uint8Array
}

/**
 * Keeps what is whole of a damaged room, sets the rest aside as it stands, and gives the log a new
 * incarnation: every replica then compares everything and gives back what is missing. Nothing is thrown
 * away here; that is for a person to decide.
 */
export function repairRoom(
  db: Database.Database,
  room: string,
  now: () => number,
): Result<{ readonly room: string; readonly kept: number; readonly aside: number }, string> {
  const id = db.prepare<[string], number>('SELECT id FROM rooms WHERE name = ?').pluck().get(room)
  if (id === undefined) return fail(`Aucun espace « ${room} ».`)
  const aside = db.prepare('INSERT INTO aside (room, position, what, at, bytes) VALUES (?, ?, ?, ?, ?)')
  const insert = db.prepare('INSERT INTO log (room, position, crc, bytes) VALUES (?, ?, ?, ?)')

  const repair = db.transaction(() => {
    const snapshot = db.prepare<[number], StoredSnapshot>('SELECT * FROM snapshots WHERE room = ?').get(id)
    const whole = snapshot !== undefined && isWhole(room, snapshot)
    if (snapshot !== undefined && !whole) {
      aside.run(room, snapshot.position, 'snapshot', now(), snapshot.v1)
      db.prepare('DELETE FROM snapshots WHERE room = ?').run(id)
    }
    const base = whole ? snapshot.position : 0
    const vector: Vector = (whole ? decodeVector(snapshot.vector) : undefined) ?? new Map()
    const rows = db
      .prepare<[number], StoredRow>('SELECT position, crc, bytes FROM log WHERE room = ? ORDER BY position')
      .all(id)
    db.prepare('DELETE FROM log WHERE room = ?').run(id)
    const readV1 = createReader()
    let head = base
    let bytes = 0
    for (const row of rows) {
      const intact = row.crc === rowChecksum(room, row.position, row.bytes)
      const checked = intact ? checkUpdate(readV1, row.bytes, vector) : undefined
      if (!checked?.ok) {
        aside.run(room, row.position, 'row', now(), row.bytes)
        continue
      }
      for (const [client, clock] of checked.value.advances) vector.set(client, clock)
      head++
      bytes += row.bytes.length
      insert.run(id, head, rowChecksum(room, head, row.bytes), row.bytes)
    }
    db.prepare(
      'UPDATE rooms SET head = ?, base = ?, tail_bytes = ?, snapshot_bytes = ?, incarnation = ? WHERE id = ?',
    ).run(head, base, bytes, whole ? snapshotBytes(snapshot) : 0, newIncarnation(), id)
    return { room, kept: head - base, aside: rows.length - (head - base) }
  })
  return ok(repair.immediate())
}

function isWhole(room: string, snapshot: StoredSnapshot): boolean {
  const { position, v1, v2 } = snapshot
  return (
    snapshot.parts_crc === partsChecksum(room, snapshot) &&
    snapshot.v1_crc === snapshotChecksum(room, 'v1', position, v1) &&
    snapshot.v2_crc === snapshotChecksum(room, 'v2', position, v2)
  )
}

const snapshotBytes = ({ v1, v2, vector, deletes }: StoredSnapshot): number =>
  v1.length + v2.length + vector.length + deletes.length
