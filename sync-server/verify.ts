import { inflateRawSync } from 'node:zlib'
import type Database from 'better-sqlite3'
import * as Y from 'yjs'
import { type Result, fail, ok } from '../src/core/result'
import { isWhole } from './attachments'
import { checkUpdate } from './checks'
import { chunkBytes, settled } from './compaction'
import { integrateRows } from './integration'
import { reasonOf } from './log'
import type { Blob, LogRow, LogStore } from './stores/logStore'
import { type Vector, createReader, decodeVector, unlimited } from './updates'

/** What reading every byte of a store has shown. */
export interface Findings {
  /** The rooms that are whole, and their rows above the snapshot. */
  readonly whole: readonly { readonly room: string; readonly rows: number; readonly ok: true }[]
  /** Rooms that cannot be served, or the file itself, each with the reason. */
  readonly rooms: readonly string[]
  /** Attachments whose bytes are no more those that came. */
  readonly attachments: readonly string[]
}

/** Reads every byte of every room and attachment, one room after another: never more than one is in memory. */
export async function examine(db: Database.Database, store: LogStore): Promise<Findings> {
  const integrity: unknown = db.pragma('integrity_check(1)', { simple: true })
  const whole: Findings['whole'][number][] = []
  const rooms: string[] = integrity === 'ok' ? [] : [`base : ${String(integrity)}`]
  for (const { room } of await store.heads()) {
    try {
      whole.push({ room, rows: await settled(() => readThrough(store, room)), ok: true })
    } catch (error) {
      rooms.push(`${room} : ${reasonOf(error)}`)
    }
  }
  return { whole, rooms, attachments: damagedAttachments(db) }
}

/** Says which rooms and attachments cannot be served, why, and what to do about each. */
export async function verifyAll(
  db: Database.Database,
  store: LogStore,
): Promise<Result<Findings['whole'], string>> {
  const { whole, rooms, attachments } = await examine(db, store)
  const problems = [...rooms]
  if (rooms.length > 0) {
    problems.push('Restaurez une sauvegarde (admin restore), ou réparez l’espace (admin repair ESPACE).')
  }
  if (attachments.length > 0) {
    problems.push(
      ...attachments,
      'Une pièce jointe abîmée n’est plus donnée à personne ; elle est remplacée dès qu’un poste qui l’a gardée l’envoie de nouveau.',
    )
  }
  return problems.length === 0 ? ok(whole) : fail(problems.join('\n'))
}

function damagedAttachments(db: Database.Database): readonly string[] {
  const problems: string[] = []
  // One at a time: together they may be many times what fits in memory.
  for (const blob of db.prepare<[], Blob>('SELECT room, hash, bytes FROM blobs').iterate()) {
    if (!isWhole(blob)) problems.push(`${blob.room} : la pièce jointe ${blob.hash} est abîmée.`)
  }
  return problems
}

/**
 * Puts every row of a room on top of the ones before it, as on the day it came in, and on the document as a replica
 * would. How many rows they were; undefined when another process has compacted between two reads.
 */
async function readThrough(store: LogStore, room: string): Promise<number | undefined> {
  const readV1 = createReader(unlimited)
  const { position } = await store.head(room)
  const parts = await store.parts(room)
  const base = parts?.position ?? 0
  const vector: Vector = (parts === undefined ? undefined : decodeVector(parts.vector)) ?? new Map()
  const doc = new Y.Doc({ gc: true })
  const take = (rows: readonly LogRow[]): void => {
    const bad = integrateRows(doc, rows)
    if (bad !== undefined) throw new Error(`row ${bad.position} cannot be integrated (${bad.reason})`)
  }
  try {
    for (const form of ['v2', 'v1'] as const) {
      const snapshot = await store.snapshot(room, form)
      if (snapshot === undefined) continue
      if (snapshot.position !== base) return undefined
      const update = inflateRawSync(snapshot.deflated)
      if (form === 'v1') take([{ position: base, update }])
    }
    for (let at = base; at < position;) {
      const chunk = await store.since(room, at, chunkBytes)
      if (chunk === undefined) return undefined
      for (const row of chunk.rows) {
        const checked = checkUpdate(readV1, row.update, vector)
        if (!checked.ok) throw new Error(`row ${row.position} does not fit (${checked.error})`)
        for (const [client, clock] of checked.value.advances) vector.set(client, clock)
      }
      take(chunk.rows)
      at = chunk.rows.at(-1)?.position ?? position
    }
    return position - base
  } finally {
    doc.destroy()
  }
}
