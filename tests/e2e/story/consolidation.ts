import { expect } from '@playwright/test'
import type ExcelJS from 'exceljs'
import { workbookColumns, type ColumnLabel } from '../../support/workbookColumns'
import { consolidationTerms, definitionsPage } from './definitions'
import { officialPlaces } from './places'
import { expectWorkbook, type Cells, type ExpectedPage } from './reread'
import type { FileGrant, Told } from './samples'
import { inFrench, sumKnown, titleOf } from './words'

const columns = workbookColumns.consolidation
const year = new Date().getFullYear()
const manche = ['50', 'Manche']

/** Every cell of the committee's workbook: what the Manche shares, and nothing of anybody else. */
export function expectConsolidation(file: ExcelJS.Workbook, told: Told, author: string): void {
  const over = (period: string) => titleOf('Consolidation nationale', author, period, 'National')
  const threeYears = over(`exercices ${year - 2} à ${year}`)
  expectWorkbook(file, over(`année ${year}`), [
    departmentsPage(told),
    regionsPage(told),
    typesPage(told),
    { ...fundsPage(told), title: threeYears },
    {
      name: 'Activité',
      columns: columns.Activité,
      totals: ['Total'],
      lines: [],
      empty: 'Aucun département n’a transmis son bilan de cette année.',
    },
    qualityPage(told),
    { ...evolutionPage(told), title: threeYears },
    definitionsPage(file, consolidationTerms),
  ])
  for (const { last, mail } of told.people)
    for (const sheet of file.worksheets)
      expect(JSON.stringify(sheet.getSheetValues())).not.toMatch(new RegExp(`"${last}"|${mail}`))
}

const regions = new Map(officialPlaces('regions').map(({ code, nom }) => [code, typographic(nom)]))

const departments = officialPlaces('departements')
  .filter(({ zone }) => zone !== 'com')
  .map(({ code, nom, region }) => ({ code, name: typographic(nom), region: regions.get(region ?? '') ?? '' }))
  .sort((a, b) => (rankOf(a.code) < rankOf(b.code) ? -1 : 1))

/** Corsica was 20 before it was two: it stands between 19 and 21. */
function rankOf(code: string): string {
  return code.replace(/^2(?=[AB])/, '20')
}

function typographic(name: string): string {
  return name.replaceAll("'", '’')
}

const activeOf = ({ people }: Told) => people.filter((person) => person.active)
const insideOf = ({ structures }: Told) => structures.filter(({ status }) => status === 'Dans le réseau')
const countedIn = ({ grants }: Told, ofYear: number) =>
  grants.filter((grant) => grant.year === ofYear && grant.state !== 'Refusée')
const left = ({ granted, paid }: FileGrant): number | null => (granted === null ? null : granted - paid)

/** What the Manche's line says from « Promeneurs actifs » to « Reste à verser ». */
function figuresOf(told: Told): Cells {
  const [active, inside, counted] = [activeOf(told), insideOf(told), countedIn(told, year)]
  const signed = active.filter((person) => person.signed).length
  // A year of which no record has come has no meetings and no money, rather than none.
  const hasYear = told.grants.some((grant) => grant.year === year)
  const none = hasYear ? 0 : null
  const granted = sumKnown(counted.map((grant) => grant.granted))
  const paid = sumKnown(counted.map((grant) => grant.paid))
  return [
    active.length,
    ...[0, 0, 0, active.length],
    told.people.filter(({ entered }) => entered.startsWith(String(year))).length,
    0,
    inside.length,
    new Set(inside.map(({ communeCode }) => communeCode)).size,
    signed,
    signed / active.length,
    0,
    0,
    ...[none, none, none, null],
    sumKnown(counted.map(({ requested }) => requested)),
    granted,
    paid,
    granted === null ? null : granted - (paid ?? 0),
  ]
}

function departmentsPage(told: Told): ExpectedPage {
  const own = figuresOf(told)
  const today = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Paris' }).format()
  return {
    name: 'Départements',
    columns: columns.Départements,
    totals: ['Total', null, null, null, null, ...own],
    lines: departments.map(({ code, name, region }) => {
      const [figures, dataAt] = code === '50' ? [own, today] : [own.map(() => null), null]
      return [code, name, region, null, null, ...figures, 'Non transmis', dataAt]
    }),
  }
}

function regionsPage(told: Told): ExpectedPage {
  const own = figuresOf(told)
  const names = [...new Set(departments.map(({ region }) => region))].sort(inFrench)
  return {
    name: 'Régions',
    columns: columns.Régions,
    totals: ['Total', 101, ...own, 0],
    lines: names.map((name) => [
      name,
      departments.filter(({ region }) => region === name).length,
      ...(name === 'Normandie' ? own : own.map(() => null)),
      0,
    ]),
  }
}

