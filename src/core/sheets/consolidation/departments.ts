import type { DepartmentFigures } from '../../figures/consolidation'
import type { FundingTotals } from '../../figures/funding'
import type { NetworkFigures } from '../../figures/network'
import { sumOf } from '../../figures/source'
import { reportStates } from '../../figures/transmission'
import { department } from '../../records/department'
import { formatField } from '../../schema/kinds'
import type { Edition } from '../edition'
import { type ColumnOf, type Heading, type Sheet, tableSheet } from '../sheet'

/** A figure that regions add up as well. */
interface Figure {
  readonly key: string
  readonly label: string
  readonly type: 'integer' | 'decimal' | 'money'
  readonly value: (figures: DepartmentFigures) => number | null
}

const ofNetwork =
  (pick: (network: NetworkFigures) => number) =>
  ({ network }: DepartmentFigures): number | null =>
    network && pick(network)

const ofFunding =
  (pick: (totals: FundingTotals) => number | null) =>
  ({ year }: DepartmentFigures): number | null =>
    year && pick(year.funding)

/** The columns between « Depuis » and « Bilan » that are counted, not calculated. */
export const departmentFigures: readonly Figure[] = [
  { key: 'youthOnly', label: 'Jeunesse seule', type: 'integer', value: ofNetwork((n) => n.youthOnly) },
  { key: 'parentsOnly', label: 'Parentalité seule', type: 'integer', value: ofNetwork((n) => n.parentsOnly) },
  { key: 'both', label: 'Double spécialité', type: 'integer', value: ofNetwork((n) => n.bothSpecialties) },
  {
    key: 'none',
    label: 'Spécialité non renseignée',
    type: 'integer',
    value: ofNetwork((n) => n.noSpecialty),
  },
  { key: 'entries', label: 'Entrées', type: 'integer', value: ofNetwork((n) => n.entries) },
  { key: 'exits', label: 'Sorties', type: 'integer', value: ofNetwork((n) => n.exits) },
  {
    key: 'structures',
    label: 'Structures dans le réseau',
    type: 'integer',
    value: ofNetwork((n) => n.structuresInNetwork),
  },
  { key: 'communes', label: 'Communes d’implantation', type: 'integer', value: ofNetwork((n) => n.communes) },
  { key: 'chartes', label: 'Chartes signées', type: 'integer', value: ofNetwork((n) => n.chartesSigned) },
  {
    key: 'conventions',
    label: 'Structures conventionnées',
    type: 'integer',
    value: ofNetwork((n) => n.underConvention),
  },
  { key: 'meetings', label: 'Réunions', type: 'integer', value: ({ year }) => year && year.meetings },
  { key: 'copils', label: 'dont Copil', type: 'integer', value: ({ year }) => year && year.copils },
  {
    key: 'trainings',
    label: 'Sessions de formation',
    type: 'integer',
    value: ({ year }) => year && year.trainings,
  },
  { key: 'fte', label: 'ETP de coordination', type: 'decimal', value: ({ fte }) => fte },
  { key: 'requested', label: 'Demandé', type: 'money', value: ofFunding((f) => f.requested) },
  { key: 'granted', label: 'Accordé', type: 'money', value: ofFunding((f) => f.granted) },
  { key: 'paid', label: 'Versé', type: 'money', value: ofFunding((f) => f.paid) },
]

/** A row of figures by key: a département's, a région's, or the total of all. */
export type Amounts = { readonly [key: string]: number | null }

/** The counted figures of one département. */
export function amountsOf(figures: DepartmentFigures): Amounts {
  return Object.fromEntries(departmentFigures.map(({ key, value }) => [key, value(figures)]))
}

/** The sum of several rows of figures, empty where none is known. */
export function sumAmounts(rows: readonly Amounts[]): Amounts {
  return Object.fromEntries(
    departmentFigures.map(({ key }) => [key, sumOf(rows.map((row) => row[key] ?? null))]),
  )
}

const rate = (part: number | null | undefined, whole: number | null): number | null =>
  whole && part != null ? part / whole : null

const activeOf = (row: Amounts): number | null =>
  sumOf([row.youthOnly, row.parentsOnly, row.both, row.none].map((count) => count ?? null))

