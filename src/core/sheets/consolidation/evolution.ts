import { engagedCafs } from '../../figures/cafs'
import { type DepartmentFigures, dayOfYear, yearFigures } from '../../figures/consolidation'
import { networkFigures } from '../../figures/network'
import type { Edition } from '../edition'
import { type ColumnOf, type Heading, type Sheet, tableSheet } from '../sheet'
import { nothingReceived, placeColumns } from './breakdowns'

interface Trend {
  readonly code: string
  readonly name: string
  readonly label: string
  /** N−2, N−1, N. */
  readonly values: readonly (number | null)[]
}

/** Three years side by side; money in euros, as the unit changes from line to line. */
export function evolutionSheet(
  edition: Edition,
  heading: Heading,
  consolidated: readonly DepartmentFigures[],
  year: number,
): Sheet {
  const counted = { type: 'integer', width: 13 } as const
  const columns: readonly ColumnOf<Trend>[] = [
    ...placeColumns<Trend>(),
    { key: 'label', label: 'Indicateur', type: 'text', width: 32, value: ({ label }) => label },
    { key: 'before', label: String(year - 2), ...counted, value: ({ values }) => values[0] ?? null },
    { key: 'last', label: String(year - 1), ...counted, value: ({ values }) => values[1] ?? null },
    { key: 'now', label: String(year), ...counted, value: ({ values }) => values[2] ?? null },
    {
      key: 'gap',
      label: 'Écart',
      ...counted,
      negative: 'red',
      formula: 'IF(OR([last]="",[now]=""),"",[now]-[last])',
      value: ({ values: [, last, now] }) => (last == null || now == null ? null : now - last),
    },
  ]
  const items = consolidated.flatMap((one) => trendsOf(one, edition.today, [year - 2, year - 1, year]))
  return tableSheet({
    name: 'Évolution',
    heading,
    audience: edition.audience,
    columns,
    items,
    empty: nothingReceived,
  })
}

function trendsOf(
  { code, name, network, source }: DepartmentFigures,
  today: string,
  years: readonly number[],
): Trend[] {
  if (network === null) return []
  const networks = years.map((year) => networkFigures(source, today, undefined, dayOfYear(year, today)))
  const cafs = years.map((year) => engagedCafs(source, today, dayOfYear(year, today)))
  const yearly = years.map((year) => yearFigures(source, year, today))
  const euros = (cents: number | null | undefined): number | null => (cents == null ? null : cents / 100)
  const trend = (label: string, values: readonly (number | null)[]): Trend => ({ code, name, label, values })
  return [
    trend(
      'Promeneurs actifs',
      networks.map(({ active }) => active),
    ),
    trend(
      'Entrées',
      networks.map(({ entries }) => entries),
    ),
    trend(
      'Sorties',
      networks.map(({ exits }) => exits),
    ),
    trend('Caf engagées', cafs),
    trend(
      'Réunions',
      yearly.map((figures) => figures?.meetings ?? null),
    ),
    trend(
      'dont Copil',
      yearly.map((figures) => figures?.copils ?? null),
    ),
    trend(
      'Sessions de formation',
      yearly.map((figures) => figures?.trainings ?? null),
    ),
    trend(
      'Financements demandés (€)',
      yearly.map((figures) => euros(figures?.funding.requested)),
    ),
    trend(
      'Financements accordés (€)',
      yearly.map((figures) => euros(figures?.funding.granted)),
    ),
    trend(
      'Financements versés (€)',
      yearly.map((figures) => euros(figures?.funding.paid)),
    ),
  ]
}
