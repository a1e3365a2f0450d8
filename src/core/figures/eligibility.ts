import { department } from '../records/department'
import { expense } from '../records/expense'
import { expenseShare } from '../records/expenseShare'
import { funding } from '../records/funding'
import { rowOf } from '../projection/rows'
import { isOverfunded } from '../reference/fundingRules'
import { formatCents } from '../schema/kinds/numbers'
import type { Row } from '../schema/record'
import { type FundingRow, isCounted } from './funding'
import { dayOf, livingRows, numberOf, type Source, textOf } from './source'

/** What the records around a grant make doubtful; a hint that never blocks. */
export interface EligibilityHint {
  /** A code of `funding.flags`, or the whole project's money. */
  readonly code: 'investissement' | 'promenade' | 'hors-periode' | 'surfinancement'
  /** A French sentence. */
  readonly message: string
}

type ExpenseRow = Row<typeof expense>

/** What the expenses charged to a grant and the other grants of its project say of its eligibility. */
export function eligibilityHints(source: Source, grant: FundingRow): readonly EligibilityHint[] {
  const charged = chargedTo(source, grant)
  const outside = yearsOf(source, grant)
  const among = (
    code: EligibilityHint['code'],
    what: string,
    found: readonly ExpenseRow[],
  ): EligibilityHint[] => (found.length === 0 ? [] : [{ code, message: `${what}\u00a0: ${named(found)}.` }])
  return [
    ...overfunding(source, grant),
    ...among(
      'investissement',
      'Une dépense d’investissement est imputée à ce financement',
      charged.filter(({ values }) => values.kind === 'investissement'),
    ),
    ...among(
      'promenade',
      'Du temps de promenade est imputé à ce financement',
      charged.filter(({ values }) => values.promenadeTime === true),
    ),
    ...among(
      'hors-periode',
      'Une dépense imputée à ce financement est hors de sa période',
      charged.filter(({ values }) => outside(dayOf(values.date))),
    ),
  ]
}

/** The expenses of which the grant bears a part. */
function chargedTo(source: Source, grant: FundingRow): readonly ExpenseRow[] {
  return livingRows(source, expenseShare, grant.space).flatMap(({ values }) => {
    const id = textOf(values.expenseId)
    if (values.fundingId !== grant.id || numberOf(values.percent) === 0 || id === null) return []
    const row = rowOf(source, expense, id)
    return row && !row.deleted ? [row] : []
  })
}

/**
 * Tells a day outside the grant's years: those that its period names (« 2026-2028 »), else its own. Where the financial
 * year is not the calendar's nobody can tell, and none is.
 */
function yearsOf(source: Source, { space, values }: FundingRow): (day: string | null) => boolean {
  const shifted = livingRows(source, department, space).some(
    (row) => (numberOf(row.values.financialYearStart) ?? 1) !== 1,
  )
  const named = (textOf(values.period) ?? '').match(/\b\d{4}\b/g)?.map(Number) ?? []
  const years = named.length > 0 ? named : [numberOf(values.year)].filter((year) => year !== null)
  if (shifted || years.length === 0) return () => false
  return (day) => {
    const year = day === null ? null : Number(day.slice(0, 4))
    return year !== null && (year < Math.min(...years) || year > Math.max(...years))
  }
}

/** All that is granted to one project (same year, same carrier, same purposes) against its cost. */
function overfunding(source: Source, grant: FundingRow): readonly EligibilityHint[] {
  const { totalCost, beneficiaryId, year } = grant.values
  const cost = numberOf(totalCost)
  if (cost === null || !isCounted(grant)) return []
  const purposes = purposesOf(grant)
  const alike = livingRows(source, funding, grant.space).filter(
    (row) =>
      row.id !== grant.id &&
      isCounted(row) &&
      row.values.year === year &&
      (beneficiaryId ?? null) !== null &&
      row.values.beneficiaryId === beneficiaryId &&
      purposes !== '' &&
      purposesOf(row) === purposes,
  )
  const granted = [grant, ...alike].flatMap((row) => numberOf(row.values.granted) ?? [])
  if (!isOverfunded(cost, granted)) return []
  const sum = formatCents(granted.reduce((total, cents) => total + cents, 0))
  const whose =
    granted.length === 1
      ? 'Le montant accordé est de'
      : `Les ${granted.length} financements accordés à ce projet font`
  return [
    {
      code: 'surfinancement',
      message: `${whose} ${sum}, plus que son coût total de ${formatCents(cost)}\u00a0: les financeurs verseraient au prorata.`,
    },
  ]
}

const purposesOf = ({ values }: FundingRow): string =>
  Array.isArray(values.purpose) ? values.purpose.toSorted().join('\n') : ''

/** « Ordinateur, Vidéoprojecteur et 2 autres ». */
function named(found: readonly ExpenseRow[]): string {
  const labels = found.map(({ values }) => textOf(values.label) ?? 'sans libellé')
  const rest = labels.length - 3
  return `${labels.slice(0, 3).join(', ')}${rest > 0 ? ` et ${rest} autre${rest > 1 ? 's' : ''}` : ''}`
}
