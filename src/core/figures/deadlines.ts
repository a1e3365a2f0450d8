import { action } from '../records/action'
import { structure } from '../records/structure'
import { rowOf } from '../projection/rows'
import { isToDo } from './actionsToDo'
import { addMonths, daysBetween } from './calendar'
import { conventionsByStructure, isSigned } from './conventions'
import { fundingStatuses } from '../reference/fundingLists'
import { closed, type FundingRow, fundingBalances, fundName, isClosed } from './funding'
import { type PaymentState, paymentState } from './payments'
import { dayOf, livingRows, type Source, textOf } from './source'

/** What is due. */
export type DeadlineNature =
  'report' | 'proof' | 'funding-notice' | 'payment' | 'convention-notice' | 'convention-end' | 'action'

/** How each nature is called on screen and in sheets. */
export const deadlineLabels: { readonly [N in DeadlineNature]: string } = {
  report: 'Bilan à rendre',
  proof: 'Justificatifs à fournir',
  'funding-notice': 'Préavis du financement',
  payment: 'Versement attendu',
  'convention-notice': 'Préavis de la convention',
  'convention-end': 'Fin de la convention',
  action: 'Action à faire',
}

/** Late, within thirty days, or later. */
export type DeadlineState = 'late' | 'soon' | 'later'

/** How each state is called. */
export const deadlineStates: { readonly [S in DeadlineState]: string } = {
  late: 'En retard',
  soon: 'Dans les 30 jours',
  later: 'À venir',
}

/** One day to keep, on the record where it is done. */
export interface Deadline {
  readonly date: string
  readonly nature: DeadlineNature
  /** What it is about: a fund, a structure, an action's title. */
  readonly what: string
  readonly kind: 'funding' | 'payment' | 'convention' | 'action'
  readonly id: string
  /** The grant it belongs to, where it belongs to one. */
  readonly fundingId: string | null
  /** Negative when it has passed. */
  readonly daysLeft: number
  readonly state: DeadlineState
}

/** Where no report is due, whatever its day: nothing is granted yet, or the report is in. */
const withoutReport: ReadonlySet<string> = new Set([
  'preparation',
  'deposee',
  'complements',
  'instruction',
  'bilan-rendu',
])

const named = (statuses: ReadonlySet<string>): string =>
  Object.entries(fundingStatuses)
    .flatMap(([code, label]) => (statuses.has(code) ? [`«\u00a0${label}\u00a0»`] : []))
    .join(', ')

/** What of a funding is no deadline, in words for those who look for it. */
export const leftOutInWords = `Ce qui est attendu et n’est pas fait. Un bilan n’y est qu’une fois le financement accordé et tant qu’il n’est pas rendu\u00a0: ni en l’état ${named(withoutReport)}, ni d’un dossier clos. Un dossier clos (${named(closed)}) n’attend plus ni bilan ni justificatifs, et un préavis passé n’est plus une échéance.`

/** What is due and not done, the earliest first. A notice that has passed is no longer a deadline. */
export function deadlinesOf(source: Source, today: string, space?: string): readonly Deadline[] {
  const found: Deadline[] = []
  const add = (date: string | null, due: Omit<Deadline, 'date' | 'daysLeft' | 'state'>): void => {
    if (date === null) return
    const daysLeft = daysBetween(today, date)
    found.push({ ...due, date, daysLeft, state: daysLeft < 0 ? 'late' : daysLeft <= 30 ? 'soon' : 'later' })
  }
  const ahead = (date: string | null): string | null => (date !== null && date >= today ? date : null)

  for (const { funding, payments } of fundingBalances(source, space)) {
    const { values } = funding
    const due = { what: fundName(funding), kind: 'funding', id: funding.id, fundingId: funding.id } as const
    if (!isClosed(funding)) {
      if (!withoutReport.has(textOf(values.status) ?? ''))
        add(dayOf(values.reportDueAt), { ...due, nature: 'report' })
      add(dayOf(values.proofDueAt), { ...due, nature: 'proof' })
      add(ahead(dayOf(values.noticeAt)), { ...due, nature: 'funding-notice' })
    }
    for (const row of payments) {
      if (!isAwaited(paymentState(row, funding, today), funding)) continue
      add(dayOf(row.values.expectedAt), { ...due, nature: 'payment', kind: 'payment', id: row.id })
    }
  }
  for (const [structureId, conventions] of conventionsByStructure(source, space)) {
    // Only the convention that ends last: an earlier one has been followed by it. One of no state has an end all the same.
    const last = conventions.find((row) => isSigned(row) || textOf(row.values.status) === null)
    const to = last ? dayOf(last.values.to) : null
    if (!last || to === null || last.values.status === 'echue') continue
    const what = textOf(rowOf(source, structure, structureId)?.values.name) ?? 'Structure absente'
    const due = { what, kind: 'convention', id: last.id, fundingId: null } as const
    add(ahead(dayOf(last.values.noticeDate) ?? addMonths(to, -3)), { ...due, nature: 'convention-notice' })
    add(to, { ...due, nature: 'convention-end' })
  }
  for (const { id, values } of livingRows(source, action, space).filter(isToDo)) {
    const what = textOf(values.title) ?? 'Action sans titre'
    add(dayOf(values.dueDate), { nature: 'action', what, kind: 'action', id, fundingId: null })
  }
  return found.sort((a, b) => (a.date === b.date ? (a.id < b.id ? -1 : 1) : a.date < b.date ? -1 : 1))
}

/** Of what came in part the rest is awaited, until its grant is closed. */
const isAwaited = (state: PaymentState, funding: FundingRow): boolean =>
  state === 'expected' || state === 'late' || (state === 'partial' && !isClosed(funding))
