import type { HistoryEntry } from '../../../core/document/journal'
import type { RowStore } from '../../../core/projection/rows'
import type { AnyRow } from '../../../core/schema/record'
import type { PartOf } from '../../ui/slots'

/** A line of a record's history, and the record that it is about: itself, or one of its parts. */
export interface ToldEntry extends HistoryEntry {
  readonly about: AnyRow
}

/** A record and those that are parts of it, the trashed ones too. */
export function withParts(
  rows: Pick<RowStore, 'list' | 'trash'>,
  row: AnyRow,
  parts: readonly PartOf[],
): readonly AnyRow[] {
  const found = parts.flatMap(({ kind, field }) =>
    [...rows.list(kind), ...rows.trash(kind)].filter(({ values }) => values[field] === row.id),
  )
  return [row, ...found]
}

/** The histories of several records, given in their order, as one, newest first. */
export function storyOf(
  records: readonly AnyRow[],
  histories: readonly (readonly HistoryEntry[])[],
): readonly ToldEntry[] {
  return records
    .flatMap((about, index) => (histories[index] ?? []).map((entry) => ({ ...entry, about })))
    .sort((a, b) => (a.stamp === b.stamp ? 0 : a.stamp < b.stamp ? 1 : -1))
}
