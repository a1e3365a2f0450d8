import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import Database from 'better-sqlite3'
import * as Y from 'yjs'

/** A room as the server keeps it. */
export interface KeptRoom {
  readonly name: string
  /** Every value of every row that speaks of it, as it stands in the file, and snapshots inflated as well. */
  readonly bytes: readonly Buffer[]
  readonly doc: Y.Doc
}

/** Reads every room of a server's data folder. */
export function keptRooms(data: string): readonly KeptRoom[] {
  const file = readdirSync(data).find((name) => name.endsWith('.sqlite') || name.endsWith('.db'))
  if (file === undefined) throw new Error(`no database in ${data}: ${readdirSync(data).join(', ')}`)
  const db = new Database(join(data, file), { readonly: true })
  const rooms = db.prepare<[], { id: number; name: string }>('SELECT id, name FROM rooms').all()
  const kept = rooms.map(({ id, name }): KeptRoom => {
    const rows = [
      ...db.prepare<[number]>('SELECT * FROM rooms WHERE id = ?').all(id),
      ...db.prepare<[string]>('SELECT * FROM aside WHERE room = ?').all(name),
      ...db.prepare<[string]>('SELECT * FROM blobs WHERE room = ?').all(name),
    ]
    const log = db
      .prepare<[number], { bytes: Buffer }>('SELECT bytes FROM log WHERE room = ? ORDER BY position')
      .all(id)
      .map((row) => row.bytes)
    const snapshot = db
      .prepare<[number], { vector: Buffer; deletes: Buffer; v1: Buffer; v2: Buffer }>(
        'SELECT vector, deletes, v1, v2 FROM snapshots WHERE room = ?',
      )
      .get(id)
    const doc = new Y.Doc()
    if (snapshot) Y.applyUpdate(doc, inflateRawSync(snapshot.v1))
    for (const update of log) Y.applyUpdate(doc, update)
    const written = rows
      .flatMap((row) => Object.values(row as object /* better-sqlite3 types a row as unknown */))
      .map((value) => bytesOf(value))
    const packed = snapshot
      ? [...Object.values(snapshot), inflateRawSync(snapshot.v1), inflateRawSync(snapshot.v2)]
      : []
    return { name, bytes: [...written, ...log, ...packed], doc }
  })
  db.close()
  return kept
}

const bytesOf = (value: unknown): Buffer => (Buffer.isBuffer(value) ? value : Buffer.from(String(value)))
