import { inflateRawSync } from 'node:zlib'
import type Database from 'better-sqlite3'
import * as Y from 'yjs'
import { type Result, fail, ok } from '../../src/core/result'
import { checkUpdate } from '../checks'
import { snapshotOf } from '../compaction'
import { integrateRows } from '../integration'
import { type Vector, createReader, decodeVector, unlimited } from '../updates'
import { busyMs, waitingFor } from './busy'
import type { Snapshot, SnapshotForm } from './logStore'
import { partsChecksum, rowChecksum, snapshotBytes, snapshotChecksum, writeSnapshot } from './sqlite'
import { newIncarnation } from './sqliteFile'

interface StoredRow {
  readonly position: number
  readonly crc: number
  readonly bytes: Uint8Array
}

interface StoredSnapshot extends Snapshot {
  readonly parts_crc: number
  readonly v1_crc: number
  readonly v2_crc: number
}

/** What a repair kept of a room, and what it set aside. */
export interface Repaired {
  readonly room: string
  /** The form that the snapshot was made anew from; null when it was whole, or nothing of it was. */
  readonly rebuilt: SnapshotForm | null
  /** Rows above the snapshot. */
  readonly kept: number
  readonly aside: number
}

/**
 * Keeps what is whole of a damaged room, sets the rest aside as it stands, and gives the log a new
 * incarnation: every replica then compares everything and gives back what is missing. A snapshot is kept in
 * two forms, and one of them is enough to make it anew. Nothing is thrown away here; that is for a person to
 * decide.
 */
export function repairRoom(db: Database.Database, room: string, now: () => number): Result<Repaired, string> {
  const id = db.prepare<[string], number>('SELECT id FROM rooms WHERE name = ?').pluck().get(room)
  if (id === undefined) return fail(`Aucun espace « ${room} ».`)
  const aside = db.prepare('INSERT INTO aside (room, position, what, at, bytes) VALUES (?, ?, ?, ?, ?)')
  const insert = db.prepare('INSERT INTO log (room, position, crc, bytes) VALUES (?, ?, ?, ?)')

  const repair = db.transaction(() => {
    const stored = db.prepare<[number], StoredSnapshot>('SELECT * FROM snapshots WHERE room = ?').get(id)
    const doc = trial()
    const whole = stored !== undefined && isWhole(room, stored) && doc.takes(inflateRawSync(stored.v1))
    const rebuilt = stored === undefined || whole ? undefined : rebuild(room, stored)
    if (rebuilt !== undefined) doc.takes(inflateRawSync(rebuilt.snapshot.v1))
    const snapshot = whole ? stored : rebuilt?.snapshot
    if (stored !== undefined && !whole) {
      for (const part of ['v1', 'v2', 'vector', 'deletes'] as const)
        aside.run(room, stored.position, `snapshot-${part}`, now(), stored[part])
      db.prepare('DELETE FROM snapshots WHERE room = ?').run(id)
      if (snapshot !== undefined) writeSnapshot(db, id, room, snapshot)
    }
    const base = snapshot?.position ?? 0
    const vector: Vector = (snapshot && decodeVector(snapshot.vector)) ?? new Map()
    const rows = db
      .prepare<[number], StoredRow>('SELECT position, crc, bytes FROM log WHERE room = ? ORDER BY position')
      .all(id)
    db.prepare('DELETE FROM log WHERE room = ?').run(id)
    const readV1 = createReader(unlimited)
    let head = base
    let bytes = 0
    for (const row of rows) {
      const intact = row.crc === rowChecksum(room, row.position, row.bytes)
      const checked = intact ? checkUpdate(readV1, row.bytes, vector) : undefined
      if (!checked?.ok || !doc.takes(checked.value.update)) {
        aside.run(room, row.position, 'row', now(), row.bytes)
        continue
      }
      for (const [client, clock] of checked.value.advances) vector.set(client, clock)
      // Rows from before what is held was cut off may say twice what one of them said first.
      const { update } = checked.value
      head++
      bytes += update.length
      insert.run(id, head, rowChecksum(room, head, update), update)
    }
    db.prepare(
      'UPDATE rooms SET head = ?, base = ?, tail_bytes = ?, snapshot_bytes = ?, incarnation = ? WHERE id = ?',
    ).run(head, base, bytes, snapshot === undefined ? 0 : snapshotBytes(snapshot), newIncarnation(), id)
    return { room, rebuilt: rebuilt?.from ?? null, kept: head - base, aside: rows.length - (head - base) }
  })
  return ok(waitingFor(db, busyMs, () => repair.immediate()))
}

/** A document that says of each update whether it can be put on top of those it has taken. */
function trial(): { takes(update: Uint8Array): boolean } {
  const taken: { readonly position: number; readonly update: Uint8Array }[] = []
  let doc = new Y.Doc()
  return {
    takes: (update) => {
      const row = { position: taken.length, update }
      if (integrateRows(doc, [row]) === undefined) {
        taken.push(row)
        return true
      }
      // Half of the update may be in it.
      doc = new Y.Doc()
      integrateRows(doc, taken)
      return false
    },
  }
}

function isWhole(room: string, snapshot: StoredSnapshot): boolean {
  return (
    snapshot.parts_crc === partsChecksum(room, snapshot) &&
    isWholeForm(room, snapshot, 'v1') &&
    isWholeForm(room, snapshot, 'v2')
  )
}

const isWholeForm = (room: string, stored: StoredSnapshot, form: SnapshotForm): boolean =>
  stored[`${form}_crc`] === snapshotChecksum(room, form, stored.position, stored[form])

/** The snapshot made anew from a form that is whole; undefined when neither is. */
function rebuild(
  room: string,
  stored: StoredSnapshot,
): { readonly from: SnapshotForm; readonly snapshot: Snapshot } | undefined {
  for (const from of ['v1', 'v2'] as const) {
    if (!isWholeForm(room, stored, from)) continue
    const doc = new Y.Doc({ gc: true })
    // Bytes that match their checksum are those that were written here: only such V2 is ever read (D4).
    const apply = from === 'v1' ? Y.applyUpdate : Y.applyUpdateV2
    try {
      apply(doc, inflateRawSync(stored[from]))
      return { from, snapshot: snapshotOf(doc, stored.position) }
    } catch {
      // As it was written, and no document can take it: the other form is looked at, then both are set aside.
    } finally {
      doc.destroy()
    }
  }
  return undefined
}
