import type { DepartmentFigures } from '../../figures/consolidation'
import { fundName, totalBalance } from '../../figures/funding'
import { grouped, sumOf } from '../../figures/source'
import { structureTypes } from '../../reference/structureTypes'
import { compareText } from '../../schema/traits'
import type { Edition } from '../edition'
import {
  type ColumnOf,
  firstRow,
  type Formula,
  type Heading,
  type Line,
  type Sheet,
  tableSheet,
} from '../sheet'

/** What a sheet says while no département has sent anything. */
export const nothingReceived = 'Rien n’a encore été reçu des départements.'

/** The two columns by which every sheet names a département. */
export function placeColumns<
  T extends { readonly code: string; readonly name: string },
>(): readonly ColumnOf<T>[] {
  return [
    { key: 'code', label: 'Code', type: 'text', width: 6, names: true, value: ({ code }) => code },
    { key: 'name', label: 'Département', type: 'text', width: 24, names: true, value: ({ name }) => name },
  ]
}

/** Structures in the network by national type, one column per type. */
export function structureTypesSheet(
  edition: Edition,
  heading: Heading,
  consolidated: readonly DepartmentFigures[],
): Sheet {
  const known = new Set<string>(Object.keys(structureTypes))
  const countOf = ({ network }: DepartmentFigures, isType: (code: string) => boolean): number | null =>
    network && network.byStructureType.reduce((sum, { code, count }) => (isType(code) ? sum + count : sum), 0)
  const columns: readonly ColumnOf<DepartmentFigures>[] = [
    ...placeColumns<DepartmentFigures>(),
    ...Object.entries(structureTypes).map(([type, label]): ColumnOf<DepartmentFigures> => ({
      key: type,
      label,
      type: 'integer',
      width: 13,
      total: 'sum',
      value: (figures) => countOf(figures, (code) => code === type),
    })),
    {
      key: 'unknown',
      label: 'Non renseigné',
      type: 'integer',
      width: 13,
      total: 'sum',
      value: (figures) => countOf(figures, (code) => !known.has(code)),
    },
  ]
  return tableSheet({
    name: 'Structures par type',
    heading,
    audience: edition.audience,
    columns,
    items: consolidated,
  })
}

interface FundLine {
  readonly code: string
  readonly name: string
  readonly year: number
  readonly fund: string
  readonly totals: ReturnType<typeof totalBalance>
}

/** Counted grants by year, département and fund, for three years, with a subtotal per year; its heading says which years. */
export function fundsSheet(
  edition: Edition,
  heading: Heading,
  consolidated: readonly DepartmentFigures[],
  year: number,
): Sheet {
  const linesOf = (ofYear: number): readonly FundLine[] =>
    consolidated.flatMap(({ code, name, balances }) => {
      const counted = balances.filter(
        ({ funding, counted: isCounted }) => isCounted && funding.values.year === ofYear,
      )
      return [...grouped(counted, ({ funding }) => fundName(funding))]
        .sort(([a], [b]) => compareText(a, b))
        .map(([fund, found]) => ({ code, name, year: ofYear, fund, totals: totalBalance(found) }))
    })
  const columns: readonly ColumnOf<FundLine>[] = [
    ...placeColumns<FundLine>(),
    { key: 'year', label: 'Exercice', type: 'year', value: (line) => line.year },
    { key: 'fund', label: 'Dispositif', type: 'text', width: 32, value: (line) => line.fund },
    { key: 'count', label: 'Dossiers', type: 'integer', total: 'sum', value: (line) => line.totals.count },
    {
      key: 'requested',
      label: 'Demandé',
      type: 'money',
      total: 'sum',
      value: (line) => line.totals.requested,
    },
    { key: 'granted', label: 'Accordé', type: 'money', total: 'sum', value: (line) => line.totals.granted },
    { key: 'paid', label: 'Versé', type: 'money', total: 'sum', value: (line) => line.totals.paid },
    {
      key: 'remaining',
      label: 'Reste à verser',
      type: 'money',
      total: 'sum',
      negative: 'red',
      formula: 'IF([granted]="","",[granted]-[paid])',
      value: remainingOf,
    },
  ]
  const sheetOf = (items: readonly FundLine[]): Sheet =>
    tableSheet({
      name: 'Financements par dispositif',
      heading,
      audience: edition.audience,
      columns,
      items,
      empty: 'Aucun financement compté de ces trois années n’a été reçu.',
    })
  const lines: Line[] = []
  for (const ofYear of [year - 2, year - 1, year]) {
    const items = linesOf(ofYear)
    const start = firstRow + lines.length
    if (items.length > 0) lines.push(...sheetOf(items).lines, yearLine(ofYear, items, start))
  }
  return { ...sheetOf([]), lines }
}

/** The subtotal of a year: a total of nothing known is 0 here, as `SUBTOTAL` gives it. */
function yearLine(year: number, items: readonly FundLine[], start: number): Line {
  const rows = `${start}:${start + items.length - 1}`
  const sum = (key: 'count' | 'requested' | 'granted' | 'paid' | 'remaining'): Formula => ({
    formula: `SUBTOTAL(109,[${key}:${rows}])`,
    value: sumOf(items.map((line) => (key === 'remaining' ? remainingOf(line) : line.totals[key]))) ?? 0,
  })
  return {
    subtotal: true,
    cells: [
      null,
      'Total de l’exercice',
      year,
      null,
      sum('count'),
      sum('requested'),
      sum('granted'),
      sum('paid'),
      sum('remaining'),
    ],
  }
}

const remainingOf = ({ totals: { granted, paid } }: FundLine): number | null =>
  granted === null ? null : granted - (paid ?? 0)
