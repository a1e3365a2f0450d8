import { budgetLine } from '../records/budgetLine'
import { expense } from '../records/expense'
import { chargeAccounts } from '../reference/accounts'
import type { AnyValues } from '../schema/record'
import { fundingBalances } from './funding'
import { grouped, livingRows, numberOf, type Source, sumOf, textOf } from './source'
import { yearOf } from '../schema/yearOf'

/** What became of an account of a year's budget, in cents; null is unknown. */
export interface BudgetAccount {
  /** Over all the lines of the account. */
  readonly planned: number | null
  /** Charges: what was spent. Receipts: what came of the grants that its lines name. */
  readonly actual: number | null
  /** Actual less planned. */
  readonly gap: number | null
}

const keyOf = (year: number | null | undefined, account: string | null): string | null =>
  year == null || account === null ? null : `${year}/${account}`

/**
 * The accounts of every year’s budget, found by a line. An expense names its account alone: lines that share one share
 * what was spent. An account without an expense is at 0 once the year has any, unknown before.
 */
export function budgetAccounts(source: Source): (line: AnyValues) => BudgetAccount | undefined {
  const expenses = livingRows(source, expense)
  const years = new Set(expenses.map(yearOf))
  const spent = grouped(expenses, (row) => keyOf(yearOf(row), textOf(row.values.account)))
  const paid = new Map(fundingBalances(source).map(({ funding, paid: cents }) => [funding.id, cents]))
  const lines = grouped(livingRows(source, budgetLine), ({ values }) =>
    keyOf(values.year, textOf(values.account)),
  )
  const accounts = new Map(
    [...lines].map(([key, [first, ...others]]): readonly [string, BudgetAccount] => {
      const all = first ? [first, ...others] : []
      const isCharge = Object.hasOwn(chargeAccounts, first?.values.account ?? '')
      const grants = new Set(all.flatMap(({ values }) => textOf(values.fundingId) ?? []))
      const planned = sumOf(all.map(({ values }) => numberOf(values.planned)))
      const actual = isCharge
        ? (sumOf((spent.get(key) ?? []).map(({ values }) => numberOf(values.amount))) ??
          (spent.has(key) || !years.has(first?.values.year ?? undefined) ? null : 0))
        : sumOf([...grants].map((id) => paid.get(id) ?? null))
      return [key, { planned, actual, gap: planned === null || actual === null ? null : actual - planned }]
    }),
  )
  return ({ year, account }) => accounts.get(keyOf(numberOf(year), textOf(account)) ?? '')
}
