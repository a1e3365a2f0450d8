import type { AnyRecordDef, AnyValues } from './record'
import type { ParseContext } from './traits'
import { isEmpty } from './validate'

/**
 * An edit with the postal code that its commune settles: a commune of a single code fills an empty one, and replaces
 * the one that the commune before it had filled. What was typed otherwise stays.
 */
export function withPostalCode(
  def: AnyRecordDef,
  before: AnyValues,
  edit: AnyValues,
  { communes }: ParseContext,
): AnyValues {
  /** The only postal code of a commune; null for a large one, which has several. */
  const onlyCodeOf = (commune: unknown): string | null => {
    const codes = typeof commune === 'string' ? (communes?.postalCodesOf(commune) ?? []) : []
    return codes.length === 1 ? (codes[0] ?? null) : null
  }
  const filled = Object.entries(def.fields).flatMap(([name, field]) => {
    if (field.kind !== 'text' || field.postalOf === undefined || !isEmpty(edit[name])) return []
    const code = onlyCodeOf(edit[field.postalOf])
    const isFree = isEmpty(before[name]) || before[name] === onlyCodeOf(before[field.postalOf])
    return code !== null && isFree && code !== before[name] ? [[name, code] as const] : []
  })
  return filled.length === 0 ? edit : { ...edit, ...Object.fromEntries(filled) }
}
