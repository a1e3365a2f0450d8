import type { AnyRecordDef, AnyRow, AnyValues, Row } from '../schema/record'

/** What one room says of one record; a record with both scopes has two parts under one id. */
export interface RowPart {
  readonly room: string
  readonly space: string
  readonly kind: string
  readonly id: string
  /** The room is the record's home: it alone says whether the record exists and is trashed. */
  readonly home: boolean
  /** Some cell of this part holds something. */
  readonly present: boolean
  readonly deleted: boolean
  readonly values: AnyValues
}

/** Told of a change; the ids are of every record touched by it, of any kind. */
export type RowListener = (changed: ReadonlySet<string>) => void

/** The rows in memory: a cache of the documents, one row per record, published in the order edits reach the disk. */
export interface RowStore {
  /** Takes new parts of records and tells the listeners of the kinds touched, once each. */
  put(parts: readonly RowPart[]): void
  /** Forgets what a room said, for instance before it is projected again from scratch. */
  forget(room: string): void
  get(kind: string, id: string): AnyRow | undefined
  /** The living rows of a kind, ordered by id. The same array until one of them changes. */
  list(kind: string): readonly AnyRow[]
  /** The trashed rows of a kind. */
  trash(kind: string): readonly AnyRow[]
  /** The rooms' own parts, for the row cache. */
  parts(room: string): readonly RowPart[]
  /** What each room says of one record. */
  partsOf(kind: string, id: string): readonly RowPart[]
  /** Kinds present, sorted. */
  kinds(): readonly string[]
  /** Rises with every change: whoever prepares something from rows knows by it when to prepare again. */
  revision(): number
  /** Called after a change of any row of the kind (`'*'`: of any kind) with the ids of all that changed. Returns the stop. */
  subscribe(kind: string, listener: RowListener): () => void
}

/** The row of a record typed by its definition. */
export function rowOf<D extends AnyRecordDef>(
  store: Pick<RowStore, 'get'>,
  def: D,
  id: string,
): Row<D> | undefined {
  return store.get(def.name, id) as Row<D> | undefined // the kind's name is the type's proof
}

/** The living rows of a kind, typed by its definition. */
export function rowsOf<D extends AnyRecordDef>(store: Pick<RowStore, 'list'>, def: D): readonly Row<D>[] {
  return store.list(def.name) as unknown as readonly Row<D>[] // the kind's name is the type's proof
}

interface Entry {
  readonly parts: Map<string, RowPart>
  row: AnyRow | undefined
}

/** An empty row store. */
export function createRowStore(): RowStore {
  const kinds = new Map<string, Map<string, Entry>>()
  const byRoom = new Map<string, Map<string, RowPart>>()
  const lists = new Map<string, { living: readonly AnyRow[]; trashed: readonly AnyRow[] }>()
  const listeners = new Map<string, Set<RowListener>>()
  let revision = 0

  const tell = (parts: readonly RowPart[]): void => {
    if (parts.length === 0) return
    revision++
    const touched = new Set(parts.map((part) => part.kind))
    const changed = new Set(parts.map((part) => part.id))
    for (const kind of touched) lists.delete(kind)
    for (const kind of [...touched, '*'])
      for (const listener of [...(listeners.get(kind) ?? [])]) listener(changed)
  }

  const store = (part: RowPart): void => {
    const records = kinds.get(part.kind) ?? new Map<string, Entry>()
    kinds.set(part.kind, records)
    const entry = records.get(part.id) ?? { parts: new Map<string, RowPart>(), row: undefined }
    const room = byRoom.get(part.room) ?? new Map<string, RowPart>()
    byRoom.set(part.room, room)
    const key = `${part.kind}/${part.id}`
    if (part.present || part.deleted) {
      entry.parts.set(part.room, part)
      room.set(key, part)
    } else {
      entry.parts.delete(part.room)
      room.delete(key)
    }
    entry.row = joinParts(part.kind, part.id, [...entry.parts.values()])
    if (entry.parts.size > 0) records.set(part.id, entry)
    else records.delete(part.id)
  }

  const listsOf = (kind: string) => {
    const known = lists.get(kind)
    if (known) return known
    const rows = [...(kinds.get(kind)?.values() ?? [])].flatMap((entry) => (entry.row ? [entry.row] : []))
    rows.sort((a, b) => (a.id < b.id ? -1 : 1))
    const made = { living: rows.filter((row) => !row.deleted), trashed: rows.filter((row) => row.deleted) }
    lists.set(kind, made)
    return made
  }

  return {
    put(parts) {
      for (const part of parts) store(part)
      tell(parts)
    },
    forget(room) {
      const parts = [...(byRoom.get(room)?.values() ?? [])]
      for (const part of parts) store({ ...part, present: false, deleted: false, values: {} })
      byRoom.delete(room)
      tell(parts)
    },
    get: (kind, id) => kinds.get(kind)?.get(id)?.row,
    list: (kind) => listsOf(kind).living,
    trash: (kind) => listsOf(kind).trashed,
    parts: (room) => [...(byRoom.get(room)?.values() ?? [])],
    partsOf: (kind, id) => [...(kinds.get(kind)?.get(id)?.parts.values() ?? [])],
    kinds: () => [...kinds.keys()].filter((kind) => (kinds.get(kind)?.size ?? 0) > 0).sort(),
    revision: () => revision,
    subscribe(kind, listener) {
      const set = listeners.get(kind) ?? new Set()
      listeners.set(kind, set)
      set.add(listener)
      return () => void set.delete(listener)
    },
  }
}

/** Joins the parts of a record; a record whose every cell was cleared is no row. */
function joinParts(kind: string, id: string, parts: readonly RowPart[]): AnyRow | undefined {
  const home = parts.find((part) => part.home)
  const present = parts.filter((part) => part.present)
  const first = present[0]
  if (!first) return undefined
  return {
    kind,
    id,
    space: first.space,
    deleted: home?.deleted ?? false,
    pending: !home?.present,
    values: Object.assign({}, ...present.map((part) => part.values)) as AnyValues, // scopes hold disjoint fields
  }
}
