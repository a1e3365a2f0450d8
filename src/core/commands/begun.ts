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

/**
 * Fields that hold neither what their author began from nor what they wrote: somebody else was faster. Of marks that is
 * asked of each one that its author changed; a member of another set is there or not, and so is one of the two.
 */
export function movedFields(
  def: AnyRecordDef,
  now: AnyValues,
  began: AnyValues,
  values: AnyValues,
): readonly Problem[] {
  return Object.entries(began).flatMap(([name, before]) => {
    const field = def.fields[name]
    if (!field) return []
    const states = [now[name], before, values[name]] as const
    const moved = isSet(field)
      ? hasMovedMark(...states)
      : hasMoved(...states.map((one) => canonicalJson(one ?? null)))
    if (!moved) return []
    const message = `«\u00a0${field.label}\u00a0» vient d’être modifié ailleurs\u00a0: relisez, puis choisissez.`
    return [{ field: name, message }]
  })
}

const hasMoved = (is?: string, was?: string, next?: string): boolean => is !== was && is !== next

type Value = AnyValues[string]

function hasMovedMark(now: Value, before: Value, next: Value): boolean {
  const ids = new Set([...Object.keys(marksOf(before)), ...Object.keys(marksOf(next))])
  return [...ids].some((id) => {
    const [is, was, wanted] = [now, before, next].map((value) => marksOf(value)[id])
    return was !== wanted && hasMoved(is, was, wanted)
  })
}

/** Marks by their member; none of what is no marks. */
const marksOf = (value: Value): { readonly [id: string]: string } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [id: string]: string }) // isArray does not narrow a readonly array
    : {}