function typesPage(told: Told): ExpectedPage {
  const page = columns['Structures par type']
  const types = page.slice(2).map(({ label }) => label)
  const counts = types.map((label) => insideOf(told).filter(({ type }) => type === label).length)
  return {
    name: 'Structures par type',
    columns: page,
    totals: ['Total', null, ...counts],
    lines: departments.map(({ code, name }) => [code, name, ...(code === '50' ? counts : [])]),
  }
}

function fundsPage(told: Told): ExpectedPage {
  const lines = [year - 2, year - 1, year].flatMap((ofYear) => {
    const counted = countedIn(told, ofYear)
    const funds = [...new Set(counted.map(({ fund }) => fund))].sort(inFrench)
    return funds.map((fund) => ({ ofYear, fund, grants: counted.filter((grant) => grant.fund === fund) }))
  })
  const amounts = (grants: readonly FileGrant[]): Cells => [
    grants.length,
    sumKnown(grants.map(({ requested }) => requested)),
    sumKnown(grants.map(({ granted }) => granted)),
    sumKnown(grants.map(({ paid }) => paid)),
    sumKnown(grants.map(left)),
  ]
  return {
    name: 'Financements par dispositif',
    columns: columns['Financements par dispositif'],
    totals: ['Total', null, null, null, ...amounts(lines.flatMap(({ grants }) => grants))],
    lines: lines.map(({ ofYear, fund, grants }) => [...manche, ofYear, fund, ...amounts(grants)]),
  }
}

/** What is missing, out of how many. */
function qualityPage(told: Told): ExpectedPage {
  const [active, inside] = [activeOf(told), insideOf(told)]
  const granted = told.grants.filter(({ state }) => !['Déposée', 'Refusée'].includes(state))
  const checks: readonly (readonly [string, number, number])[] = [
    ['Promeneurs actifs sans spécialité', active.length, active.length],
    ['Promeneurs actifs sans structure', 0, active.length],
    ['Promeneurs actifs sans date d’entrée', 0, active.length],
    ['Promeneurs actifs sans charte signée', active.filter(({ signed }) => !signed).length, active.length],
    ['Structures du réseau sans type', 0, inside.length],
    ['Structures du réseau sans commune', 0, inside.length],
    ['Structures du réseau sans convention en cours', inside.length, inside.length],
    ['Réunions sans date', 0, 0],
    ['Financements accordés sans montant', 0, granted.length],
  ]
  const total = (of: 1 | 2): number => checks.reduce((sum, check) => sum + check[of], 0)
  return {
    name: 'Qualité des données',
    columns: columns['Qualité des données'],
    totals: ['Total', null, null, total(1), total(2)],
    lines: checks.map(([label, count, of]) => [...manche, label, count, of, of === 0 ? null : count / of]),
  }
}

function evolutionPage(told: Told): ExpectedPage {
  const years = [year - 2, year - 1, year]
  const trend = (label: string, of: (year: number) => number | null): Cells => {
    const [before = null, last = null, now = null] = years.map(of)
    return [...manche, label, before, last, now, last === null || now === null ? null : now - last]
  }
  // Who left did so on an unknown day: in a past year nobody can tell.
  const activeAt = (at: number): number =>
    activeOf(told).filter(({ entered }) => at === year || entered <= `${at}-12-31`).length
  // No convention, no Caf of reference: those that granted something for the year.
  const cafsIn = (at: number): number =>
    new Set(
      told.grants.flatMap(({ year: of, funder, granted }) =>
        of === at && funder.startsWith('Caf') && granted !== null ? [funder] : [],
      ),
    ).size
  const none = (at: number): number | null => (told.grants.some((grant) => grant.year === at) ? 0 : null)
  const money = (pick: (grant: FileGrant) => number | null) => (at: number) =>
    sumKnown(countedIn(told, at).map(pick))
  const page: readonly ColumnLabel[] = columns.Évolution.map((column): ColumnLabel => {
    const ago = ['N', 'N−1', 'N−2'].indexOf(column.label)
    return ago < 0 ? column : { ...column, label: String(year - ago) }
  })
  return {
    name: 'Évolution',
    columns: page,
    totals: [],
    lines: [
      trend('Promeneurs actifs', activeAt),
      trend('Entrées', (at) => told.people.filter(({ entered }) => entered.startsWith(String(at))).length),
      trend('Sorties', () => 0),
      trend('Caf engagées', cafsIn),
      trend('Réunions', none),
      trend('dont Copil', none),
      trend('Sessions de formation', none),
      trend(
        'Financements demandés (€)',
        money(({ requested }) => requested),
      ),
      trend(
        'Financements accordés (€)',
        money(({ granted }) => granted),
      ),
      trend(
        'Financements versés (€)',
        money(({ paid }) => paid),
      ),
    ],
  }
}
