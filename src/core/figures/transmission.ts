import { indicatorValue } from '../records/indicatorValue'
import { review } from '../records/review'
import { submission, transmissionOf } from '../records/submission'
import { dayOf, livingRows, numberOf, type Source, textOf } from './source'
import type { SentCount } from './masking'

/** Where a year's report stands, as both sides see it: derived from what each of them wrote. */
export type ReportState = 'non-transmis' | 'transmis' | 'a-completer' | 'accepte'

/** How each state is called. */
export const reportStates: { readonly [S in ReportState]: string } = {
  'non-transmis': 'Non transmis',
  transmis: 'Transmis',
  'a-completer': 'À compléter',
  accepte: 'Accepté',
}

/** What one département transmitted for a year. */
export interface Transmission {
  readonly state: ReportState
  readonly frozenAt: string | null
  readonly indicatorSet: string | null
  /** The figure of an indicator: null when it was not sent, « <5 » when it was sent masked. */
  valueOf(indicator: string): SentCount
}

/** Reads a year's transmission from the rows of one département; a draft has not been transmitted. */
export function readTransmission(source: Source, year: number): Transmission {
  const sent = transmissionOf(livingRows(source, submission), year)
  if (!sent) return { state: 'non-transmis', frozenAt: null, indicatorSet: null, valueOf: () => null }
  const figures = new Map<string, SentCount>()
  for (const { values } of livingRows(source, indicatorValue)) {
    const code = textOf(values.indicator)
    if (values.submissionId !== sent.id || code === null) continue
    figures.set(code, values.flag === 'masque' ? '<5' : numberOf(values.value))
  }
  return {
    state: decisionOn(source, year, textOf(sent.values.hash)),
    frozenAt: dayOf(sent.values.frozenAt),
    indicatorSet: textOf(sent.values.indicatorSet),
    valueOf: (indicator) => figures.get(indicator) ?? null,
  }
}

/** The last decision on exactly these figures: a new transmission reopens the case. */
function decisionOn(source: Source, year: number, hash: string | null): ReportState {
  const decisions = livingRows(source, review).filter(
    ({ values }) => values.year === year && hash !== null && values.hash === hash,
  )
  decisions.sort((a, b) => ((a.values.date ?? '') + a.id < (b.values.date ?? '') + b.id ? -1 : 1))
  const decision = decisions.at(-1)?.values.decision
  return decision === 'accepte' || decision === 'a-completer' ? decision : 'transmis'
}
