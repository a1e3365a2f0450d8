import { daysBetween } from '../../../core/figures/calendar'
import type { FundingRow, PaymentRow } from '../../../core/figures/funding'
import { paymentState, type PaymentState, paymentStates } from '../../../core/figures/payments'
import { dayOf } from '../../../core/figures/source'
import type { Tone } from '../../ui/Chip'

const tones: { readonly [S in PaymentState]: Tone } = {
  expected: 'plain',
  late: 'danger',
  partial: 'warn',
  received: 'good',
  cancelled: 'plain',
}

/** The state of a payment as its line shows it; what is late says by how much. */
export function paymentChip(
  row: Pick<PaymentRow, 'values'>,
  grant: Pick<FundingRow, 'values'>,
  today: string,
): { readonly label: string; readonly tone: Tone } {
  const state = paymentState(row, grant, today)
  const due = dayOf(row.values.expectedAt)
  const days = state === 'late' && due !== null ? daysBetween(due, today) : 0
  const label =
    days === 0 ? paymentStates[state] : `${paymentStates[state]} de ${days} jour${days > 1 ? 's' : ''}`
  return { label, tone: tones[state] }
}
