import { canonicalJson } from '../document/cells'
import { changesFor, isSet } from '../document/values'
import { recordOf } from '../records'
import { fail, ok } from '../result'
import type { AnyRecordDef, AnyValues, Problem } from '../schema/record'
import { brokenRules, missingRequired } from '../schema/validate'
import type { Command } from './command'

/** What to write in a record. */
interface Edit {
  readonly kind: string
  readonly id: string
  /** `null` clears, fields left out stay. */
  readonly values: AnyValues
  /** What its author had before their eyes in some of these fields. */
  readonly began?: AnyValues
}

/**
 * Changes some fields of a record. Where its author began from something else than what is there by now, of a set only
 * what they changed in it is written, and another value is not overruled: they are told, and choose.
 */
export const editRecord: Command<Edit> = {
  name: 'editRecord',
  plan(view, { kind, id, values, began = {} }) {
    const def = recordOf(kind)
    if (!def) throw new Error(`unknown kind: ${kind}`)
    const row = view.get(kind, id)
    if (!row) return fail([{ field: '', message: 'Cette fiche n’existe plus sur cet ordinateur.' }])
    if (row.deleted)
      return fail([{ field: '', message: 'Cette fiche est à la corbeille : restaurez-la pour la modifier.' }])
    const merged = { ...row.values, ...values }
    const touched = new Set(Object.keys(values))
    const problems = [
      ...movedFields(def, row.values, began, values),
      ...missingRequired(def, merged).filter((p) => touched.has(p.field)),
      ...brokenRules(def, merged, 'refuse').filter((p) => rulesTouch(def.rules ?? [], p.field, touched)),
    ]
    return problems.length > 0
      ? fail(problems)
      : ok({ changes: changesFor(def, id, { ...row.values, ...setsOf(def, began) }, values), by: 'edit' })
  },
}

/** The sets among some values: they are compared member by member with what their author began from. */
function setsOf(def: AnyRecordDef, values: AnyValues): AnyValues {
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => {
      const field = def.fields[name]
      return field !== undefined && isSet(field)
    }),
  )
}

/** Fields that hold neither what their author began from nor what they wrote: somebody else was faster. */
function movedFields(
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

/** A rule broken long ago does not keep another field from being saved. */
function rulesTouch(
  rules: readonly { readonly fields: readonly string[] }[],
  field: string,
  touched: ReadonlySet<string>,
) {
  return rules.some((rule) => rule.fields[0] === field && rule.fields.some((name) => touched.has(name)))
}
