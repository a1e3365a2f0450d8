import { attendance } from '../records/attendance'
import { promeneur } from '../records/promeneur'
import { socialAccount } from '../records/socialAccount'
import { training } from '../records/training'
import { profileChecks } from '../reference/promeneurLists'
import type { ComplianceGap, GapNature, GapsAsked } from './gap'
import { hasSignedCharte, isActive, type PromeneurRow } from './network'
import { dayOf, livingRows, type Source, textOf } from './source'

/** What the charte asks of each active promeneur and is not there: a signature, a profile, an account, a training. */
export function promeneurGaps(
  source: Source,
  today: string,
  { space, sharedOnly = false }: GapsAsked,
): readonly ComplianceGap[] {
  const present = withAccount(source, today, space)
  const trained = sharedOnly ? undefined : initiallyTrained(source, space)
  return livingRows(source, promeneur, space)
    .filter(isActive)
    .flatMap((row) => {
      const who = [row.values.firstName, row.values.lastName].map(textOf).filter(Boolean).join(' ')
      const gap = (nature: GapNature, what: string): ComplianceGap[] => [
        { nature, kind: 'promeneur', id: row.id, about: row.id, who, what, date: null },
      ]
      const profile = sharedOnly ? null : profileGap(row)
      return [
        ...(hasSignedCharte(row) ? [] : gap('charte-promeneur', 'charte non signée')),
        ...(profile === null ? [] : gap('profile', profile)),
        ...(present.has(row.id) ? [] : gap('account', 'aucun compte sur un réseau')),
        ...(trained?.has(row.id) === false ? gap('training', 'aucune formation initiale suivie') : []),
      ]
    })
}

/** What of the seven points of the charte a profile does not show. */
function profileGap({ values }: PromeneurRow): string | null {
  const shown = Array.isArray(values.profileChecklist) ? values.profileChecklist : []
  const missing = Object.entries(profileChecks).filter(([code]) => !shown.includes(code))
  if (missing.length === 0) return null
  if (shown.length === 0) return 'profil à comparer à la charte'
  return `profil à compléter\u00a0: ${missing.map(([, label]) => label).join(', ')}`
}

/** Whom an account that was not closed shows on a network. */
function withAccount(source: Source, today: string, space: string | undefined): ReadonlySet<string> {
  const open = livingRows(source, socialAccount, space).filter(
    ({ values }) => (dayOf(values.to) ?? today) >= today,
  )
  return new Set(open.map(({ values }) => textOf(values.promeneurId) ?? ''))
}

/** Who was at an initial training, in any year. */
function initiallyTrained(source: Source, space: string | undefined): ReadonlySet<string> {
  const initial = new Set(
    livingRows(source, training, space).flatMap(({ id, values }) =>
      values.level === 'initiale' ? [id] : [],
    ),
  )
  const came = livingRows(source, attendance, space).filter(
    ({ values }) => values.status === 'present' && initial.has(textOf(values.trainingId) ?? ''),
  )
  return new Set(came.map(({ values }) => textOf(values.personId) ?? ''))
}
