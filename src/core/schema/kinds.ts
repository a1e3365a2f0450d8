import { fail, ok, type Result } from '../result'
import { commune, email, phone, siret, url } from './kinds/addresses'
import { date, month, slot } from './kinds/dates'
import { file, marks, ref, refs } from './kinds/links'
import { decimal, integer, money, range } from './kinds/numbers'
import { choice, choices, flag } from './kinds/options'
import { longText, richText, text } from './kinds/texts'
import type { Field, FieldOf, Kind } from './field'
import type { FieldValue, KindValues } from './record'
import { isBlank } from './clean'
import type { KindTraits, NameOf, ParseContext, SheetFormat } from './traits'

type PlainRow = KindValues['rows'][number]

const isScalar = (value: unknown): value is string | number | boolean | null =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value)

const isPlainRow = (value: unknown): value is PlainRow =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(isScalar)

/** Rows of plain values; it reads its cells through the other kinds, hence its place here. */
const rows: KindTraits<'rows'> = {
  is: (value): value is KindValues['rows'] => Array.isArray(value) && value.every(isPlainRow),
  parse(input, field, context) {
    const refused = fail('Remplissez le tableau ligne par ligne.')
    if (!Array.isArray(input)) return refused
    const read: PlainRow[] = []
    const given: readonly unknown[] = input
    for (const [index, row] of given.entries()) {
      if (typeof row !== 'object' || row === null) return refused
      const cells: { [name: string]: string | number | boolean | null } = {}
      for (const [name, cell] of Object.entries(row)) {
        const column = Object.hasOwn(field.fields, name) ? field.fields[name] : undefined
        if (!column) return fail(`Ligne ${index + 1} : « ${name} » n’est pas une colonne de ce tableau.`)
        const value = parseField(column, cell, context)
        if (!value.ok) return fail(`Ligne ${index + 1}, ${column.label} : ${value.error}`)
        if (!isScalar(value.value)) throw new Error(`a column of rows must hold plain values: ${name}`)
        if (value.value !== null) cells[name] = value.value
      }
      if (Object.keys(cells).length > 0) read.push(cells)
    }
    return ok(read)
  },
  format: (value) => (value.length === 0 ? '' : `${value.length} ligne${value.length > 1 ? 's' : ''}`),
  compare: (a, b) => a.length - b.length,
  widget: 'rows',
  sheet: () => ({ type: 'text', width: 12, format: '@' }),
}

/** Every kind of field and its traits. */
export const kinds: { readonly [K in Kind]: KindTraits<K> } = {
  text,
  longText,
  richText,
  integer,
  decimal,
  money,
  date,
  month,
  slot,
  flag,
  choice,
  choices,
  range,
  email,
  phone,
  url,
  commune,
  siret,
  ref,
  refs,
  marks,
  file,
  rows,
}

/** The traits of a field's kind. */
export function traitsOf<K extends Kind>(field: FieldOf<K>): KindTraits<K> {
  return kinds[field.kind]
}

/** How a field's values stand in a worksheet. */
export function sheetFormat(field: Field): SheetFormat {
  const traits: KindTraits<Kind> = traitsOf(field)
  return traits.sheet(field)
}

/** Reads one input for one field: blank clears it (null), anything else must mean a value. */
export function parseField<K extends Kind>(
  field: FieldOf<K>,
  input: unknown,
  context: ParseContext,
): Result<KindValues[K] | null, string> {
  return isBlank(input) ? ok(null) : traitsOf(field).parse(input, field, context)
}

/** The French text of a stored value; nothing for an empty one, and an odd one as it stands. */
export function formatField(field: Field, value: FieldValue | null | undefined, nameOf: NameOf): string {
  if (value === null || value === undefined) return ''
  const traits: KindTraits<Kind> = traitsOf(field)
  if (traits.is(value)) return traits.format(value, field, nameOf)
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** Orders two stored values; empty ones come last, odd ones just before them. */
export function compareField(
  field: Field,
  a: FieldValue | null | undefined,
  b: FieldValue | null | undefined,
  nameOf: NameOf,
): number {
  const traits: KindTraits<Kind> = traitsOf(field)
  const rank = (value: unknown): number =>
    value === null || value === undefined ? 2 : traits.is(value) ? 0 : 1
  return traits.is(a) && traits.is(b) ? traits.compare(a, b, field, nameOf) : rank(a) - rank(b)
}
