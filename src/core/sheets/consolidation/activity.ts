import type { DepartmentFigures } from '../../figures/consolidation'
import { maskColumn, type MaskedColumn, maskPair, type SentCount } from '../../figures/masking'
import { numberOf, sumOf } from '../../figures/source'
import { formatNumber } from '../../schema/kinds/numbers'
import type { Edition } from '../edition'
import type { Cell, CellValue, Column, Heading, Sheet, Total } from '../sheet'

interface Shown {
  readonly key: string
  readonly label: string
  readonly indicator: string
}

const shown: readonly Shown[] = [
  { key: 'contactedMin', label: 'Jeunes contactés (min)', indicator: 'youth-contacted-min' },
  { key: 'contactedMax', label: 'Jeunes contactés (max)', indicator: 'youth-contacted-max' },
  { key: 'metMin', label: 'Rencontrés ensuite (min)', indicator: 'youth-met-min' },
  { key: 'metMax', label: 'Rencontrés ensuite (max)', indicator: 'youth-met-max' },
  { key: 'supportsMin', label: 'Accompagnements (min)', indicator: 'supports-min' },
  { key: 'supportsMax', label: 'Accompagnements (max)', indicator: 'supports-max' },
  { key: 'projects', label: 'Projets', indicator: 'projects' },
  { key: 'hours', label: 'Heures de coordination', indicator: 'coordination-hours-min' },
  { key: 'traineeDays', label: 'Journées-stagiaires', indicator: 'trainee-days' },
  { key: 'concerns', label: 'Situations préoccupantes', indicator: 'concerns-seen' },
]

/** Counts of young people, parents or situations préoccupantes: the least and the most of an answer, or one count. */
const masked: readonly (readonly [indicator: string, most?: string])[] = [
  ['youth-contacted-min', 'youth-contacted-max'],
  ['youth-met-min', 'youth-met-max'],
  ['supports-min', 'supports-max'],
  ['concerns-seen'],
]

/** What départements transmitted, and those alone; small counts are masked, and what would tell them as well. */
export function activitySheet(
  edition: Edition,
  heading: Heading,
  consolidated: readonly DepartmentFigures[],
): Sheet {
  const sent = consolidated.filter(({ transmission }) => transmission.state !== 'non-transmis')
  const valueOf = ({ transmission }: DepartmentFigures, indicator: string): number | null =>
    numberOf(transmission.valueOf(indicator))
  const countsOf = (indicator: string): readonly SentCount[] =>
    sent.map((one) => one.transmission.valueOf(indicator))
  const masks = new Map<string, MaskedColumn>()
  for (const [indicator, most] of masked) {
    if (most === undefined) masks.set(indicator, maskColumn(countsOf(indicator)))
    else {
      const [least, greatest] = maskPair(countsOf(indicator), countsOf(most))
      masks.set(indicator, least).set(most, greatest)
    }
  }
  const expected = sumOf(sent.map((one) => valueOf(one, 'forms-expected')))
  const received = sumOf(sent.map((one) => valueOf(one, 'forms-received')))
  const rate = (part: number | null, whole: number | null): number | null =>
    whole && part !== null ? part / whole : null
  const hours = sent.map((one): Hours => {
    const [min, max] = [valueOf(one, 'coordination-hours-min'), valueOf(one, 'coordination-hours-max')]
    return { min: min ?? max, max: max ?? min }
  })
  // A spreadsheet would add up the exact answers and pass over the ranges.
  const hoursTotal: Total = hours.every(({ min, max }) => min === max)
    ? 'sum'
    : {
        value: hoursShown({
          min: sumOf(hours.map(({ min }) => min)),
          max: sumOf(hours.map(({ max }) => max)),
        }),
      }
  const rateFormula = 'IF(N([expected])=0,"",[received]/[expected])'
  const columns: readonly Column[] = [
    { key: 'code', label: 'Code', type: 'text', width: 6, names: true },
    { key: 'name', label: 'Département', type: 'text', width: 24, names: true },
    { key: 'set', label: 'Jeu d’indicateurs', type: 'text', width: 12 },
    { key: 'expected', label: 'Formulaires attendus', type: 'integer', width: 12, total: 'sum' },
    { key: 'received', label: 'Reçus', type: 'integer', total: 'sum' },
    {
      key: 'rate',
      label: 'Taux',
      type: 'rate',
      total: { formula: rateFormula, value: rate(received, expected) },
    },
    ...shown.map(({ key, label, indicator }): Column => {
      const mask = masks.get(indicator)
      const type = key === 'hours' || key === 'traineeDays' ? 'decimal' : 'integer'
      if (key === 'hours') return { key, label, type, width: 13, total: hoursTotal }
      // A column that holds « <5 » cannot be summed by a spreadsheet: its total is a value.
      const isSummed = mask === undefined || mask.cells.every((cell) => typeof cell !== 'string')
      return { key, label, type, width: 13, total: isSummed ? 'sum' : { value: mask.total } }
    }),
  ]
  const lines = sent.map((one, index) => ({
    cells: [
      one.code,
      one.name,
      one.transmission.indicatorSet,
      valueOf(one, 'forms-expected'),
      valueOf(one, 'forms-received'),
      { formula: rateFormula, value: rate(valueOf(one, 'forms-received'), valueOf(one, 'forms-expected')) },
      ...shown.map(({ key, indicator }): Cell => {
        if (key === 'hours') return hoursShown(hours[index] ?? { min: null, max: null })
        return masks.get(indicator)?.cells[index] ?? valueOf(one, indicator)
      }),
    ],
  }))
  return {
    name: 'Activité',
    heading,
    columns,
    lines,
    omitted: [],
    empty: 'Aucun département n’a transmis son bilan de cette année.',
  }
}

/** The least and the most that was answered; both the same where only one of them was. */
interface Hours {
  readonly min: number | null
  readonly max: number | null
}

/** One figure, or the two between which it lies. */
function hoursShown({ min, max }: Hours): CellValue {
  return min === null || max === null || min === max ? min : `${formatNumber(min)} à ${formatNumber(max)}`
}
