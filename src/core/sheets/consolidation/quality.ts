import type { DepartmentFigures } from '../../figures/consolidation'
import { conventionsByStructure, conventionState } from '../../figures/conventions'
import { hasSignedCharte, isActive, isInNetwork, specialtyOf } from '../../figures/network'
import { dayOf, livingRows, numberOf, textOf } from '../../figures/source'
import { meeting } from '../../records/meeting'
import { promeneur } from '../../records/promeneur'
import { structure } from '../../records/structure'
import { grantedStatuses } from '../../reference/fundingLists'
import type { Edition } from '../edition'
import { type ColumnOf, type Heading, type Sheet, tableSheet } from '../sheet'
import { nothingReceived, placeColumns } from './breakdowns'

interface Check {
  readonly code: string
  readonly name: string
  readonly label: string
  readonly count: number
  readonly of: number
}

/** What each département still has to complete: how many records, out of how many. */
export function qualitySheet(
  edition: Edition,
  heading: Heading,
  consolidated: readonly DepartmentFigures[],
): Sheet {
  const columns: readonly ColumnOf<Check>[] = [
    ...placeColumns<Check>(),
    { key: 'label', label: 'Contrôle', type: 'text', width: 48, value: ({ label }) => label },
    { key: 'count', label: 'Nb', type: 'integer', total: 'sum', value: ({ count }) => count },
    { key: 'of', label: 'Sur', type: 'integer', total: 'sum', value: ({ of }) => of },
    {
      key: 'rate',
      label: '%',
      type: 'rate',
      formula: 'IF([of]=0,"",[count]/[of])',
      value: ({ count, of }) => (of === 0 ? null : count / of),
    },
  ]
  const items = consolidated
    .filter(({ network }) => network !== null)
    .flatMap((one) => checksOf(one, edition.today))
  return tableSheet({
    name: 'Qualité des données',
    heading,
    audience: edition.audience,
    columns,
    items,
    empty: nothingReceived,
  })
}

function checksOf({ code, name, source, balances }: DepartmentFigures, today: string): readonly Check[] {
  const active = livingRows(source, promeneur).filter(isActive)
  const inNetwork = livingRows(source, structure).filter(isInNetwork)
  const conventions = conventionsByStructure(source)
  const granted = balances.filter(({ funding }) =>
    grantedStatuses.some((status) => status === funding.values.status),
  )
  const check = <T>(label: string, items: readonly T[], isMissing: (item: T) => boolean): Check => ({
    code,
    name,
    label,
    count: items.filter(isMissing).length,
    of: items.length,
  })
  return [
    check('Promeneurs actifs sans spécialité', active, (row) => specialtyOf(row) === 'none'),
    check('Promeneurs actifs sans structure', active, ({ values }) => textOf(values.structureId) === null),
    check('Promeneurs actifs sans date d’entrée', active, ({ values }) => dayOf(values.entryDate) === null),
    check('Promeneurs actifs sans charte signée', active, (row) => !hasSignedCharte(row)),
    check('Structures du réseau sans type', inNetwork, ({ values }) => textOf(values.type) === null),
    check(
      'Structures du réseau sans commune',
      inNetwork,
      ({ values }) => textOf(values.communeCode) === null,
    ),
    check('Structures du réseau sans convention en cours', inNetwork, ({ id }) => {
      return conventionState(conventions.get(id) ?? [], today).is !== 'running'
    }),
    check('Réunions sans date', livingRows(source, meeting), ({ values }) => dayOf(values.date) === null),
    check(
      'Financements accordés sans montant',
      granted,
      ({ funding }) => numberOf(funding.values.granted) === null,
    ),
  ]
}
