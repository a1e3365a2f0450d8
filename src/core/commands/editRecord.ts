import { changesFor } from '../document/values'
import { recordOf } from '../records'
import { fail, ok } from '../result'
import type { AnyValues } from '../schema/record'
import { isFixed } from '../schema/uniqueFacts'
import { movedFields, setsOf } from './begun'
import type { Command } from './command'
import { firstNamed } from './firstNamed'
import { twinProblems } from './recordId'
import { withinLeave } from './withinLeave'
import { refusals, takenOver } from './written'

const FIXED =
  'Ce champ ne change plus une fois la fiche créée\u00a0: mettez-la à la corbeille et créez-en une autre.'

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
      return fail([
        { field: '', message: 'Cette fiche est à la corbeille\u00a0: restaurez-la pour la modifier.' },
      ])
    const written = (field: string): boolean => Object.hasOwn(values, field)
    const merged = { ...row.values, ...values }
    const after = { ...values, ...takenOver(view, def, merged, written) }
    const fixed = Object.keys(values).filter(
      (name) => isFixed(def, name, row.values) && values[name] !== row.values[name],
    )
    const problems = [
      ...fixed.map((field) => ({ field, message: FIXED })),
      ...movedFields(def, row.values, began, values),
      ...refusals(view, def, merged, written),
    ]
    if (problems.length === 0 && def.unique?.by.some(written))
      problems.push(...twinProblems(view, def, merged, id))
    if (problems.length > 0) return fail(problems)
    const before = { ...row.values, ...setsOf(def, began) }
    const changes = [...changesFor(def, id, before, after), ...firstNamed(view, def, id, after)]
    return ok({ changes: withinLeave(view, changes), by: 'edit' })
  },
}
