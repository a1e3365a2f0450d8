import { fieldsOf } from './derive'
import type { Scope } from './field'
import type { AnyRecordDef } from './record'

/** What of a kind of record leaves the coordination and what does not, by the labels of its fields. */
export interface Sharing {
  readonly kind: string
  readonly title: string
  /** Read by the committee, and by whoever is invited to read only. */
  readonly shared: readonly string[]
  /** Read by the coordination alone. */
  readonly kept: readonly string[]
}

/** What coordinators write, kind by kind, in the order given: what a screen says of sharing is taken from here. */
export function sharingOf(defs: readonly AnyRecordDef[]): readonly Sharing[] {
  return defs
    .filter(({ owner }) => owner === 'department')
    .map((def) => ({
      kind: def.name,
      title: def.title,
      shared: labelsOf(def, 'shared'),
      kept: labelsOf(def, 'private'),
    }))
}

const labelsOf = (def: AnyRecordDef, scope: Scope): readonly string[] =>
  fieldsOf(def, scope).map((name) => def.fields[name]?.label ?? name)
