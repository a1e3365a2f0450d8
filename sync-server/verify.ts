import { inflateRawSync } from 'node:zlib'
import type Database from 'better-sqlite3'
import { type Result, fail, ok } from '../src/core/result'
import { isWhole } from './attachments'
import { checkUpdate } from './checks'
import { documentOf, readRows } from './compaction'
import { reasonOf } from './log'
import type { Blob, LogStore } from './stores/logStore'
import { type Vector, createReader, decodeVector, unlimited } from './updates'

/** Reads every byte of every room and attachment, and says which cannot be served and why. */
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
  if (problems.length > 0) {
    problems.push('Restaurez une sauvegarde (admin restore), ou réparez l’espace (admin repair ESPACE).')
  }
  const attachments = verifyAttachments(db)
  if (attachments.length > 0) {
    problems.push(
      ...attachments,
      'Une pièce jointe abîmée n’est plus donnée à personne ; elle est remplacée dès qu’un poste qui l’a gardée l’envoie de nouveau.',
    )
  }
  return problems.length === 0 ? ok(lines) : fail(problems.join('\n'))
}

/** The attachments whose bytes are no more those that came. */
function verifyAttachments(db: Database.Database): readonly string[] {
  const problems: string[] = []
  // One at a time: together they may be many times what fits in memory.
  for (const blob of db.prepare<[], Blob>('SELECT room, hash, bytes FROM blobs').iterate()) {
    if (!isWhole(blob)) problems.push(`${blob.room} : la pièce jointe ${blob.hash} est abîmée.`)
  }
  return problems
}

/** Puts every row of a room on top of the ones before it, as on the day it came in, then on the document as a replica would. */
async function verifyRoom(store: LogStore, room: string): Promise<number> {
  const readV1 = createReader(unlimited)
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
  const { doc } = await documentOf(store, room, position)
  doc.destroy()
  return rows.length
}
