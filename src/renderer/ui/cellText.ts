import type { Field } from '../../core/schema/field'
import { formatField } from '../../core/schema/kinds'
import type { FieldValue } from '../../core/schema/record'
import type { NameOf } from '../../core/schema/traits'

/** One cell of a field as the journal holds it: the whole value, or what one member of a set is worth. */
export interface StoredCell {
  readonly member?: string | undefined
  readonly value: unknown
}

/** The label of a field, with the member of a set that people mark one by one. */
export function cellLabel(field: Field, member: string | undefined, nameOf: NameOf): string {
  return member === undefined || field.kind !== 'marks'
    ? field.label
    : `${field.label}, ${nameOf(member) ?? member}`
}

/** The French text of a stored cell; nothing for an empty one, or for a member that is not in the set. */
export function cellText(field: Field, { member, value }: StoredCell, nameOf: NameOf): string {
  if (value === null || value === undefined) return ''
  if (member === undefined)
    return formatField(field, value as FieldValue /* a stored cell, read leniently */, nameOf)
  if (value === false) return ''
  if (field.kind === 'marks') return formatField(field, { [member]: String(value) }, nameOf)
  return formatField(field, [typeof value === 'string' ? value : member], nameOf)
}
