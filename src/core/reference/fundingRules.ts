import { fold } from '../schema/fold'
import { formatCents } from '../schema/kinds/numbers'

/** What a fund asks of a request in one financial year; every rule may be overridden with a reason. */
export interface FundRule {
  /** Codes of `funding.fund`. */
  readonly funds: readonly string[]
  /** Words, folded, by which a fund that was written out freely is known. */
  readonly called?: readonly string[]
  /** First and last financial year the rule is known for; null where it is still in force. */
  readonly from: number
  readonly to: number | null
  /** Least request, in cents. */
  readonly leastRequest?: number
  /** Largest share of the total cost that the fund may bear. */
  readonly largestShare?: number
  /** How many times a project may be renewed after its first year. */
  readonly renewals?: number
}

/** The rules known today, fund by fund and year by year. */
export const fundRules: readonly FundRule[] = [
  {
    funds: ['fpt3', 'fpt'],
    called: ['fpt', 'publics et territoires'],
    from: 2024,
    to: null,
    leastRequest: 150_000,
    largestShare: 0.8,
    renewals: 2,
  },
  { funds: ['caf'], from: 2016, to: null, largestShare: 0.8 },
]

/** The rule of a fund in a year, if any. */
export function fundRule(fund: string, year: number): FundRule | undefined {
  const written = ` ${fold(fund)} `
  const isOf = ({ funds, called = [] }: FundRule): boolean =>
    funds.includes(fund) || called.some((words) => written.includes(` ${words} `))
  return fundRules.find((rule) => isOf(rule) && rule.from <= year && (rule.to === null || year <= rule.to))
}

/** What a funding file says of itself, as far as the rules look. */
export interface FundingFacts {
  readonly fund: string
  readonly year: number
  readonly requested: number | null
  readonly granted: number | null
  readonly totalCost: number | null
  readonly renewals: number | null
}

/** A rule that a file does not keep: the field to look at and a French sentence. */
export interface FundingWarning {
  readonly field: 'requested' | 'granted' | 'totalCost' | 'renewals'
  readonly message: string
}

/** The rules of its fund that a file does not keep. They warn and never refuse: funds grant exceptions. */
export function fundingWarnings(facts: FundingFacts): readonly FundingWarning[] {
  const rule = fundRule(facts.fund, facts.year)
  if (!rule) return []
  const { requested, granted, totalCost, renewals } = facts
  const warnings: FundingWarning[] = []
  if (rule.leastRequest !== undefined && requested !== null && requested < rule.leastRequest) {
    const least = formatCents(rule.leastRequest)
    warnings.push({ field: 'requested', message: `Une demande à ce fonds est d’au moins ${least}.` })
  }
  if (rule.largestShare !== undefined && totalCost !== null) {
    const share = Math.round(rule.largestShare * 100)
    const largest = Math.floor(totalCost * rule.largestShare)
    const message = `La Caf ne finance pas plus de ${share} % du coût total.`
    if (requested !== null && requested > largest) warnings.push({ field: 'requested', message })
    if (granted !== null && granted > largest) warnings.push({ field: 'granted', message })
  }
  if (rule.renewals !== undefined && renewals !== null && renewals > rule.renewals) {
    warnings.push({ field: 'renewals', message: `Ce fonds se reconduit ${rule.renewals} fois au plus.` })
  }
  return warnings
}

/** Whether all that was granted for one project exceeds its cost; the funds then pay in proportion. */
export function isOverfunded(totalCost: number, granted: readonly number[]): boolean {
  return granted.reduce((sum, cents) => sum + cents, 0) > totalCost
}
