import { daysBetween } from '../../../core/figures/calendar'
import { dayOf, numberOf, textOf } from '../../../core/figures/source'
import type { AnyValues } from '../../../core/schema/record'
import type { Tone } from '../../ui/Chip'

/** Where a payment stands today; it follows from its amounts and dates and is never typed. */
export interface PaymentState {
  readonly label: string
  readonly tone: Tone
}

/** « Reçu », « Attendu » or « En retard »; what was received in part says so. */
export function paymentState(values: AnyValues, today: string): PaymentState {
  const [expected, received] = [numberOf(values.expectedAmount), numberOf(values.receivedAmount)]
  if (received !== null || textOf(values.receivedAt) !== null) {
    const partial = expected !== null && received !== null && received < expected
    return partial ? { label: 'Reçu en partie', tone: 'warn' } : { label: 'Reçu', tone: 'good' }
  }
  const due = dayOf(values.expectedAt)
  if (due === null || due >= today) return { label: 'Attendu', tone: 'plain' }
  const days = daysBetween(due, today)
  return { label: `En retard de ${days} jour${days > 1 ? 's' : ''}`, tone: 'danger' }
}
