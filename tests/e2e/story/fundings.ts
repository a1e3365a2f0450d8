import type ExcelJS from 'exceljs'
import { workbookColumns } from '../../support/workbookColumns'
import { definitionsPage, fundingTerms } from './definitions'
import { columnOf, expectWorkbook, pageOf, type Cells, type ExpectedPage } from './reread'
import type { FileGrant, Told } from './samples'
import { expectIds, inFrench, sumKnown, titleOf } from './words'

const columns = workbookColumns.fundings

/** A grant as the workbook refers to it. */
interface Referred extends FileGrant {
  readonly id: string
  readonly reference: string
  readonly funderKey: string
}

/** Every cell of « Suivi des financements », all years: the six lines of the file and the one typed during the cut. */
export function expectFundings(file: ExcelJS.Workbook, told: Told, author: string): void {
  const ids = columnOf(pageOf(file, 'Financements'), columns.Financements, 'Identifiant')
  expectIds(ids)
  const sorted = [...told.grants].sort(
    (a, b) => a.year - b.year || inFrench(a.funder, b.funder) || inFrench(a.fund, b.fund),
  )
  const funders = [...new Set(sorted.map(({ funder }) => funder))]
  const grants = sorted.map((grant, index): Referred => {
    const id = String(ids[index])
    const reference = `F${grant.year}-${id.slice(-4)}`
    return { ...grant, id, reference, funderKey: `P${funders.indexOf(grant.funder) + 1}` }
  })
  expectWorkbook(file, titleOf('Suivi des financements', author, 'tous les exercices'), [
    grantsPage(grants),
    paymentsPage(grants),
    byFunderPage(grants),
    deadlinesPage(grants),
    definitionsPage(file, fundingTerms),
  ])
}

const left = ({ granted, paid }: FileGrant): number | null => (granted === null ? null : granted - paid)

const isCounted = ({ state }: FileGrant): boolean => state !== 'Refusée'

/** Demandé, accordé, versé, reste: of one grant or of several. */
const amounts = (grants: readonly FileGrant[]): Cells => [
  sumKnown(grants.map(({ requested }) => requested)),
  sumKnown(grants.map(({ granted }) => granted)),
  sumKnown(grants.map(({ paid }) => paid)),
  sumKnown(grants.map(left)),
]

function grantsPage(grants: readonly Referred[]): ExpectedPage {
  const [, granted, paid] = amounts(grants)
  return {
    name: 'Financements',
    columns: columns.Financements,
    totals: [
      ...['Total', null, null, null],
      ...amounts(grants),
      ...[null, null, null, null, null, null],
      Number(paid) / Number(granted),
    ],
    lines: grants.map((grant) => [
      grant.year,
      grant.funder,
      grant.fund,
      grant.purpose,
      ...amounts([grant]),
      grant.signedAt,
      grant.reportAt,
      grant.state,
      null,
      null,
      null,
      grant.granted ? grant.paid / grant.granted : null,
      isCounted(grant) ? 'Oui' : 'Non',
      grant.reference,
      grant.funderKey,
      grant.id,
    ]),
  }
}

/** « Versé » above 0 is one payment « reprise » without a date. */
function paymentsPage(grants: readonly Referred[]): ExpectedPage {
  const paid = grants.filter((grant) => grant.paid > 0)
  return {
    name: 'Versements',
    columns: columns.Versements,
    totals: ['Total', null, null, null, null, null, sumKnown(paid.map((grant) => grant.paid))],
    lines: paid.map((grant) => [
      ...[grant.reference, grant.year, grant.funder, 'Reprise'],
      ...[null, null, grant.paid, null, null, null, 'Reçu'],
    ]),
  }
}

function byFunderPage(grants: readonly Referred[]): ExpectedPage {
  const counted = grants.filter(isCounted)
  const years = [...new Set(counted.map(({ year }) => year))]
  return {
    name: 'Par exercice et financeur',
    columns: columns['Par exercice et financeur'],
    totals: ['Total', null, counted.length, ...amounts(counted)],
    lines: years.flatMap((year) => {
      const ofYear = counted.filter((grant) => grant.year === year)
      const total = sumKnown(ofYear.map(({ granted }) => granted)) ?? 0
      const ofFunders = [...new Set(ofYear.map(({ funder }) => funder))].map((funder): Cells => {
        const own = ofYear.filter((grant) => grant.funder === funder)
        const granted = sumKnown(own.map((grant) => grant.granted))
        const share = granted === null || granted === 0 ? null : granted / total
        return [year, funder, own.length, ...amounts(own), share, own[0]?.funderKey ?? null]
      })
      return [...ofFunders, [year, 'Total de l’exercice', ofYear.length, ...amounts(ofYear), 1]]
    }),
  }
}

/** A report is due where something was granted, until it is in. */
function deadlinesPage(grants: readonly Referred[]): ExpectedPage {
  const today = Date.parse(new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Paris' }).format())
  const due = grants.filter(({ state, reportAt }) => state === 'Accordée' && reportAt !== null)
  return {
    name: 'Échéances',
    columns: columns.Échéances,
    totals: [],
    lines: due.map((grant) => {
      const days = Math.round((Date.parse(grant.reportAt ?? '') - today) / 86_400_000)
      const state = days < 0 ? 'En retard' : days <= 30 ? 'Dans les 30 jours' : 'À venir'
      return [grant.reportAt, 'Bilan à rendre', grant.funder, grant.fund, days, state]
    }),
  }
}
