import { structure } from '../records/structure'
import { formatDay } from '../schema/kinds/dates'
import { daysBetween } from './calendar'
import { cardGaps } from './cardGaps'
import { conventionsByStructure, conventionState } from './conventions'
import type { ComplianceGap, GapNature, GapsAsked } from './gap'
import { isInNetwork } from './network'
import { promeneurGaps } from './promeneurGaps'
import { livingRows, type Source, textOf } from './source'

/** How far ahead the end of a convention is announced: its notice is three months. */
const endingWithin = 92

/** What the charte and the conventions ask of active promeneurs and of structures in the network, the most urgent first. */
export function complianceGaps(
  source: Source,
  today: string,
  asked: GapsAsked = {},
): readonly ComplianceGap[] {
  const gaps = [
    // A consent stands in the private room.
    ...(asked.sharedOnly === true ? [] : cardGaps(source, today, asked.space)),
    ...promeneurGaps(source, today, asked),
    ...structureGaps(source, today, asked.space),
  ]
  return gaps.sort(mostUrgentFirst)
}

/** Who has left the network, or never came into it, waits for no other convention. */
const outside: ReadonlySet<string> = new Set(['sortie', 'refusee'])

/**
 * Chartes and conventions missing, unsigned, ending or ended, of structures in the network. The end of a convention is
 * said of the others too: one whose status nobody has written loses it as surely.
 */
function structureGaps(source: Source, today: string, space: string | undefined): readonly ComplianceGap[] {
  const gaps: ComplianceGap[] = []
  const conventions = conventionsByStructure(source, space)
  for (const row of livingRows(source, structure, space)) {
    const isIn = isInNetwork(row)
    if (outside.has(textOf(row.values.status) ?? '')) continue
    const whose = { about: row.id, who: textOf(row.values.name) ?? '' }
    const here = { kind: 'structure', id: row.id, ...whose } as const
    if (isIn && textOf(row.values.charteSignedAt) === null) {
      gaps.push({
        ...here,
        nature: 'charte-structure',
        what: 'charte de la structure non signée',
        date: null,
      })
    }
    const state = conventionState(conventions.get(row.id) ?? [], today)
    if (state.is === 'none') {
      if (isIn) gaps.push({ ...here, nature: 'convention-missing', what: 'aucune convention', date: null })
      continue
    }
    const there = { kind: 'convention', id: state.convention.id, ...whose } as const
    if (state.is === 'unsigned') {
      if (isIn)
        gaps.push({ ...there, nature: 'convention-unsigned', what: 'convention à signer', date: null })
    } else if (state.is === 'ended') {
      const what = `convention échue le ${formatDay(state.to)}`
      gaps.push({ ...there, nature: 'convention-ended', what, date: state.to })
    } else if (state.to !== null && daysBetween(today, state.to) <= endingWithin) {
      const what = `convention jusqu’au ${formatDay(state.to)}`
      gaps.push({ ...there, nature: 'convention-ending', what, date: state.to })
    }
  }
  return gaps
}

const order: readonly GapNature[] = [
  'card',
  'convention-ended',
  'convention-ending',
  'convention-unsigned',
  'convention-missing',
  'charte-promeneur',
  'charte-structure',
  'profile',
  'account',
  'training',
]

function mostUrgentFirst(a: ComplianceGap, b: ComplianceGap): number {
  const byNature = order.indexOf(a.nature) - order.indexOf(b.nature)
  if (byNature !== 0) return byNature
  const [left, right] = [a.date ?? '', b.date ?? '']
  return left === right ? (a.id < b.id ? -1 : 1) : left < right ? -1 : 1
}
