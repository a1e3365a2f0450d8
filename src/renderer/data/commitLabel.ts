import type { Plan } from '../../core/commands/command'
import type { RowStore } from '../../core/projection/rows'
import { displayName } from '../../core/schema/derive'
import { ofName } from '../../core/schema/elision'
import type { AnyRecordDef, AnyValues } from '../../core/schema/record'
import type { NameOf } from '../../core/schema/traits'

const VERBS: Readonly<Record<Plan['by'], string>> = {
  create: 'Création',
  edit: 'Modification',
  import: 'Import',
  trash: 'Mise à la corbeille',
  restore: 'Restauration',
  merge: 'Réunion de fiches',
  review: 'Choix',
  sample: 'Réseau d’exemple',
  setup: 'Première ouverture',
}

/** A label as what a sentence is about, and the ending of what is said of it: « La modification de Léa » … « annulée ». */
export function asSubject(label: string): { readonly words: string; readonly ending: '' | 'e' } {
  const rest = `${label.charAt(0).toLowerCase()}${label.slice(1)}`
  if (label.startsWith(VERBS.import)) return { words: `L’${rest}`, ending: '' }
  const isHis = label.startsWith(VERBS.review) || label.startsWith(VERBS.sample)
  return isHis ? { words: `Le ${rest}`, ending: '' } : { words: `La ${rest}`, ending: 'e' }
}

/** How the notice of undo calls a commit: « Modification de Léa Martin », « Import de 34 fiches ». */
export function commitLabel(
  plan: Plan,
  rows: Pick<RowStore, 'get'>,
  defOf: (kind: string) => AnyRecordDef | undefined,
  nameOf: NameOf,
): string {
  // What is made is what it is called after, whatever it says in another record.
  const about = plan.made === undefined ? plan.changes : plan.changes.filter(({ id }) => id === plan.made)
  const records = new Set(about.map((change) => `${change.kind}/${change.id}`))
  const first = plan.changes[0]
  const verb = VERBS[plan.by]
  if (!first) return verb
  // The verb says « fiches » already.
  if (records.size > 1 && plan.by === 'merge') return `Réunion de ${records.size}\u00a0fiches`
  if (records.size > 1) return `${verb} de ${records.size}\u00a0fiches`
  const def = defOf(first.kind)
  if (!def) return verb
  const typed: { [field: string]: unknown } = {}
  for (const change of plan.changes) if (change.value !== null) typed[change.field] = change.value
  // cells of scalar fields are the row's values; `displayName` reads leniently
  const values = { ...rows.get(first.kind, first.id)?.values, ...typed } as AnyValues
  const name = displayName(def, values, nameOf)
  return `${verb} ${ofName(name)}`
}
