import * as Y from 'yjs'
import { splitKey } from './cells'
import { JOURNAL, journalOf, readEntry, type JournalEntry } from './journal'
import { placeOf, type RoomPlace } from './rooms'
import type { StoredCell } from './values'

/** Root names that are no record kind. */
const RESERVED = new Set([JOURNAL, 'erased', 'migrations'])

/** A room whose document is loaded, with what reading it needs: which keys a record has, who wrote which item. */
export interface Room {
  readonly name: string
  readonly place: RoomPlace
  readonly doc: Y.Doc
  /** The kinds that have a root map, sorted. */
  kinds(): string[]
  /** The ids of a kind, in no order. */
  ids(kind: string): Iterable<string>
  /** The cells of one record, set members included. Never scans the map. */
  cells(kind: string, id: string): StoredCell[]
  /** The keys of one record. */
  keys(kind: string, id: string): Iterable<string>
  /** The last journal entry that a client wrote before an item: its transaction's, or that of an earlier one. */
  entryOf(client: number, clock: number): JournalEntry | undefined
  /** The same where the item is one of the cells that the entry tells of: a commit writes these right behind it. */
  tellerOf(client: number, clock: number): JournalEntry | undefined
  /** The readable entries, in no order. */
  entries(): readonly JournalEntry[]
  /** Those of them that trashed a record, by `kind/id`. */
  readonly trashes: ReadonlyMap<string, readonly JournalEntry[]>
  /** Called after each transaction that touched records, texts or the journal. Returns the stop. */
  watch(listener: (change: RoomChange) => void): () => void
  close(): void
}

/** What one transaction touched. */
export interface RoomChange {
  readonly local: boolean
  readonly origin: unknown
  /** Keys written, by kind. */
  readonly keys: ReadonlyMap<string, ReadonlySet<string>>
  /** Names of the texts written, `kind/id/field`. */
  readonly texts: ReadonlySet<string>
  /** Journal entries that arrived. */
  readonly entries: readonly JournalEntry[]
}

/**
 * Opens a document as a room: one pass over its keys and its journal, then kept in step transaction by transaction.
 * Throws on a name outside the grammar. The caller owns the document; `close` only stops listening.
 */
