import { DEPARTMENT } from '../figures/acrossDepartments'
import { isSmallRange, maskCount } from '../figures/masking'
import { dayOf } from '../figures/source'
import type { Field } from '../schema/field'
import { formatField, kinds, sheetFormat } from '../schema/kinds'
import type { AnyRecordDef, AnyRow, FieldValue } from '../schema/record'
import type { NameOf } from '../schema/traits'
import { type Edition, spaceName } from './edition'
import { type CellValue, type ColumnOf, type ColumnType, type Total, yesNo } from './sheet'

/**
 * Fields of a record as columns, in the order of the names; a name that is no field gives none. For the committee each
 * line says its département first.
 */
export function recordColumns(
  { space, nameOf }: Pick<Edition, 'space' | 'nameOf'>,
  def: AnyRecordDef,
  names: readonly string[],
): readonly ColumnOf<AnyRow>[] {
  const fields = [...new Set(names)].flatMap((name) => {
    const field = def.fields[name]
    if (!field || name === DEPARTMENT) return [] // said first already
    const column = fieldColumn(name, field, nameOf)
    return [def.naming.includes(name) ? { ...column, names: true as const } : column]
  })
  return space === 'national' ? [spaceColumn, ...fields] : fields
}

const spaceColumn: ColumnOf<AnyRow> = {
  key: '~space',
  label: 'Département',
  type: 'text',
  width: 22,
  names: true,
  value: (row) => spaceName(row.space),
}

/** One field as a column, masked where files mask it. */
export function fieldColumn(name: string, field: Field, nameOf: NameOf): ColumnOf<AnyRow> {
  const type = columnType(field)
  const column = { key: name, label: field.label, type, width: Math.min(40, sheetFormat(field).width) }
  // A masked count has no total: of two exports, one with a record more, the totals would tell what that one says.
  const isSummed = type === 'money' || (type === 'integer' && field.kind === 'integer' && !field.masked)
  const total: { readonly total?: Total } = isSummed && !field.unsummed ? { total: 'sum' } : {}
  const value = (row: AnyRow): CellValue => cellOf(field, row.values[name], nameOf)
  if (field.kind !== 'decimal' || field.maskedFor === undefined) return { ...column, ...total, value }
  const { field: of, is } = field.maskedFor
  const isCountOfPeople = ({ values }: AnyRow): boolean => is.some((code) => code === values[of])
  return {
    ...column,
    value(row) {
      const count = row.values[name]
      return isCountOfPeople(row) && typeof count === 'number' ? maskCount(count) : value(row)
    },
  }
}

function columnType(field: Field): ColumnType {
  switch (field.kind) {
    case 'money':
    case 'date':
    case 'flag':
    case 'decimal':
      return field.kind
    case 'integer':
      return field.year ? 'year' : 'integer'
    case 'longText':
    case 'richText':
    case 'rows':
    case 'marks':
      return 'longText'
    default:
      return 'text'
  }
}

/** What a stored value is in a sheet: a number or a day where it is one, French text otherwise; nothing when empty. */
function cellOf(field: Field, value: FieldValue | null | undefined, nameOf: NameOf): CellValue {
  if (value === null || value === undefined) return null
  switch (field.kind) {
    case 'integer':
      if (typeof value === 'number' && Number.isFinite(value)) return field.masked ? maskCount(value) : value
      break
    case 'money':
    case 'decimal':
      if (typeof value === 'number' && Number.isFinite(value)) return value
      break
    case 'date':
      if (dayOf(value) !== null) return dayOf(value)
      break
    case 'flag':
      if (typeof value === 'boolean') return yesNo(value)
      break
    case 'range':
      if (field.masked && typeof value === 'string' && isSmallRange(value)) return '<5'
      break
    case 'marks':
      if (kinds.marks.is(value)) return marksText(field, value, nameOf)
      break
    case 'rows':
      if (kinds.rows.is(value)) return rowsText(field.fields, value, nameOf)
      break
    default:
  }
  return formatField(field, value, nameOf) || null
}

/** « Présent : Inès Mauger, Hugo Desrues ; Excusé : … ». */
function marksText(
  field: Extract<Field, { kind: 'marks' }>,
  marks: { readonly [id: string]: string },
  nameOf: NameOf,
): string | null {
  const parts = Object.entries(field.options).flatMap(([code, label]) => {
    const names = Object.keys(marks)
      .filter((id) => marks[id] === code)
      .map((id) => nameOf(id) ?? '(fiche absente)')
    return names.length === 0 ? [] : [`${label} : ${names.sort().join(', ')}`]
  })
  return parts.join(' ; ') || null
}

/** One line of text per row of a table inside a record. */
function rowsText(
  fields: { readonly [name: string]: Field },
  rows: readonly { readonly [name: string]: string | number | boolean | null }[],
  nameOf: NameOf,
): string | null {
  const lines = rows.map((row) =>
    Object.entries(fields)
      .flatMap(([name, field]) => {
        const cell = row[name]
        const shown = cellOf(field, cell, nameOf)
        const text = typeof shown === 'number' ? formatField(field, cell, nameOf) : shown
        return text === null ? [] : [`${field.label} : ${text}`]
      })
      .join(', '),
  )
  return lines.filter((text) => text !== '').join('\n') || null
}
