import { filedUnder } from '../document/ids'
import { recordOf } from '../records'
import { displayName } from '../schema/derive'
import { filingYear } from '../schema/filingYear'
import { formatField } from '../schema/kinds'
import { targetsOf } from '../schema/links'
import type { AnyRecordDef, AnyRow, AnyValues, Problem } from '../schema/record'
import { derivedId, sameFacts } from '../schema/uniqueFacts'
import type { View } from './command'

/**
 * The id of a record to be made: derived from its facts where its kind is unique by them, else made of `own` where that is
 * known, else a fresh one.
 */
export function idOfNew(
  view: View,
  def: AnyRecordDef,
  values: AnyValues,
  year?: number,
  own?: string,
): string {
  const derived = derivedId(def, values)
  if (derived !== undefined) return derived
  const filed = def.partition === 'yearly' ? (year ?? yearFor(view, def, values)) : undefined
  return own === undefined ? view.newId(filed) : filedUnder(own, filed)
}

/** The filing year of a new record, set once: from what it belongs to, else from its date, else today. */
function yearFor(view: View, def: AnyRecordDef, values: AnyValues): number {
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

/** Why a record of these facts cannot be made, or become this one (`own`): there is one already, perhaps in the trash. */
export function twinProblems(
  view: View,
  def: AnyRecordDef,
  values: AnyValues,
  own?: string,
): readonly Problem[] {
  const [first, second] = def.unique?.by ?? []
  if (first === undefined) return []
  const twin = twinOf(view, def, values, own)
  if (!twin) return []
  const [whose, what] = [first, second].map((name) => factIn(view, def, name, twin.values))
  const which = `${whose} a déjà ${def.one}${what ? ` pour ${what}` : ''}`
  const message = twin.deleted
    ? `${which}, à la corbeille\u00a0: restaurez cette fiche.`
    : `${which}\u00a0: ouvrez cette fiche.`
  return [{ field: second ?? first, message }]
}

/** A record made before ids were derived is found by its facts; one in the trash by its id alone. */
function twinOf(
  view: View,
  def: AnyRecordDef,
  values: AnyValues,
  own: string | undefined,
): AnyRow | undefined {
  const id = derivedId(def, values)
  const known = id === undefined || id === own ? undefined : view.get(def.name, id)
  return known ?? view.list(def.name).find((row) => row.id !== own && sameFacts(def, row.values, values))
}

/** A fact in words. */
export function factIn(view: View, def: AnyRecordDef, name: string | undefined, values: AnyValues): string {
  const field = name === undefined ? undefined : def.fields[name]
  if (name === undefined || field === undefined) return ''
  return formatField(field, values[name], (id) =>
    targetsOf(field)
      .flatMap((kind) => {
        const [target, row] = [recordOf(kind), view.get(kind, id)]
        return target && row ? [displayName(target, row.values, () => undefined)] : []
      })
      .at(0),
  )
}
