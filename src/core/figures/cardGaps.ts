import { promeneur } from '../records/promeneur'
import { publicCard, publicLeave } from '../records/publicCard'
import { formatDay } from '../schema/kinds/dates'
import { isCovered, isExpired, shownFields } from '../schema/leave'
import type { ComplianceGap } from './gap'
import { dayOf, livingRows, type Source, textOf } from './source'

/**
 * Public cards that show something without leave. No edit leaves one behind; but a « no » and a card made apart meet in
 * one, and a consent runs out by itself.
 */
export function cardGaps(source: Source, today: string, space: string | undefined): readonly ComplianceGap[] {
  const people = new Map(livingRows(source, promeneur, space).map((row) => [row.id, row.values]))
  return livingRows(source, publicCard, space).flatMap(({ id, values }) => {
    const shown = shownFields(publicLeave, values)
    if (shown.length === 0) return []
    const about = textOf(values.promeneurId) ?? ''
    const whose = people.get(about)
    const isCoveredWhole = shown.every((field) => isCovered(publicLeave, values, field))
    const isLawful = whose?.publishOnDirectory === true && isCoveredWhole
    if (isLawful && !isExpired(publicLeave, values, today)) return []
    const until = dayOf(values.consentUntil)
    const who =
      [whose?.firstName, whose?.lastName].map(textOf).filter(Boolean).join(' ') || textOf(values.shownName)
    return [
      {
        nature: 'card',
        kind: 'publicCard',
        id,
        about,
        who: who ?? '',
        what:
          isLawful && until !== null
            ? `fiche publique\u00a0: consentement échu le ${formatDay(until)}`
            : 'fiche publique montrée sans accord',
        date: null,
      },
    ]
  })
}
