import { budgetLine } from '../budgetLine'
import { expense } from '../expense'
import { expenseShare } from '../expenseShare'
import { funding } from '../funding'
import { payment } from '../payment'
import type { Book } from './book'
import { later, workingDay } from './chance'
import type { Institutions } from './institutions'
import { purchases } from './words'

type FundingStatus = keyof typeof funding.fields.status.options

interface Request {
  readonly funderId: string
  readonly fund: keyof typeof funding.fields.fund.options
  readonly purpose: keyof typeof funding.fields.purpose.options
  readonly requested: number
  readonly status: FundingStatus
}

const paid: ReadonlySet<FundingStatus> = new Set([
  'conventionnee',
  'en-cours',
  'bilan-a-rendre',
  'bilan-rendu',
  'soldee',
])

/** What each funder is asked for in a year, and how far it has come. */
function requestsOf(book: Book, institutions: Institutions, year: number): readonly Request[] {
  const { chance, today } = book
  const age = Number(today.slice(0, 4)) - year
  const { cafId, msaId, councilId, prefectureId } = institutions
  const settled: FundingStatus = age >= 2 ? 'soldee' : 'bilan-rendu'
  return [
    {
      funderId: cafId,
      fund: 'fpt3',
      purpose: 'poste',
      requested: chance.int(32, 48) * 500_00,
      status: age > 0 ? settled : 'en-cours',
    },
    {
      funderId: msaId,
      fund: 'msa',
      purpose: 'formation',
      requested: chance.int(6, 10) * 500_00,
      status: age > 0 ? 'soldee' : 'conventionnee',
    },
    {
      funderId: councilId,
      fund: 'departement',
      purpose: 'evenement',
      requested: chance.int(4, 9) * 500_00,
      status: age > 0 ? settled : 'deposee',
    },
    {
      funderId: prefectureId,
      fund: 'fipdr',
      purpose: 'jeunes',
      requested: chance.int(8, 14) * 500_00,
      status: age > 0 ? chance.pick(['soldee', 'refusee']) : 'preparation',
    },
  ]
}

function addFunding(book: Book, request: Request, beneficiaryId: string, year: number): string {
  const { chance, today } = book
  const { requested, status } = request
  const isGranted = paid.has(status)
  const granted = isGranted
    ? Math.round((requested * chance.int(75, 100)) / 100 / 50_00) * 50_00
    : status === 'refusee'
      ? 0
      : null
  const submittedAt = status === 'preparation' ? null : workingDay(chance, year - 1, chance.int(9, 11))
  const notifiedAt = isGranted ? workingDay(chance, year, chance.int(2, 4)) : null
  const id = book.add(
    funding,
    {
      year,
      funderId: request.funderId,
      fund: request.fund,
      purpose: [request.purpose],
      beneficiaryId,
      status,
      requested,
      granted,
      totalCost: Math.round(requested * 1.4),
      portal: request.fund === 'fpt3' ? 'elan' : 'courrier',
      fileNumber: `EX-${year}-${chance.int(1000, 9999)}`,
      submittedAt,
      notifiedAt,
      conventionSignedAt: notifiedAt === null ? null : later(notifiedAt, 20),
      reportDueAt: isGranted ? `${year + 1}-06-30` : null,
      documents: chance.some(['statuts', 'siret', 'rib', 'bureau', 'comptes', 'budget'], 5),
    },
    year,
  )
  if (granted === null || granted === 0 || notifiedAt === null) return id
  const first = Math.round(granted * 0.7)
  const firstAt = later(notifiedAt, 45)
  const isFirstIn = firstAt <= today
  book.add(
    payment,
    {
      fundingId: id,
      kind: 'acompte',
      expectedAmount: first,
      expectedAt: firstAt,
      receivedAmount: isFirstIn ? first : null,
      receivedAt: isFirstIn ? later(firstAt, chance.int(-3, 0)) : null,
      condition: 'Signature de la convention',
    },
    year,
  )
  const isSettled = status === 'soldee'
  book.add(
    payment,
    {
      fundingId: id,
      kind: 'solde',
      expectedAmount: granted - first,
      expectedAt: `${year + 1}-09-30`,
      receivedAmount: isSettled ? granted - first : null,
      receivedAt: isSettled ? `${year + 1}-10-05` : null,
      condition: 'Bilan rendu',
    },
    year,
  )
  return id
}

/** The fundings of a year and their instalments; gives the ids, the coordination's own grant first. */
export function addFundings(book: Book, institutions: Institutions, year: number): readonly string[] {
  return requestsOf(book, institutions, year).map((request) =>
    addFunding(book, request, institutions.bodyId, year),
  )
}

/** What was spent in a year, and its budget. */
export function addSpending(book: Book, year: number, fundingIds: readonly string[], count: number): void {
  const { chance, today } = book
  const [mainId] = fundingIds
  for (let index = 0; index < count; index += 1) {
    const [account, label, least, most] = chance.pick(purchases)
    const date = workingDay(chance, year)
    if (date > today) continue
    const expenseId = book.add(
      expense,
      {
        date,
        label: `${label} – ${date.slice(5, 7)}/${year}`,
        amount: chance.int(least, most),
        account,
        kind: 'fonctionnement',
        supplier: `Fournisseur fictif ${chance.int(1, 30)}`,
        paidAt: later(date, chance.int(0, 20)) <= today ? later(date, 20) : null,
      },
      year,
    )
    if (mainId !== undefined && chance.happens(0.6)) {
      book.add(expenseShare, { expenseId, fundingId: mainId, percent: chance.pick([50, 80, 100]) }, year)
    }
  }
  const charges = [
    ['60', 'Achats', 1_800_00],
    ['61', 'Locations', 900_00],
    ['62', 'Déplacements, intervenants', 4_200_00],
    ['64', 'Poste de coordination', 21_000_00],
    ['86', 'Bénévolat, mises à disposition', 3_000_00],
  ] as const
  const receipts = [
    ['74', 'Subventions', 26_900_00],
    ['75', 'Cotisations', 1_000_00],
    ['87', 'Bénévolat, mises à disposition', 3_000_00],
  ] as const
  for (const [account, label, planned] of charges) {
    book.add(budgetLine, { year, side: 'charges', account, label, planned }, year)
  }
  for (const [account, label, planned] of receipts) {
    book.add(budgetLine, { year, side: 'produits', account, label, planned }, year)
  }
}
