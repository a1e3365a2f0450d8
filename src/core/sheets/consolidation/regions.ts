import type { DepartmentFigures } from '../../figures/consolidation'
import { grouped } from '../../figures/source'
import { compareText } from '../../schema/traits'
import type { Edition } from '../edition'
import { type ColumnOf, type Heading, type Sheet, tableSheet } from '../sheet'
import { type Amounts, amountsOf, departmentFigures, figureColumns, sumAmounts } from './departments'

interface Region {
  readonly name: string
  readonly departments: number
  readonly transmitted: number
  readonly amounts: Amounts
}

const inRegion = '[Départements.region],[region]'

/** The same figures by région, added up from the first sheet by formulas. */
export function regionsSheet(
  edition: Edition,
  heading: Heading,
  consolidated: readonly DepartmentFigures[],
): Sheet {
  const regions = [...grouped(consolidated, ({ region }) => region)]
    .map(([name, found]) => ({
      name,
      departments: found.length,
      transmitted: found.filter(({ transmission }) => transmission.state !== 'non-transmis').length,
      amounts: sumAmounts(found.map(amountsOf)),
    }))
    .sort((a, b) => compareText(a.name, b.name))
  const counted = new Set(departmentFigures.map(({ key }) => key))
  const figures = figureColumns<Region>(
    ({ amounts }) => amounts,
    sumAmounts(regions.map(({ amounts }) => amounts)),
  ).map((column): ColumnOf<Region> =>
    counted.has(column.key) ? { ...column, formula: sumOfRegion(column.key) } : column,
  )
  const columns: readonly ColumnOf<Region>[] = [
    { key: 'region', label: 'Région', type: 'text', width: 28, names: true, value: ({ name }) => name },
    {
      key: 'departments',
      label: 'Départements',
      type: 'integer',
      width: 14,
      total: 'sum',
      formula: `COUNTIFS(${inRegion})`,
      value: ({ departments }) => departments,
    },
    ...figures,
    {
      key: 'transmitted',
      label: 'Bilans transmis',
      type: 'integer',
      width: 10,
      total: 'sum',
      formula: `COUNTIFS(${inRegion},[Départements.report],"<>Non transmis")`,
      value: ({ transmitted }) => transmitted,
    },
  ]
  return tableSheet({ name: 'Régions', heading, audience: edition.audience, columns, items: regions })
}

/** Empty while no département of the région says anything. */
const sumOfRegion = (key: string): string =>
  `IF(COUNTIFS(${inRegion},[Départements.${key}],"<>")=0,"",SUMIFS([Départements.${key}],${inRegion}))`
