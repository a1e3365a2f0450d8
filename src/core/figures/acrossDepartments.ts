import { NATIONAL } from '../document/rooms'
import { departments } from '../reference/departments'
import type { Field } from '../schema/field'
import type { AnyRecordDef } from '../schema/record'
import { computedFields, type ComputedFields, withComputed } from './computedFields'

/** Whose a record is, among the fields of its kind: told by the space that it is of, and stored in none of its cells. */
export const DEPARTMENT = '~department'

const field: Field = {
  kind: 'choice',
  label: 'Département',
  scope: 'shared',
  column: 'shown',
  readOnly: true,
  options: {
    ...Object.fromEntries(departments.map(({ code, name }) => [code, `${name} (${code})`])),
    [NATIONAL]: 'Comité national',
  },
}

/** The committee holds several départements: each record says whose it is, but for the one that is the département itself. */
const isAcross = (def: AnyRecordDef, space: string): boolean => space === NATIONAL && !def.single

/** A kind with its computed facts, for whoever works on a space; the département comes first. */
export function withComputedFor(def: AnyRecordDef, space: string): AnyRecordDef {
  const shown = withComputed(def)
  return isAcross(def, space) ? { ...shown, fields: { [DEPARTMENT]: field, ...shown.fields } } : shown
}

/** The computed facts of a kind, where whoever works on a space has any of it. */
export function computedFor(def: AnyRecordDef, space: string): ComputedFields | undefined {
  const own = computedFields(def.name)
  if (!isAcross(def, space)) return own
  return {
    fields: { [DEPARTMENT]: field, ...own?.fields },
    from: own?.from ?? [],
    read(source, today) {
      const factsOf = own?.read(source, today)
      return (row) => ({ [DEPARTMENT]: row.space, ...factsOf?.(row) })
    },
  }
}
