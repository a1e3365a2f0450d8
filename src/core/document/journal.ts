import type * as Y from 'yjs'
import type { CellValue } from './cells'

/** Root array of every document: what was done, by whom, with the values before and after. */
export const JOURNAL = 'journal'

/** One commit's trace in one room. Key of a cell: `kind/id/field[/member]`. */
export interface JournalEntry {
  readonly id: string
  /** Common to the rooms (and to the batches) of one commit. */
  readonly commit: string
  /** Hybrid logical clock; entries are ordered by stamp then id, never by position. */
  readonly stamp: string
  /** Opaque author id. */
  readonly author: string
  readonly by: string
  /** The rooms of the commit, so that undo finds them again. */
  readonly rooms: readonly string[]
  /** The commit that this one undoes. */
  readonly undoes?: string
  /** Key, value before, value after. */
  readonly cells: readonly (readonly [key: string, before: CellValue, after: CellValue])[]
  /**
   * For a commit that trashed records: `kind/id` → what the author had seen of the record in this room, so that an
   * edit made apart from the trash is told from one made before it. Of each cell its last item, under the cell's key;
   * of each rich text, under the text's name, the last item of each client, in one string with spaces between.
   */
  readonly trashed?: { readonly [record: string]: { readonly [key: string]: string } }
}

/** One line of a record's history. */
export interface HistoryEntry {
  readonly commit: string
  readonly stamp: string
  readonly author: string
  readonly by: string
  /** Of an undo or a redo, why the edit was made that it took back or made again; undefined where no journal tells. */
  readonly of?: string
  readonly undone: boolean
  /** Field name, member if a set, before and after as they were stored; of a `whole` kind each field by itself. */
  readonly cells: readonly {
    readonly field: string
    readonly member?: string
    readonly before: unknown
    readonly after: unknown
  }[]
  /** The records of its kind that the commit merged into it. */
  readonly merged: readonly string[]
}

/** The journal of a document, as stored. */
export const journalOf = (doc: Y.Doc): Y.Array<unknown> => doc.getArray(JOURNAL)

/**
 * Reads an entry leniently: another version of the application, or a hostile one, may have written it. What has not the
 * shape of ours is left out here, so that nobody below has to doubt an entry again.
 */
export function readEntry(stored: unknown): JournalEntry | undefined {
  if (!isObject(stored)) return undefined
  const { id, commit, stamp, author, by, rooms, undoes, cells, trashed } = stored
  if (typeof id !== 'string' || typeof commit !== 'string' || typeof stamp !== 'string') return undefined
  if (typeof author !== 'string' || !Array.isArray(cells)) return undefined
  return {
    id,
    commit,
    stamp,
    author,
    by: typeof by === 'string' ? by : 'edit',
    rooms: Array.isArray(rooms) ? rooms.filter((room) => typeof room === 'string') : [],
    ...(typeof undoes === 'string' ? { undoes } : {}),
    cells: cells.filter(isWritten),
    ...(isObject(trashed) ? { trashed: readTrashed(trashed) } : {}),
  }
}

const isObject = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isCell = (value: unknown): value is CellValue =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value) || isObject(value)

const isWritten = (value: unknown): value is JournalEntry['cells'][number] =>
  Array.isArray(value) &&
  value.length === 3 &&
  typeof value[0] === 'string' &&
  isCell(value[1]) &&
  isCell(value[2])

function readTrashed(stored: { readonly [record: string]: unknown }): NonNullable<JournalEntry['trashed']> {
  return Object.fromEntries(
    Object.entries(stored).flatMap(([record, items]) =>
      isObject(items) && /^[^/]+\/[^/]+$/.test(record)
        ? [[record, Object.fromEntries(Object.entries(items).filter(isItem))] as const]
        : [],
    ),
  )
}

const isItem = (entry: [string, unknown]): entry is [string, string] => typeof entry[1] === 'string'

/** Entries in the order they were made, by stamp then id. */
export const byStamp = (
  a: Pick<JournalEntry, 'stamp' | 'id'>,
  b: Pick<JournalEntry, 'stamp' | 'id'>,
): number => (a.stamp === b.stamp ? (a.id < b.id ? -1 : a.id > b.id ? 1 : 0) : a.stamp < b.stamp ? -1 : 1)

/** Every readable entry of a document, ordered. */
export function entriesOf(doc: Y.Doc): JournalEntry[] {
  const entries: JournalEntry[] = []
  for (const stored of journalOf(doc)) {
    const entry = readEntry(stored)
    if (entry) entries.push(entry)
  }
  return entries.sort(byStamp)
}
