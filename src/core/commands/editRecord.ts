import { changesFor } from '../document/values'
import { recordOf } from '../records'
import { fail, ok } from '../result'
import type { AnyValues } from '../schema/record'
import { brokenRules, missingRequired } from '../schema/validate'
import type { Command } from './command'

/** Changes some fields of a record: `null` clears, fields left out stay. */
export const editRecord: Command<{ readonly kind: string; readonly id: string; readonly values: AnyValues }> =
  {
    name: 'editRecord',
    plan(view, { kind, id, values }) {
      const def = recordOf(kind)
      if (!def) throw new Error(`unknown kind: ${kind}`)
      const row = view.get(kind, id)
      if (!row) return fail([{ field: '', message: 'Cette fiche n’existe plus sur cet ordinateur.' }])
      if (row.deleted)
        return fail([
          { field: '', message: 'Cette fiche est à la corbeille : restaurez-la pour la modifier.' },
        ])
      const merged = { ...row.values, ...values }
      const touched = new Set(Object.keys(values))
      const problems = [
        ...missingRequired(def, merged).filter((p) => touched.has(p.field)),
        ...brokenRules(def, merged, 'refuse').filter((p) => rulesTouch(def.rules ?? [], p.field, touched)),
      ]
      return problems.length > 0
        ? fail(problems)
        : ok({ changes: changesFor(def, id, row.values, values), by: 'edit' })
    },
  }

/** A rule broken long ago does not keep another field from being saved. */
function rulesTouch(
  rules: readonly { readonly fields: readonly string[] }[],
  field: string,
  touched: ReadonlySet<string>,
) {
  return rules.some((rule) => rule.fields[0] === field && rule.fields.some((name) => touched.has(name)))
}
