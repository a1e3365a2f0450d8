import {
  affiliation,
  coordinator,
  type department,
  promeneur,
  publicCard,
  socialAccount,
} from '../../../core/records'
import { retentionMonths } from '../../../core/reference/retention'
import type { AnyRecordDef, Values } from '../../../core/schema/record'
import type { NameOf } from '../../../core/schema/traits'

/** What the notices say between brackets, by the words that stand there; what nobody has written yet is undefined. */
export type NoticeFacts = { readonly [words: string]: string | undefined }

/** What the notices can say by themselves: from the département's record, and from what the records share. */
export function noticeFacts(values: Values<typeof department> | undefined, nameOf: NameOf): NoticeFacts {
  const kept = (setting: string, proposed: number): string =>
    durationWords(numberIn(values, setting) ?? proposed)
  return {
    département: values?.name ?? undefined,
    'organisme qui porte la coordination': nameOf(values?.coordinatingBodyId ?? ''),
    'Caf de référence': nameOf(values?.cafId ?? ''),
    'responsable du traitement': values?.dataController ?? undefined,
    'adresse du délégué à la protection des données': values?.dpoEmail ?? undefined,
    // Who hosts the server is told to whoever is invited, and stands in no record.
    'organisme qui héberge le serveur': undefined,
    'durée pour un promeneur': kept('retentionFormerMonths', retentionMonths.former),
    'durée pour un contact': kept('retentionContactMonths', retentionMonths.contact),
    'durée pour les notes': kept('retentionMeetingMonths', retentionMonths.meeting),
    'durée pour les financements': kept('retentionFundingMonths', retentionMonths.funding),
    'champs d’un promeneur': readOf(promeneur),
    'champs du parcours': readOf(affiliation),
    'champs d’un compte': readOf(socialAccount),
    'champs de la fiche publique': readOf(publicCard),
    'champs de la coordination': readOf(coordinator),
  }
}

/** Puts what is known in the place of its brackets; what is not is marked, for whoever hands the text over. */
export const filledIn = (source: string, facts: NoticeFacts): string =>
  source.replace(/\[([^\]]+)\]/g, (_, words: string) => facts[words] ?? `[à compléter\u00a0: ${words}]`)

/** What the committee reads of a kind, in the middle of a sentence said to the promeneur that it is about. */
const readOf = (def: AnyRecordDef): string =>
  Object.values(def.fields)
    .filter((field) => field.scope === 'shared' && !(field.kind === 'ref' && field.to === promeneur.name))
    .map(({ label }) => lowered(label))
    .join(', ')

/** « Prénom » begins a line elsewhere; « ETP » stays as it is. */
const lowered = (label: string): string =>
  /^\p{Lu}\p{Ll}/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label

function numberIn(values: Values | undefined, name: string): number | undefined {
  const value = values?.[name]
  return typeof value === 'number' ? value : undefined
}

function durationWords(months: number): string {
  if (months % 12 !== 0) return `${months}\u00a0mois`
  return months === 12 ? '1\u00a0an' : `${months / 12}\u00a0ans`
}
