import { makeSample } from '../../../src/core/records/sample'
import type { TestRecord } from '../../support/rows'
import { today } from '../figures/smallNetwork'

/** What three départements transmitted for 2025; the indicators that matter to masking. */
const sent: { readonly [space: string]: { readonly [indicator: string]: number } } = {
  '18': {
    'forms-expected': 120,
    'forms-received': 90,
    'youth-contacted-min': 3,
    'youth-contacted-max': 8,
    projects: 4,
  },
  '50': {
    'forms-expected': 240,
    'forms-received': 210,
    'youth-contacted-min': 40,
    'youth-contacted-max': 95,
    projects: 2,
  },
  '56': {
    'forms-expected': 60,
    'forms-received': 60,
    'youth-contacted-min': 12,
    'youth-contacted-max': 30,
    projects: 1,
  },
}

function transmissionOf(space: string): readonly TestRecord[] {
  const id = `2025.submission.${space}`
  const values = {
    year: 2025,
    state: 'transmis',
    frozenAt: '2026-03-15',
    hash: `h${space}`,
    indicatorSet: '1',
  }
  const figures = Object.entries(sent[space] ?? {}).map(([indicator, value]) => ({
    kind: 'indicatorValue',
    id: `${id}.${indicator}`,
    space,
    values: { submissionId: id, indicator, value, flag: 'exact' },
  }))
  const masked = { submissionId: id, indicator: 'concerns-seen', flag: 'masque' }
  return [
    { kind: 'submission', id, space, values },
    ...figures,
    ...(space === '18' ? [{ kind: 'indicatorValue', id: `${id}.concerns-seen`, space, values: masked }] : []),
  ]
}

/** Two sampled départements, three transmissions and what the committee answered to them; 98 of which nothing is known. */
export function nationalNetwork(): readonly TestRecord[] {
  const sampled = ['18', '50'].flatMap((department) =>
    makeSample({ seed: 'sheets', department, size: 'small', years: 3, today }).map((record) => ({
      ...record,
      space: department,
    })),
  )
  const review = { year: 2025, decision: 'accepte', date: '2026-04-02' }
  return [
    ...sampled,
    ...Object.keys(sent).flatMap(transmissionOf),
    { kind: 'review', id: 'R50', space: '50', values: { ...review, hash: 'h50' } },
    // Reviewed before its last transmission: the case is open again.
    { kind: 'review', id: 'R18', space: '18', values: { ...review, hash: 'older' } },
  ]
}
