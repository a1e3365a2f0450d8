import { deflateRawSync, inflateRawSync } from 'node:zlib'
import * as Y from 'yjs'
import { checkUpdate } from './checks'
import { removeErased } from './erasure'
import type { Compacted } from './jobs'
import { integrateRows } from './integration'
import { DamagedRoom, type LogRow, type LogStore, type Snapshot } from './stores/logStore'
import {
  type ReadV1,
  type Vector,
  advance,
  covers,
  decodeVector,
  encodeVector,
  mergeAll,
  withoutDeletes,
} from './updates'

/** How much of a log is read at once. */
export const chunkBytes = 16 * 1024 * 1024

/** All rows of a room above a position and up to another. */
export async function readRows(
  store: LogStore,
  room: string,
  from: number,
  upTo: number,
): Promise<readonly LogRow[] | undefined> {
  const all: LogRow[] = []
  for (let at = from; at < upTo;) {
    const chunk = await store.since(room, at, chunkBytes)
    if (chunk === undefined) return undefined
    for (const row of chunk.rows) if (row.position <= upTo) all.push(row)
    at = chunk.rows.at(-1)?.position ?? upTo
    if (!chunk.more) break
  }
  return all
}

/** Reads until the parts fit together: another process may compact between two reads. */
export async function settled<T>(read: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await read()
    if (found !== undefined) return found
  }
}

/** The whole state up to a position: the snapshot, if there is one, as the row at its position, and the rows above it. */
async function readAll(
  store: LogStore,
  room: string,
  upTo: number,
): Promise<{ readonly base: number; readonly rows: readonly LogRow[] }> {
  return settled(async () => {
    const snapshot = await store.snapshot(room, 'v1')
    const base = snapshot?.position ?? 0
    const rows = await readRows(store, room, base, upTo)
    if (rows === undefined) return undefined
    if (snapshot === undefined) return { base, rows }
    return { base, rows: [{ position: base, update: inflateRawSync(snapshot.deflated) }, ...rows] }
  })
}

const updatesOf = (rows: readonly LogRow[]): readonly Uint8Array[] => rows.map((row) => row.update)

/** The document of a room at a position, made row by row. Throws `DamagedRoom` with the row that it cannot take. */
async function documentOf(
  store: LogStore,
  room: string,
  position: number,
): Promise<{ readonly base: number; readonly doc: Y.Doc }> {
  const { base, rows } = await readAll(store, room, position)
  const doc = new Y.Doc({ gc: true })
  const bad = integrateRows(doc, rows)
  if (bad === undefined) return { base, doc }
  doc.destroy()
  throw new DamagedRoom(room, `row ${bad.position} cannot be integrated (${bad.reason})`)
}

/** The delete set of the snapshot and the rows above it; undefined unless `held` has the whole snapshot. */
async function readTail(
  store: LogStore,
  room: string,
  upTo: number,
  held: Vector,
): Promise<{ readonly updates: readonly Uint8Array[] | undefined }> {
  return settled(async () => {
    const parts = await store.parts(room)
    if (parts !== undefined && !covers(held, Y.decodeStateVector(parts.vector))) return { updates: undefined }
    const rows = await readRows(store, room, parts?.position ?? 0, upTo)
    if (rows === undefined) return undefined
    const updates = updatesOf(rows)
    return { updates: parts === undefined ? updates : [parts.deletes, ...updates] }
  })
}

/** Everything up to a position that a vector lacks. A vector that has the whole snapshot never opens it. */
export async function diffOf(
  store: LogStore,
  room: string,
  position: number,
  vector: Uint8Array,
): Promise<Uint8Array> {
  const held = Y.decodeStateVector(vector)
  const tail = await readTail(store, room, position, held)
  const merged = mergeAll(tail.updates ?? updatesOf((await readAll(store, room, position)).rows))
  return held.size === 0 ? merged : Y.diffUpdate(merged, vector)
}

/** The structs of one client from a clock on: what it is asked to compare with its own log. */
export async function ownAbove(
  store: LogStore,
  readV1: ReadV1,
  { room, position, client, clock }: { room: string; position: number; client: number; clock: number },
): Promise<Uint8Array> {
  const merged = mergeAll(updatesOf((await readAll(store, room, position)).rows))
  const others = new Map(Y.parseUpdateMeta(merged).to)
  others.set(client, clock)
  const own = Y.diffUpdate(merged, encodeVector(others))
  return withoutDeletes(own, readV1(own))
}

/** Whether an erasure stands in the rows above the snapshot, and with it what it erases. */
export async function holdsErasure(store: LogStore, readV1: ReadV1, room: string): Promise<boolean> {
  return settled(async () => {
    const { position } = await store.head(room)
    const parts = await store.parts(room)
    const rows = await readRows(store, room, parts?.position ?? 0, position)
    if (rows === undefined) return undefined
    const vector: Vector = (parts && decodeVector(parts.vector)) ?? new Map()
    return rows.some(({ update }) => {
      const checked = checkUpdate(readV1, update, vector)
      advance(vector, update)
      return checked.ok && checked.value.erases
    })
  })
}

/** A document, which holds the rows up to a position, in the forms in which it is kept. */
export function snapshotOf(doc: Y.Doc, position: number): Snapshot {
  const vector = Y.encodeStateVector(doc)
  return {
    position,
    v1: deflateRawSync(Y.encodeStateAsUpdate(doc), { level: 6 }),
    v2: deflateRawSync(Y.encodeStateAsUpdateV2(doc), { level: 9 }),
    vector,
    deletes: Y.encodeStateAsUpdate(doc, vector),
  }
}

/**
 * Loads the rows up to a position with garbage collection on, which is what really removes overwritten and
 * deleted text, takes out what late rows have brought back of erased records, and puts the result in their place.
 */
export async function compactRoom(
  store: LogStore,
  room: string,
  position: number,
): Promise<Compacted | undefined> {
  const before = await store.head(room)
  if (position <= before.base) return undefined
  const { base, doc } = await documentOf(store, room, position)
  removeErased(doc)
  const snapshot = snapshotOf(doc, position)
  doc.destroy()
  const replaced = await store.compact(room, base, snapshot)
  if (!replaced) return undefined
  const tidy = await store.tidy()
  const after = await store.head(room)
  return { position, before: before.bytes, after: after.bytes, tidy }
}
