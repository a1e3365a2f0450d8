import type { RecordRef } from '../document/history'
import type { HistoryEntry } from '../document/journal'
import type { AnyRow, FieldValue } from '../schema/record'

/** The records that others were merged into, as far as these rows say: whose histories tell what they gave up then. */
export function keepersAmong(rows: readonly AnyRow[]): readonly RecordRef[] {
  const ids = new Map<string, RecordRef>()
  for (const { kind, deleted, values } of rows)
    if (deleted && typeof values.mergedInto === 'string')
      ids.set(`${kind}/${values.mergedInto}`, { kind, id: values.mergedInto })
  return [...ids.values()]
}

/**
 * What such a record said before « même fiche » gave it another's words, as rows that were merged into it: no record says
 * it any more, and a file may still hold its line. One row for each merge that stands; none where nothing gave way.
 */
export function givenUpRows(
  rows: readonly AnyRow[],
  keepers: readonly RecordRef[],
  histories: readonly (readonly HistoryEntry[])[],
): readonly AnyRow[] {
  return keepers.flatMap(({ kind, id }, index) => {
    const row = rows.find((one) => one.kind === kind && one.id === id)
    if (!row) return []
    return (histories[index] ?? []).flatMap((line): readonly AnyRow[] => {
      const before = line.merged.length > 0 && !line.undone ? scalarsBefore(line) : []
      if (before.length === 0) return []
      const values = { ...row.values, ...Object.fromEntries(before), mergedInto: id }
      return [{ ...row, id: `${id}~${line.commit}`, deleted: true, values }]
    })
  })
}

/** The values that a commit replaced, fields of one cell alone: a set only grows by a merge. */
const scalarsBefore = ({ cells }: HistoryEntry): readonly (readonly [field: string, before: FieldValue])[] =>
  cells.flatMap(({ field, member, before }) =>
    member === undefined && !field.startsWith('~') && isScalar(before) ? [[field, before] as const] : [],
  )

const isScalar = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value)
