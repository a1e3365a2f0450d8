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
   * For a commit that trashed records: `kind/id` → the last item of each of the record's cells that the author had
   * seen in this room, so that an edit made apart from the trash is told from one made before it.
   */
  readonly trashed?: { readonly [record: string]: { readonly [key: string]: string } }
}

/** One line of a record's history. */
export interface HistoryEntry {
  readonly commit: string
  readonly stamp: string
  readonly author: string
  readonly by: string
  readonly undone: boolean
  /** Field name, member if a set, before and after. */
  readonly cells: readonly {
    readonly field: string
    readonly member?: string
    readonly before: CellValue
    readonly after: CellValue
  }[]
}

/** The journal of a document, as stored. */
export const journalOf = (doc: Y.Doc): Y.Array<unknown> => doc.getArray(JOURNAL)

/** Reads an entry leniently: another version of the application may have written it. */
export function readEntry(stored: unknown): JournalEntry | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined
  const entry = stored as Partial<JournalEntry> // each field is checked below
  if (typeof entry.id !== 'string' || typeof entry.commit !== 'string' || typeof entry.stamp !== 'string')
    return undefined
  if (typeof entry.author !== 'string' || !Array.isArray(entry.cells)) return undefined
  return { ...entry, by: entry.by ?? 'edit', rooms: entry.rooms ?? [] } as JournalEntry // completed above
}

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
