import {
  columnFilteringFeature,
  columnVisibilityFeature,
  createFilteredRowModel,
  createSortedRowModel,
  rowSelectionFeature,
  rowSortingFeature,
  tableFeatures,
  type ColumnDef,
  type ReactTable,
} from '@tanstack/react-table'
import { type Column, displayName } from '../../../core/schema/derive'
import { compareField } from '../../../core/schema/kinds'
import type { AnyRecordDef, AnyRow } from '../../../core/schema/record'
import { compareText, type NameOf } from '../../../core/schema/traits'
import { isEmpty } from '../../../core/schema/validate'
import { type Filter, passes } from './filter'

/** What our tables use of the library. */
export const features = tableFeatures({
  columnFilteringFeature,
  columnVisibilityFeature,
  rowSelectionFeature,
  rowSortingFeature,
  filteredRowModel: createFilteredRowModel(),
  sortedRowModel: createSortedRowModel(),
})

export type RowTable = ReactTable<typeof features, AnyRow>
export type RowColumn = ColumnDef<typeof features, AnyRow>

/** The first column of every table: the record's name, as references show it. */
export const NAME = '~name'

/** Columns of the library for a record's columns, the name first. */
export function columnDefs(def: AnyRecordDef, columns: readonly Column[], nameOf: NameOf): RowColumn[] {
  const names = new WeakMap<AnyRow, string>()
  const nameText = (row: AnyRow): string => {
    const known = names.get(row)
    if (known !== undefined) return known
    const text = displayName(def, row.values, nameOf)
    names.set(row, text)
    return text
  }
  const byName = (a: AnyRow, b: AnyRow): number => compareNames(def, a, b, nameOf) || compareText(a.id, b.id)
  return [
    {
      id: NAME,
      accessorFn: nameText,
      enableHiding: false,
      enableColumnFilter: false,
      sortFn: (a, b) => byName(a.original, b.original),
    },
    ...columns.map((column): RowColumn => ({
      id: column.name,
      // Empty cells are undefined: they come last whatever the direction.
      accessorFn: (row) => (isEmpty(row.values[column.name]) ? undefined : row.values[column.name]),
      sortUndefined: 'last',
      sortFn: (a, b) => column.compare(a.original, b.original, nameOf) || byName(a.original, b.original),
      filterFn: (row, _id, filter: Filter) =>
        passes(filter, column.field, row.original.values[column.name], nameOf),
    })),
  ]
}

/** Orders names field by field, so that dates stay in order; people by surname, whatever the way they are called. */
function compareNames(def: AnyRecordDef, a: AnyRow, b: AnyRow, nameOf: NameOf): number {
  const fields = def.naming.flatMap((name) => {
    const field = def.fields[name]
    return field ? [{ name, field }] : []
  })
  if (isPerson(def)) fields.reverse()
  for (const { name, field } of fields) {
    const order = compareField(field, a.values[name], b.values[name], nameOf)
    if (order !== 0) return order
  }
  return 0
}

/** People are named by proper names alone. */
const isPerson = (def: AnyRecordDef): boolean =>
  def.naming.every((name) => {
    const field = def.fields[name]
    return field?.kind === 'text' && field.properName === true
  })

/** Room for the names of a kind: those made of several facts are long, a day and a title the longest. */
export function nameWidth(def: AnyRecordDef): number {
  if (isPerson(def)) return 250
  if (def.naming.length === 1) return 320
  return def.fields[def.naming[0] ?? '']?.kind === 'date' ? 420 : 340
}

/** Whether lists of a kind begin with the last ones: those named by their date or year. */
export function newestFirst(def: AnyRecordDef): boolean {
  const field = def.fields[def.naming[0] ?? '']
  return (
    field?.kind === 'date' || field?.kind === 'month' || (field?.kind === 'integer' && field.year === true)
  )
}

/** Whether a column is added up at the bottom: amounts and counts, never years or coordinates. */
export function isSummed(column: Column): boolean {
  const { field } = column
  return !field.unsummed && (field.kind === 'money' || (field.kind === 'integer' && !field.year))
}

/** Whether a column's figures stand at the right, as quantities do; a year is a name. */
export function isFigure({ field }: Column): boolean {
  return field.kind === 'money' || field.kind === 'decimal' || (field.kind === 'integer' && !field.year)
}

/** A column's width in pixels, from the characters that its kind asks for. */
export function pixels(column: Column): number {
  return Math.round(Math.min(300, Math.max(column.width * 7.2 + 20, titleWidth(column))))
}

/** Room for a column's title, its order and its filter; a long title may be cut. */
export const titleWidth = (column: Column): number =>
  Math.round(Math.min(column.label.length * 7.4 + 66, 178))
