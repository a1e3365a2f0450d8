import type { OverruledCase } from '../../core/document/overruled'
import type { RowPart, RowStore } from '../../core/projection/rows'
import type { Collection } from 'dexie'
import type { CacheRow, WorkspaceDatabase } from './database'
import { openJson, sealJson, type Seal } from './seal'
import type { UpdateLog } from './updateLog'

/** The rows as the last window left them, so that the next one opens on data before any document is loaded. */
export interface RowCache {
  /** What a room showed has changed: written a moment later. */
  touched(room: string, kinds: Iterable<string>): void
  /**
   * Writes now what was touched. Resolves once it is on disk; a room whose rows are behind its log, and what could not be
   * sealed or written, are left for a later time.
   */
  flush(): Promise<void>
  close(): Promise<void>
}

/** What a workspace opens on. */
export interface CachedRows {
  readonly parts: readonly RowPart[]
  readonly cases: ReadonlyMap<string, readonly OverruledCase[]>
  /** Rooms whose cache could not be read, or did not open: to be projected from their log. */
  readonly bad: ReadonlySet<string>
}

interface Captured {
  readonly room: string
  readonly reviewed: number
  readonly byKind: ReadonlyMap<string, readonly RowPart[]>
  readonly cases: readonly OverruledCase[]
}

/** Where a room's « À vérifier » is cached. */
const casesKey = (room: string): string => `cases/${room}`

const roomOfCases = (key: string): string => key.slice(casesKey('').length)

const rowsPlace = (room: string, kind: string): string => `rows/${room}/${kind}`

/** Written behind: a burst of edits costs one write. */
const BEHIND_MS = 1200

/** Tried again after this when it could not be written: the log has it all meanwhile. */
const REFUSED_MS = 30_000

/** Reads the cache of these rooms. What cannot be read or does not open is no loss: the log says it all again. */
export async function readRowCache(
  db: WorkspaceDatabase,
  seal: Seal,
  rooms: readonly string[],
): Promise<CachedRows> {
  const parts: RowPart[] = []
  const cases = new Map<string, readonly OverruledCase[]>()
  const bad = new Set<string>()
  const [kinds, open] = await Promise.all([
    readAll(
      () => db.rows.toCollection(),
      (key) => db.rows.get(key),
    ),
    readAll(
      () => db.meta.where('key').startsWith(casesKey('')),
      (key) => db.meta.get(key),
    ),
  ])
  if (!kinds || !open) return { parts, cases, bad: new Set(rooms) }
  for (const [room] of kinds.lost) bad.add(room)
  for (const key of open.lost) bad.add(roomOfCases(key))
  for (const row of kinds.read) {
    try {
      // this file alone writes them
      parts.push(...((await openJson(seal, rowsPlace(row.room, row.kind), row.sealed)) as RowPart[]))
    } catch {
      bad.add(row.room)
    }
  }
  for (const { key, value } of open.read) {
    const room = roomOfCases(key)
    try {
      // this file alone writes them
      cases.set(room, (await openJson(seal, key, value as Uint8Array)) as OverruledCase[])
    } catch {
      bad.add(room)
    }
  }
  return { parts, cases, bad }
}

/**
 * All records of a part of the database: one by one where together they do not read, and then without those that do not
 * read by themselves. Undefined when not even their keys can be had.
 */
async function readAll<T, K>(
  all: () => Collection<T, K>,
  one: (key: K) => PromiseLike<T | undefined>,
): Promise<{ readonly read: readonly T[]; readonly lost: readonly K[] } | undefined> {
  try {
    return { read: await all().toArray(), lost: [] }
  } catch {
    const read: T[] = []
    const lost: K[] = []
    const keys = await all()
      .primaryKeys()
      .catch(() => undefined)
    for (const key of keys ?? []) {
      try {
        const record = await one(key)
        if (record) read.push(record)
      } catch {
        lost.push(key)
      }
    }
    return keys && { read, lost }
  }
}

/**
 * Keeps the cache behind the row store. `isCurrent`: whether all that is on disk of a room is in its rows. `readBy`: the
 * definitions that they are read by.
 */
export function createRowCache(
  seal: Seal,
  log: UpdateLog,
  rows: RowStore,
  casesOf: (room: string) => readonly OverruledCase[],
  isCurrent: (room: string) => boolean,
  readBy: string,
): RowCache {
  const dirty = new Map<string, Set<string>>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let writing: Promise<void> = Promise.resolve()
  let closed = false

  /** Taken in one turn in which nothing waits to be shown: the rows are then exactly as far as the log. */
  const capture = (): Promise<Captured[]> =>
    new Promise((resolve) =>
      log.after(() => {
        const captured: Captured[] = []
        for (const [room, kinds] of dirty) {
          if (!isCurrent(room)) continue // its documents are still being read: it comes back here when they are
          dirty.delete(room)
          const byKind = new Map<string, RowPart[]>([...kinds].map((kind) => [kind, []]))
          for (const part of rows.parts(room)) byKind.get(part.kind)?.push(part)
          captured.push({ room, reviewed: log.stored(), byKind, cases: casesOf(room) })
        }
        resolve(captured)
      }),
    )

  const writeAll = async (): Promise<void> => {
    for (const captured of await capture()) {
      const { room, reviewed, byKind, cases } = captured
      const sealed = await sealedRows(captured)
      const isWritten =
        sealed !== undefined &&
        (await log.attempt({
          rooms: [{ room, reviewed, readBy }],
          sealed: [{ key: casesKey(room), json: cases }],
          also: (tables) => tables.rows.bulkPut(sealed),
        }))
      if (!isWritten) later(room, byKind.keys(), REFUSED_MS)
    }
  }

  /** Undefined when the browser cannot seal them now, as it may for want of memory. */
  const sealedRows = async ({ room, byKind }: Captured): Promise<readonly CacheRow[] | undefined> => {
    const sealed: CacheRow[] = []
    try {
      for (const [kind, parts] of byKind)
        sealed.push({ room, kind, sealed: await sealJson(seal, rowsPlace(room, kind), parts) })
      return sealed
    } catch {
      return undefined
    }
  }

  const later = (room: string, kinds: Iterable<string>, ms: number): void => {
    const known = dirty.get(room) ?? new Set<string>()
    for (const kind of kinds) known.add(kind)
    dirty.set(room, known)
    if (!closed) timer ??= setTimeout(() => void flush(), ms)
  }

  const flush = (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    writing = writing.catch(() => undefined).then(writeAll) // one that failed stops no later one
    return writing
  }

  return {
    touched: (room, kinds) => later(room, kinds, BEHIND_MS),
    flush,
    async close() {
      closed = true
      await flush()
    },
  }
}
