import { inflateRawSync } from 'node:zlib'
import type Database from 'better-sqlite3'
import { type Result, fail, ok } from '../src/core/result'
import { checkUpdate } from './checks'
import { readRows } from './compaction'
import { reasonOf } from './log'
import type { LogStore } from './stores/logStore'
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
