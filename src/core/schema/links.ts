import type { Field } from './field'
import type { AnyRecordDef, FieldValue } from './record'

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

/** The one field in which a record of a kind is expected to say that it belongs to a record of another; none for most. */
export function belongsTo({ fields }: AnyRecordDef, kind: string): string | undefined {
  const owners = Object.entries(fields).filter(([, field]) => {
    const targets = field.kind === 'ref' && (field.required || field.expected) ? targetsOf(field) : []
    return targets.length === 1 && targets[0] === kind
  })
  return owners.length === 1 ? owners[0]?.[0] : undefined
}
