import type { Field } from '../../../core/schema/field'
import { fold } from '../../../core/schema/fold'
import { formatField } from '../../../core/schema/kinds'
import { monthsOf } from '../../../core/schema/kinds/dates'
import type { FieldValue } from '../../../core/schema/record'
import type { NameOf } from '../../../core/schema/traits'
import { isEmpty } from '../../../core/schema/validate'

type Value = FieldValue | null | undefined

/** What a column is held to. Bounds are stored values (cents, ISO days), so that no format decides. */
export type Filter =
  | { readonly is: 'filled' }
  | { readonly is: 'empty' }
  | { readonly is: 'contains'; readonly text: string }
  | { readonly is: 'among'; readonly keys: readonly string[] }
  | { readonly is: 'between'; readonly from: string | number | null; readonly to: string | number | null }

/** How a kind of field is filtered, beside « renseigné » and « vide ». */
export function filterShape(field: Field): 'among' | 'between' | 'contains' {
  switch (field.kind) {
    case 'choice':
    case 'choices':
    case 'flag':
    case 'ref':
    case 'refs':
    case 'commune':
    case 'range':
      return 'among'
    case 'integer':
    case 'decimal':
    case 'money':
    case 'date':
    case 'month':
      return 'between'
    default:
      return 'contains'
  }
}

/** The values that an « among » filter can name in a cell. */
export function keysOf(value: Value): readonly string[] {
  if (isEmpty(value) || value === null || value === undefined) return []
  if (Array.isArray(value)) return value.map(String)
  return typeof value === 'object' ? Object.keys(value) : [String(value)]
}

/** Whether a cell passes. */
export function passes(filter: Filter, field: Field, value: Value, nameOf: NameOf): boolean {
  switch (filter.is) {
    case 'filled':
      return !isEmpty(value)
    case 'empty':
      return isEmpty(value)
    case 'contains':
      return contains(field, value, formatField(field, value, nameOf), filter.text)
    case 'among':
      return keysOf(value).some((key) => filter.keys.includes(key))
    case 'between':
      return field.kind === 'month' && typeof value === 'string'
        ? within(monthsOf(value)[0], filter.from, null) && within(monthsOf(value)[1], null, filter.to)
        : within(value, filter.from, filter.to)
  }
}

/** Whether a cell holds what was typed: by its words, a number by its digits, a mark (« @ ») as it stands. */
function contains(field: Field, value: Value, shown: string, sought: string): boolean {
  const words = fold(sought)
  if (words === '') return shown.includes(sought.trim())
  if (fold(shown).includes(words)) return true
  const isNumber = field.kind === 'phone' || field.kind === 'siret'
  if (!isNumber || !/^[\d\s+.()-]+$/.test(sought)) return false
  return [shown, String(value)].some((text) => digitsOf(text).includes(digitsOf(sought)))
}

const digitsOf = (text: string): string => text.replace(/\D/g, '')

function within(value: Value, from: string | number | null, to: string | number | null): boolean {
  if (value === 'unknown' || (typeof value !== 'string' && typeof value !== 'number')) return false
  return (from === null || value >= from) && (to === null || value <= to)
}

/** The filter in words, for its chip: « Statut : actif, sorti ». */
export function filterWords(filter: Filter, field: Field, nameOf: NameOf): string {
  const format = (value: string | number): string => formatField(field, value, nameOf)
  switch (filter.is) {
    case 'filled':
      return `${field.label} renseigné`
    case 'empty':
      return `${field.label} vide`
    case 'contains':
      return `${field.label} contient «\u00a0${filter.text}\u00a0»`
    case 'among':
      return `${field.label}\u00a0: ${filter.keys.map((key) => keyLabel(field, key, nameOf)).join(', ')}`
    case 'between':
      if (filter.from === null) return `${field.label} jusqu’à ${format(filter.to ?? '')}`
      if (filter.to === null) return `${field.label} à partir de ${format(filter.from)}`
      return `${field.label} de ${format(filter.from)} à ${format(filter.to)}`
  }
}

/**
 * The filter as a file says it. Where the file masks what is counted, the value asked for would tell what each line
 * hides: it says that there is a filter, and not which.
 */
export function writtenWords(filter: Filter, field: Field, nameOf: NameOf): string {
  const isMasked =
    ((field.kind === 'integer' || field.kind === 'range') && field.masked) ||
    (field.kind === 'decimal' && field.maskedFor !== undefined)
  const isValue = filter.is !== 'filled' && filter.is !== 'empty'
  return isMasked && isValue ? `${field.label}\u00a0: valeurs choisies` : filterWords(filter, field, nameOf)
}

/** The label of one key of an « among » filter. */
export function keyLabel(field: Field, key: string, nameOf: NameOf): string {
  switch (field.kind) {
    case 'flag':
      return formatField(field, key === 'true', nameOf)
    case 'choices':
    case 'refs':
      return formatField(field, [key], nameOf)
    default:
      return formatField(field, key, nameOf)
  }
}
