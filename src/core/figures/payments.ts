import { type FundingRow, isClosed, type PaymentRow, receivedOf } from './funding'
import { dayOf, numberOf, textOf } from './source'

/** Where a payment stands: it follows from its amounts, its dates and its grant, and is never typed. */
export type PaymentState = 'expected' | 'late' | 'partial' | 'received' | 'cancelled'

/** How each state is called on screen and in sheets. */
export const paymentStates: { readonly [S in PaymentState]: string } = {
  expected: 'Attendu',
  late: 'En retard',
  partial: 'Reçu en partie',
  received: 'Reçu',
  cancelled: 'Annulé',
}

/**
 * The state of a payment of a grant. An amount or a day of receipt says that it came; one that did not come is cancelled
 * with its grant, and late from the day after the one it was expected on.
 */
export function paymentState(
  row: Pick<PaymentRow, 'values'>,
  grant: Pick<FundingRow, 'values'>,
  today: string,
): PaymentState {
  const { values } = row
  const [expected, received] = [numberOf(values.expectedAmount), receivedOf(row)]
  if (received !== null || textOf(values.receivedAt) !== null) {
    // What is given back is negative, and may be expected either way: sizes are compared.
    const isShort = expected !== null && received !== null && Math.abs(received) < Math.abs(expected)
    return isShort ? 'partial' : 'received'
  }
  if (isClosed(grant)) return 'cancelled'
  const expectedAt = dayOf(values.expectedAt)
  return expectedAt !== null && expectedAt < today ? 'late' : 'expected'
}
