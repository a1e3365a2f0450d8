import { created, createdAgain } from '../document/commit'
import { changesFor } from '../document/values'
import { recordOf } from '../records'
import { fail, ok } from '../result'
import { withProposed } from '../schema/proposed'
import { derivedId } from '../schema/uniqueFacts'
import type { AnyRecordDef, AnyRow, AnyValues, Problem } from '../schema/record'
import { isEmpty } from '../schema/validate'
import type { Command, View } from './command'
import { firstNamed } from './firstNamed'
import { factIn, idOfNew, twinProblems } from './recordId'
import { withinLeave } from './withinLeave'
import { refusals, takenOver } from './written'

/** What creating a record takes; a yearly record is filed under `year`, else under its own date, else this year. */
export interface NewRecord {
  readonly kind: string
  /** An id known beforehand; else it follows from the record's facts, or is random. */
  readonly id?: string
  readonly year?: number
  /**
   * What its id is made of, where that was taken when it was begun: whoever makes it again, not knowing that it was made,
   * fills in what is still empty in it. What says something else by now is not overruled: they are told, and choose. One
   * that is in the trash by now is made anew.
   */
  readonly own?: string | undefined
  readonly values: AnyValues
}

/**
 * Creates one record, with what its kind proposes. Refused when its name or its parent is missing, never because
 * something is « à compléter »; or when its kind is unique by facts that another record has.
 */
export const createRecord: Command<NewRecord> = {
  name: 'createRecord',
  plan(view, input) {
    const def = recordOf(input.kind)
    if (!def) throw new Error(`unknown kind: ${input.kind}`)
    // Made with its space, under an id that follows from it.
    if (def.single && input.id === undefined)
      return fail([{ field: '', message: `Il y a déjà ${def.one} dans cet espace\u00a0: ouvrez sa fiche.` }])
    const proposed = withProposed(def, input.values, view)
    const values = { ...proposed, ...takenOver(view, def, proposed, () => true) }
    const problems = refusals(view, def, values, () => true)
    if (problems.length > 0) return fail(problems)
    const twins = twinProblems(view, def, values)
    if (twins.length > 0) return fail(twins)
    const own = input.own === undefined ? undefined : idOfNew(view, def, values, input.year, input.own)
    const made = own === undefined ? undefined : view.get(def.name, own)
    if (made && !made.deleted) {
      const moved = movedSince(view, def, made, input.values)
      if (moved.length > 0) return fail(moved)
      const empty = Object.entries(input.values).filter(([name]) => isEmpty(made.values[name]))
      const changes = changesFor(def, made.id, made.values, Object.fromEntries(empty))
      return ok({ changes: withinLeave(view, changes), by: 'create', made: made.id })
    }
    const known = input.id ?? (made ? undefined : own) ?? derivedId(def, values)
    const id = known ?? idOfNew(view, def, values, input.year)
    const making = known === undefined ? [created(def.name, id)] : createdAgain(def.name, id)
    const changes = [...making, ...changesFor(def, id, {}, values), ...firstNamed(view, def, id, values)]
    return ok({ changes: withinLeave(view, changes), by: 'create', made: id })
  },
}

/** Where a record that was made already of a form says something else than the form, which may be older. */
function movedSince(view: View, def: AnyRecordDef, made: AnyRow, values: AnyValues): readonly Problem[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const field = def.fields[name]
    if (!field || isEmpty(value) || isEmpty(made.values[name])) return []
    // what was added to a set since is no contradiction
    const differs = changesFor(def, made.id, made.values, { [name]: value }).some(
      ({ member, value: wanted }) => member === undefined || wanted !== null,
    )
    if (!differs) return []
    const now = factIn(view, def, name, made.values)
    const message = `Cette fiche est déjà créée, et dit maintenant «\u00a0${now}\u00a0»\u00a0: écrivez la même chose ici, ou videz ce champ.`
    return [{ field: name, message }]
  })
}