export function openRoom(name: string, doc: Y.Doc): Room {
  const place = placeOf(name)
  if (!place) throw new Error(`not a room: ${name}`)
  const index = new Map<string, Map<string, Set<string>>>()
  const entries: JournalEntry[] = []
  const trashes = new Map<string, JournalEntry[]>()
  const written = new Map<number, { clock: number; entry: JournalEntry }[]>()
  const listeners = new Set<(change: RoomChange) => void>()
  const journal = journalOf(doc)

  const addKey = (kind: string, key: string): void => {
    const cell = splitKey(key)
    if (!cell) return
    const ids = index.get(kind) ?? new Map<string, Set<string>>()
    index.set(kind, ids)
    const keys = ids.get(cell.id) ?? new Set<string>()
    ids.set(cell.id, keys)
    keys.add(key)
  }
  const addEntries = (item: Y.Item): JournalEntry[] => {
    const added: JournalEntry[] = []
    item.content.getContent().forEach((stored: unknown, offset: number) => {
      const entry = readEntry(stored)
      if (!entry) return
      entries.push(entry)
      added.push(entry)
      for (const record of Object.keys(entry.trashed ?? {})) {
        const ofRecord = trashes.get(record) ?? []
        trashes.set(record, ofRecord)
        ofRecord.push(entry)
      }
      const own = written.get(item.id.client) ?? []
      written.set(item.id.client, own)
      own.push({ clock: item.id.clock + offset, entry })
      if ((own.at(-2)?.clock ?? -1) > item.id.clock) own.sort((a, b) => a.clock - b.clock)
    })
    return added
  }

  for (const root of doc.share.keys())
    if (isKind(root)) for (const key of doc.getMap(root).keys()) addKey(root, key)
  for (let item = journal._start; item; item = item.right) if (!item.deleted) addEntries(item)

  const afterTransaction = (transaction: Y.Transaction): void => {
    const keys = new Map<string, Set<string>>()
    const texts = new Set<string>()
    const arrived: JournalEntry[] = []
    let journalChanged = false
    for (const [type, changed] of transaction.changed) {
      const root = rootNameOf(doc, type)
      if (root === undefined || root === 'erased' || root === 'migrations') continue
      if (root === JOURNAL) {
        journalChanged = true
        continue
      }
      if (root.includes('/')) {
        texts.add(root)
        continue
      }
      const touched = keys.get(root) ?? new Set<string>()
      for (const key of changed) if (key !== null) touched.add(key)
      if (touched.size > 0) keys.set(root, touched)
      for (const key of touched) addKey(root, key)
    }
    if (journalChanged) for (const item of addedItems(transaction, journal)) arrived.push(...addEntries(item))
    if (keys.size === 0 && texts.size === 0 && arrived.length === 0) return
    const change = {
      local: transaction.local,
      origin: transaction.origin as unknown, // Yjs types an origin as any
      keys,
      texts,
      entries: arrived,
    }
    for (const listener of [...listeners]) listener(change)
  }
  doc.on('afterTransaction', afterTransaction)

  const writtenBefore = (client: number, clock: number) => {
    const own = written.get(client)
    if (!own) return undefined
    let [low, high] = [0, own.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((own[middle]?.clock ?? 0) <= clock) low = middle + 1
      else high = middle
    }
    return own[low - 1]
  }

  return {
    name,
    place,
    doc,
    kinds: () => [...index.keys()].sort(),
    ids: (kind) => index.get(kind)?.keys() ?? [],
    keys: (kind, id) => index.get(kind)?.get(id) ?? [],
    cells(kind, id) {
      const map = doc.getMap(kind)
      const cells: StoredCell[] = []
      for (const key of index.get(kind)?.get(id) ?? []) {
        const cell = splitKey(key)
        if (cell && map.has(key)) cells.push({ ...withoutId(cell), value: map.get(key) })
      }
      return cells
    },
    entryOf: (client, clock) => writtenBefore(client, clock)?.entry,
    tellerOf(client, clock) {
      const told = writtenBefore(client, clock)
      return told && clock <= told.clock + told.entry.cells.length ? told.entry : undefined
    },
    entries: () => entries,
    trashes,
    watch(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close() {
      doc.off('afterTransaction', afterTransaction)
      listeners.clear()
    },
  }
}

const isKind = (root: string): boolean => !RESERVED.has(root) && !root.includes('/')

const withoutId = (cell: { field: string; member?: string }): { field: string; member?: string } =>
  cell.member === undefined ? { field: cell.field } : { field: cell.field, member: cell.member }

/** The root that holds a changed type, itself or an ancestor; undefined for one that is not of this document. */
function rootNameOf(doc: Y.Doc, type: { readonly _item: Y.Item | null }): string | undefined {
  let root = type
  while (root._item) root = root._item.parent as typeof root // the parent of an integrated item is a type
  for (const [name, shared] of doc.share) if (shared === root) return name
  return undefined
}

/** The items a transaction added to the journal, found from the clocks it moved. */
function addedItems(transaction: Y.Transaction, journal: Y.Array<unknown>): Y.Item[] {
  const added: Y.Item[] = []
  for (const [client, after] of transaction.afterState) {
    const before = transaction.beforeState.get(client) ?? 0
    if (before >= after) continue
    const structs = transaction.doc.store.clients.get(client) ?? []
    for (let i = before === 0 ? 0 : Y.findIndexSS(structs, before); i < structs.length; i++) {
      const struct = structs[i]
      if (
        struct instanceof Y.Item &&
        struct.id.clock >= before &&
        !struct.deleted &&
        struct.parent === journal
      )
        added.push(struct)
    }
  }
  return added
}
