import { promeneur } from '../records/promeneur'
import { structure } from '../records/structure'
import { formatDay } from '../schema/kinds/dates'
import { daysBetween } from './calendar'
import { conventionsByStructure, conventionState } from './conventions'
import { hasSignedCharte, isActive, isInNetwork } from './network'
import { livingRows, type Source, textOf } from './source'

/** What the charte and the conventions ask for and the records do not show. */
export type GapNature =
  | 'charte-promeneur'
  | 'charte-structure'
  | 'convention-missing'
  | 'convention-unsigned'
  | 'convention-ending'
  | 'convention-ended'

/** One thing to put right, on the record where it is put right. */
export interface ComplianceGap {
  readonly nature: GapNature
  readonly kind: 'promeneur' | 'structure' | 'convention'
  readonly id: string
  /** Whom it is about: a promeneur's first and last name, or a structure's name. */
  readonly who: string
  /** A French sentence part: « charte non signée », « convention échue le 30/06/2026 ». */
  readonly what: string
  /** The end of the convention, where that is the matter. */
  readonly date: string | null
}

/** How far ahead the end of a convention is announced: its notice is three months. */
const endingWithin = 92

/** Chartes and conventions missing, unsigned, ending or ended, of active promeneurs and structures in the network. */
export function complianceGaps(source: Source, today: string, space?: string): readonly ComplianceGap[] {
  const gaps: ComplianceGap[] = []
  for (const row of livingRows(source, promeneur, space)) {
    if (!isActive(row) || hasSignedCharte(row)) continue
    const who = [row.values.firstName, row.values.lastName].map(textOf).filter(Boolean).join(' ')
    gaps.push({
      nature: 'charte-promeneur',
      kind: 'promeneur',
      id: row.id,
      who,
      what: 'charte non signée',
      date: null,
    })
  }
  const conventions = conventionsByStructure(source, space)
  for (const row of livingRows(source, structure, space)) {
    if (!isInNetwork(row)) continue
    const who = textOf(row.values.name) ?? ''
    const here = { kind: 'structure', id: row.id, who } as const
    if (textOf(row.values.charteSignedAt) === null) {
      gaps.push({
        ...here,
        nature: 'charte-structure',
        what: 'charte de la structure non signée',
        date: null,
      })
    }
    const state = conventionState(conventions.get(row.id) ?? [], today)
    if (state.is === 'none') {
      gaps.push({ ...here, nature: 'convention-missing', what: 'aucune convention', date: null })
      continue
    }
    const there = { kind: 'convention', id: state.convention.id, who } as const
    if (state.is === 'unsigned') {
      gaps.push({ ...there, nature: 'convention-unsigned', what: 'convention à signer', date: null })
    } else if (state.is === 'ended') {
      const what = `convention échue le ${formatDay(state.to)}`
      gaps.push({ ...there, nature: 'convention-ended', what, date: state.to })
    } else if (state.to !== null && daysBetween(today, state.to) <= endingWithin) {
      const what = `convention jusqu’au ${formatDay(state.to)}`
      gaps.push({ ...there, nature: 'convention-ending', what, date: state.to })
    }
  }
  return gaps.sort(mostUrgentFirst)
}

const order: readonly GapNature[] = [
  'convention-ended',
  'convention-ending',
  'convention-unsigned',
  'convention-missing',
  'charte-promeneur',
  'charte-structure',
]

function mostUrgentFirst(a: ComplianceGap, b: ComplianceGap): number {
  const byNature = order.indexOf(a.nature) - order.indexOf(b.nature)
  if (byNature !== 0) return byNature
  const [left, right] = [a.date ?? '', b.date ?? '']
  return left === right ? (a.id < b.id ? -1 : 1) : left < right ? -1 : 1
}
