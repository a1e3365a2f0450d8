import { created } from '../document/commit'
import { changesFor } from '../document/values'
import { recordOf } from '../records'
import { fail, ok } from '../result'
import { filingYear } from '../schema/filingYear'
import { withProposed } from '../schema/proposed'
import type { AnyRecordDef, AnyValues } from '../schema/record'
import type { Command, View } from './command'
import { withinLeave } from './withinLeave'
import { refusals, takenOver } from './written'

/** What creating a record takes; a yearly record is filed under `year`, else under its own date, else this year. */
export interface NewRecord {
  readonly kind: string
  /** For an id derived from stable facts; random otherwise. */
  readonly id?: string
  readonly year?: number
  readonly values: AnyValues
}

/**
 * Creates one record, with what its kind proposes. Refused when its name or its parent is missing, never because
 * something is « à compléter ».
 */
export const createRecord: Command<NewRecord> = {
  name: 'createRecord',
  plan(view, input) {
    const def = recordOf(input.kind)
    if (!def) throw new Error(`unknown kind: ${input.kind}`)
    // Made with its space, under an id that follows from it.
    if (def.single && input.id === undefined)
      return fail([{ field: '', message: `Il y a déjà ${def.one} dans cet espace : ouvrez sa fiche.` }])
    const proposed = withProposed(def, input.values, view)
    const values = { ...proposed, ...takenOver(view, def, proposed, () => true) }
    const problems = refusals(view, def, values, () => true)
    if (problems.length > 0) return fail(problems)
    const id =
      input.id ?? view.newId(def.partition === 'yearly' ? yearFor(view, def, values, input.year) : undefined)
    const changes = [created(def.name, id), ...changesFor(def, id, {}, values)]
    return ok({ changes: withinLeave(view, changes), by: 'create', made: id })
  },
}

/** The filing year of a new record, set once: as told, else from what it belongs to, else from its date, else today. */
function yearFor(view: View, def: AnyRecordDef, values: AnyValues, told: number | undefined): number {
  if (told !== undefined) return told
  for (const [name, field] of Object.entries(def.fields)) {
    const value = values[name]
    if (field.kind === 'integer' && field.year && typeof value === 'number') return value
    if (field.kind === 'ref' && field.required && typeof value === 'string' && filingYear(value))
      return filingYear(value) ?? 0
  }
  for (const [name, field] of Object.entries(def.fields)) {
    const value = values[name]
    if (
      (field.kind === 'date' || field.kind === 'month') &&
      typeof value === 'string' &&
      /^\d{4}-/.test(value)
    )
      return Number(value.slice(0, 4))
  }
  return Number(view.today().slice(0, 4))
}
