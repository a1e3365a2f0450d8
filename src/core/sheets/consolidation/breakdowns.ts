import type { DepartmentFigures } from '../../figures/consolidation'
import { fundName, totalBalance } from '../../figures/funding'
import { grouped } from '../../figures/source'
import { structureTypes } from '../../reference/structureTypes'
import { compareText } from '../../schema/traits'
import type { Edition } from '../edition'
import { type ColumnOf, type Heading, type Sheet, tableSheet } from '../sheet'

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

/** Counted grants by département, year and fund, for three years; its heading says which. */
export function fundsSheet(
  edition: Edition,
  heading: Heading,
  consolidated: readonly DepartmentFigures[],
  year: number,
): Sheet {
  const lines = consolidated.flatMap(({ code, name, balances }) =>
    [year - 2, year - 1, year].flatMap((ofYear): FundLine[] => {
      const counted = balances.filter(
        ({ funding, counted: isCounted }) => isCounted && funding.values.year === ofYear,
      )
      return [...grouped(counted, ({ funding }) => fundName(funding))]
        .sort(([a], [b]) => compareText(a, b))
        .map(([fund, found]) => ({ code, name, year: ofYear, fund, totals: totalBalance(found) }))
    }),
  )
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
      value: ({ totals }) => (totals.granted === null ? null : totals.granted - (totals.paid ?? 0)),
    },
  ]
  return tableSheet({
    name: 'Financements par dispositif',
    heading,
    audience: edition.audience,
    columns,
    items: lines,
    empty: 'Aucun financement compté de ces trois années n’a été reçu.',
  })
}
