import { rowOf } from '../../projection/rows'
import { type FundingBalance, fundingBalances, fundName } from '../../figures/funding'
import { numberOf, textOf } from '../../figures/source'
import { compareText } from '../../schema/traits'
import { partner } from '../../records/partner'
import type { Edition } from '../edition'

/** A grant with what every sheet of the report says of it. */
export interface LedgerLine {
  readonly balance: FundingBalance
  /** A short reference, the same in every edition as long as the grant exists: `F2026-7K3Q`. */
  readonly reference: string
  readonly year: number | null
  /** Tells funders apart inside the workbook, whatever their names: `P1`, `P2`… It is no id. */
  readonly funderKey: string
  readonly funder: string | null
  readonly fund: string
}

/** The grants of the report: one year's, or all, by year, funder and fund. */
export function readLedger(edition: Edition, year: number | null): readonly LedgerLine[] {
  const balances = fundingBalances(edition.source, edition.space).filter(
    ({ funding }) => year === null || funding.values.year === year,
  )
  const references = shortReferences(balances.map(({ funding }) => funding))
  const lines = balances.map((balance) => {
    const { id, values } = balance.funding
    const funderId = textOf(values.funderId) ?? ''
    return {
      balance,
      reference: references.get(id) ?? id,
      year: numberOf(values.year),
      funderId,
      funder: textOf(rowOf(edition.source, partner, funderId)?.values.name),
      fund: fundName(balance.funding),
    }
  })
  lines.sort(
    (a, b) =>
      (a.year ?? 0) - (b.year ?? 0) ||
      compareText(a.funder ?? '', b.funder ?? '') ||
      compareText(a.fund, b.fund) ||
      (a.balance.funding.id < b.balance.funding.id ? -1 : 1),
  )
  const funders = [...new Set(lines.map(({ funderId }) => funderId))]
  return lines.map(({ funderId, ...line }) => ({ ...line, funderKey: `P${funders.indexOf(funderId) + 1}` }))
}

interface Referred {
  readonly id: string
  readonly values: { readonly year?: number | null }
}

/**
 * The last characters of each id, as many as tell them apart. The letter in front keeps a spreadsheet from reading
 * `2026-12` as a date in a criterion.
 */
function shortReferences(rows: readonly Referred[]): ReadonlyMap<string, string> {
  for (let length = 4; ; length += 2) {
    const references = rows.map(({ id, values }) => `F${values.year ?? ''}-${id.slice(-length)}`)
    if (new Set(references).size === rows.length || length > 26) {
      return new Map(rows.map(({ id }, index) => [id, references[index] ?? id]))
    }
  }
}