const remainingOf = (row: Amounts): number | null =>
  row.granted == null ? null : row.granted - (row.paid ?? 0)

/** The figures as columns, calculated ones in their places; rates of the total come from the totals, never from rates. */
export function figureColumns<T>(rowOf: (item: T) => Amounts, total: Amounts): readonly ColumnOf<T>[] {
  const counted = new Map(
    departmentFigures.map(({ key, label, type }): readonly [string, ColumnOf<T>] => [
      key,
      { key, label, type, total: 'sum', value: (item) => rowOf(item)[key] ?? null },
    ]),
  )
  const column = (key: string): ColumnOf<T> => {
    const found = counted.get(key)
    if (!found) throw new Error(`no such figure: ${key}`)
    return found
  }
  const rateColumn = (
    key: string,
    label: string,
    part: string,
    whole: string,
    of: (row: Amounts) => number | null,
  ) => {
    const formula = `IF(N([${whole}])=0,"",[${part}]/[${whole}])`
    const share: ColumnOf<T> = {
      key,
      label,
      type: 'rate',
      total: { formula, value: of(total) },
      formula,
      value: (item) => of(rowOf(item)),
    }
    return share
  }
  const active: ColumnOf<T> = {
    key: 'active',
    label: 'Promeneurs actifs',
    type: 'integer',
    total: 'sum',
    formula:
      'IF(COUNT([youthOnly],[parentsOnly],[both],[none])=0,"",SUM([youthOnly],[parentsOnly],[both],[none]))',
    value: (item) => activeOf(rowOf(item)),
  }
  const remaining: ColumnOf<T> = {
    key: 'remaining',
    label: 'Reste à verser',
    type: 'money',
    total: 'sum',
    negative: 'red',
    formula: 'IF([granted]="","",[granted]-N([paid]))',
    value: (item) => remainingOf(rowOf(item)),
  }
  return [
    active,
    ...[
      'youthOnly',
      'parentsOnly',
      'both',
      'none',
      'entries',
      'exits',
      'structures',
      'communes',
      'chartes',
    ].map(column),
    rateColumn('charteRate', '% chartes', 'chartes', 'active', (row) => rate(row.chartes, activeOf(row))),
    column('conventions'),
    rateColumn('conventionRate', '% conventionnées', 'conventions', 'structures', (row) =>
      rate(row.conventions, row.structures ?? null),
    ),
    ...['meetings', 'copils', 'trainings', 'fte', 'requested', 'granted', 'paid'].map(column),
    remaining,
  ]
}

/** One line per département, all of them: what is not known is empty. */
export function departmentsSheet(
  edition: Edition,
  heading: Heading,
  consolidated: readonly DepartmentFigures[],
): Sheet {
  const amounts = new Map(consolidated.map((figures) => [figures.code, amountsOf(figures)]))
  const rowOf = ({ code }: DepartmentFigures): Amounts => amounts.get(code) ?? {}
  const columns: readonly ColumnOf<DepartmentFigures>[] = [
    { key: 'code', label: 'Code', type: 'text', width: 6, names: true, value: ({ code }) => code },
    { key: 'name', label: 'Département', type: 'text', names: true, value: ({ name }) => name },
    { key: 'region', label: 'Région', type: 'text', value: ({ region }) => region },
    {
      key: 'state',
      label: 'État de déploiement',
      type: 'text',
      width: 15,
      value: ({ state }) => formatField(department.fields.state, state, edition.nameOf) || null,
    },
    { key: 'since', label: 'Depuis', type: 'date', value: ({ since }) => since },
    ...figureColumns(rowOf, sumAmounts([...amounts.values()])),
    {
      key: 'report',
      label: 'Bilan',
      type: 'text',
      width: 13,
      value: ({ transmission }) => reportStates[transmission.state],
    },
    {
      key: 'dataAt',
      label: 'Données au',
      type: 'date',
      value: ({ dataAt }) => dataAt,
    },
  ]
  return tableSheet({
    name: 'Départements',
    heading,
    audience: edition.audience,
    columns,
    items: consolidated,
  })
}
