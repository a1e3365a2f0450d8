import { funding } from '../records/funding'
import { payment } from '../records/payment'
import { rowOf } from '../projection/rows'
import type { AnyRecordDef, AnyRow } from '../schema/record'
import { yearOf } from '../schema/yearOf'
import { numberOf, type Source, textOf } from './source'

/** Whether the records of a kind belong to a year each. */
export const isYearly = ({ partition }: AnyRecordDef): boolean => partition === 'yearly'

/**
 * The year that a yearly record counts in: the one it says, or its day's, or the one it is filed under; of a payment
 * the year of its grant, with which its amounts are added up.
 */
export function exerciseOf(source: Source, row: AnyRow): number | undefined {
  const grantId = row.kind === payment.name ? textOf(row.values.fundingId) : null
  const grant = grantId === null ? undefined : rowOf(source, funding, grantId)
  return numberOf(grant?.values.year) ?? numberOf(row.values.year) ?? yearOf(row)
}
