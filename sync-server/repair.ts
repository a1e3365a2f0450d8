import type Database from 'better-sqlite3'
import { inflateRawSync } from 'node:zlib'
import { type Result, fail, ok } from '../src/core/result'
import { checkUpdate } from './checks'
import { readRows } from './compaction'
import { reasonOf } from './log'
import type { LogStore } from './stores/logStore'
import { newIncarnation } from './stores/sqliteFile'
import { type Vector, createReader, decodeVector } from './updates'

/** Reads every byte of every room, and says which rooms cannot be served and why. */
export async function verifyAll(
  db: Database.Database,
  store: LogStore,
): Promise<Result<readonly unknown[], string>> {
  const integrity: unknown = db.pragma('integrity_check(1)', { simple: true })
  const lines: unknown[] = []
  const problems: string[] = integrity === 'ok' ? [] : [`base : ${String(integrity)}`]
  for (const { room } of await store.heads()) {
    try {
      lines.push({ room, rows: await verifyRoom(store, room), ok: true })
    } catch (error) {
      problems.push(`${room} : ${reasonOf(error)}`)
    }
  }
  if (problems.length === 0) return ok(lines)
  return fail(
    `${problems.join('\n')}\nRestaurez une sauvegarde (admin restore), ou réparez l’espace (admin repair ESPACE).`,
  )
}

/** Puts every row of a room on top of the ones before it, as on the day it came in. */
async function verifyRoom(store: LogStore, room: string): Promise<number> {
  const readV1 = createReader()
  const parts = await store.parts(room)
  for (const form of ['v1', 'v2'] as const) {
    const snapshot = await store.snapshot(room, form)
    if (snapshot !== undefined) inflateRawSync(snapshot.deflated)
  }
  const vector: Vector = (parts === undefined ? undefined : decodeVector(parts.vector)) ?? new Map()
  const { position } = await store.head(room)
  const rows = (await readRows(store, room, parts?.position ?? 0, position)) ?? []
  for (const row of rows) {
    const checked = checkUpdate(readV1, row.update, vector)
    if (!checked.ok) throw new Error(`row ${row.position} does not fit (${checked.error})`)
    for (const [client, clock] of checked.value.advances) vector.set(client, clock)
  }
  return rows.length
}

/**
 * Sets a damaged room aside whole, row by row as it stands, and starts its log anew under a new incarnation:
 * every replica then gives back all it holds. Nothing is thrown away here; that is for a person to decide.
 */
export async function repairRoom(
  db: Database.Database,
  room: string,
  now: () => number,
): Promise<Result<unknown, string>> {
  const id = db.prepare<[string], number>('SELECT id FROM rooms WHERE name = ?').pluck().get(room)
  if (id === undefined) return fail(`Aucun espace « ${room} ».`)
  const aside = db.prepare(
    'INSERT INTO aside (room, position, what, at, bytes) SELECT ?, position, ?, ?, bytes FROM log WHERE room = ?',
  )
  const asideSnapshot = db.prepare(
    'INSERT INTO aside (room, position, what, at, bytes) SELECT ?, position, ?, ?, v1 FROM snapshots WHERE room = ?',
  )
  const incarnation = newIncarnation()
  db.transaction(() => {
    aside.run(room, 'row', now(), id)
    asideSnapshot.run(room, 'snapshot', now(), id)
    db.prepare('DELETE FROM log WHERE room = ?').run(id)
    db.prepare('DELETE FROM snapshots WHERE room = ?').run(id)
    db.prepare(
      'UPDATE rooms SET head = 0, base = 0, tail_bytes = 0, snapshot_bytes = 0, incarnation = ? WHERE id = ?',
    ).run(incarnation, id)
  })()
  return ok({ room, incarnation, setAside: true })
}
