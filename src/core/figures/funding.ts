import { funding } from '../records/funding'
import { payment } from '../records/payment'
import { formatField } from '../schema/kinds'
import type { AnyValues, Row } from '../schema/record'
import { dayOf, grouped, livingRows, numberOf, type Source, sumOf, textOf } from './source'

/** A grant as it is stored. */
export type FundingRow = Row<typeof funding>

/** A payment as it is stored. */
export type PaymentRow = Row<typeof payment>

/** Where the money of one grant stands; null is unknown, never 0. Cents. */
export interface FundingBalance {
  readonly funding: FundingRow
  readonly payments: readonly PaymentRow[]
  readonly requested: number | null
  readonly granted: number | null
  /** What was received; 0 when nothing was. */
  readonly paid: number
  /** Granted less paid: negative when too much came; null where nothing was granted yet. */
  readonly remaining: number | null
  /** Received up to 31 December of the grant's year, payments without a date left out. */
  readonly paidInYear: number
  /** Whether it enters the totals by year and funder. */
  readonly counted: boolean
}

const uncounted: ReadonlySet<string> = new Set(['preparation', 'refusee', 'annulee'])

/** Not « en préparation », « refusée » or « annulée »: what totals and the consolidation count. */
export function isCounted(row: FundingRow): boolean {
  return !uncounted.has(textOf(row.values.status) ?? '')
}

/** Where nothing more is expected. */
export const closed: ReadonlySet<string> = new Set(['refusee', 'annulee', 'soldee'])

/** Nothing more is expected of it: refused, cancelled or settled. */
export function isClosed(row: Pick<FundingRow, 'values'>): boolean {
  return closed.has(textOf(row.values.status) ?? '')
}

/** The fund of a grant in the words of the list, or as it was written. */
export function fundName(row: FundingRow): string {
  return formatField(funding.fields.fund, row.values.fund, () => undefined) || 'Dispositif non renseigné'
}

/** What a payment brought, in cents: what is given back (« reversement ») counts against, however it was typed. */
export function receivedOf(row: { readonly values: AnyValues }): number | null {
  const amount = numberOf(row.values.receivedAmount)
  if (amount === null) return null
  return row.values.kind === 'reversement' ? -Math.abs(amount) : amount
}

/** The balances of all grants of a space (or of all spaces), by year, then in the order of ids. */
export function fundingBalances(source: Source, space?: string): readonly FundingBalance[] {
  const payments = grouped(livingRows(source, payment, space), (row) => textOf(row.values.fundingId))
  return livingRows(source, funding, space)
    .map((row) => balanceOf(row, payments.get(row.id) ?? []))
    .sort(
      (a, b) =>
        (a.funding.values.year ?? 0) - (b.funding.values.year ?? 0) || (a.funding.id < b.funding.id ? -1 : 1),
    )
}

/** The balance of one grant and its payments. */
export function balanceOf(row: FundingRow, payments: readonly PaymentRow[]): FundingBalance {
  const granted = numberOf(row.values.granted)
  const year = numberOf(row.values.year)
  const paid = sumOf(payments.map(receivedOf)) ?? 0
  const inYear = payments.filter((payment) => {
    const at = dayOf(payment.values.receivedAt)
    return at !== null && year !== null && at <= `${year}-12-31`
  })
  return {
    funding: row,
    payments,
    requested: numberOf(row.values.requested),
    granted,
    paid,
    remaining: granted === null ? null : granted - paid,
    paidInYear: sumOf(inYear.map(receivedOf)) ?? 0,
    counted: isCounted(row),
  }
}

/** The sums of several grants; null where nothing is known. */
export interface FundingTotals {
  readonly count: number
  readonly requested: number | null
  readonly granted: number | null
  readonly paid: number | null
  readonly remaining: number | null
}

/** Adds up grants; pass only the counted ones for figures that leave the house. */
export function totalBalance(balances: readonly FundingBalance[]): FundingTotals {
  return {
    count: balances.length,
    requested: sumOf(balances.map((balance) => balance.requested)),
    granted: sumOf(balances.map((balance) => balance.granted)),
    paid: balances.length === 0 ? null : balances.reduce((sum, balance) => sum + balance.paid, 0),
    remaining: sumOf(balances.map((balance) => balance.remaining)),
  }
}
