import type { Field } from './field'
import type { FieldValue } from './record'

/** The kinds of record that a field names: one reference, a set of them, or marks beside them; none for other fields. */
export function targetsOf(field: Field): readonly string[] {
  if (field.kind !== 'ref' && field.kind !== 'refs' && field.kind !== 'marks') return []
  return typeof field.to === 'string' ? [field.to] : field.to
}

/** The ids in the value of such a field. */
export function idsIn(value: FieldValue | null | undefined): readonly string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.filter((item): item is string => typeof item === 'string')
  return typeof value === 'object' && value !== null ? Object.keys(value) : []
}
