import { canonicalJson } from '../document/cells'
import { isSet } from '../document/values'
import type { AnyRecordDef, AnyValues, Problem } from '../schema/record'

/**
 * The sets among the values that an edit began from: what is written of a set is what its author changed in it, whatever
 * somebody else has added or taken out meanwhile.
 */
export function setsOf(def: AnyRecordDef, began: AnyValues): AnyValues {
  return Object.fromEntries(
    Object.entries(began).filter(([name]) => {
      const field = def.fields[name]
      return field !== undefined && isSet(field)
    }),
  )
}

/** Fields that hold neither what their author began from nor what they wrote: somebody else was faster. */
export function movedFields(
  def: AnyRecordDef,
  now: AnyValues,
  began: AnyValues,
  values: AnyValues,
): readonly Problem[] {
  return Object.entries(began).flatMap(([name, before]) => {
    const field = def.fields[name]
    if (!field || isSet(field)) return []
    const [is, was, next] = [now[name], before, values[name]].map((value) => canonicalJson(value ?? null))
    if (is === was || is === next) return []
    const message = `«\u00a0${field.label}\u00a0» vient d’être modifié ailleurs\u00a0: relisez, puis choisissez.`
    return [{ field: name, message }]
  })
}
