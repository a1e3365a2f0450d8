import type { Around, AnyRecordDef, AnyValues, Problem } from '../schema/record'
import { brokenRules, missingRequired } from '../schema/validate'
import type { View } from './command'

/** The records of the view's own space, as the rules between records may look at them. */
function aroundOf(view: View): Around {
  return {
    get: view.get,
    list: (kind) => view.list(kind).filter((row) => row.space === view.space),
    today: view.today,
  }
}

/**
 * What keeps a record from holding these values. Only what the written fields are part of is checked: something broken
 * long ago does not keep another field from being saved.
 */
export function refusals(
  view: View,
  def: AnyRecordDef,
  values: AnyValues,
  written: (field: string) => boolean,
): readonly Problem[] {
  const rules = (def.rules ?? []).filter((rule) => rule.fields.some(written))
  const outer = (def.outerRules ?? []).filter((rule) => rule.fields.some(written))
  return [
    ...missingRequired(def, values).filter(({ field }) => written(field)),
    ...brokenRules({ ...def, rules }, values, 'refuse'),
    ...outer.flatMap((rule): Problem[] => {
      const message = rule.check(values, aroundOf(view))
      const [field = ''] = rule.fields
      return message === null ? [] : [{ field, message }]
    }),
  ]
}

/** What a record takes over from others as these fields are written; nothing for most kinds. */
export function takenOver(
  view: View,
  { taking }: AnyRecordDef,
  values: AnyValues,
  written: (field: string) => boolean,
): AnyValues {
  return taking?.fields.some(written) ? taking.take(values, aroundOf(view)) : {}
}
