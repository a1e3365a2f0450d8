import { describe, expect, test } from 'vitest'
import { deadlinesOf } from '../../../src/core/figures/deadlines'
import { paymentState, paymentStates } from '../../../src/core/figures/payments'
import type { funding } from '../../../src/core/records/funding'
import type { payment } from '../../../src/core/records/payment'
import type { Values } from '../../../src/core/schema/record'
import { fundingReport } from '../../../src/core/sheets/fundingReport/fundingReport'
import { paymentChip } from '../../../src/renderer/features/funding/paymentChip'
import { rowsOf } from '../../support/rows'
import { editionOf } from '../sheets/edition'
import { today } from './smallNetwork'

interface Case {
  readonly paid: Values<typeof payment>
  readonly grant?: Values<typeof funding>['status']
  readonly state: string
  /** Where that does not follow from the state. */
  readonly isDue?: true
  /** What the screen says beyond the state. */
  readonly more?: string
}

const cases: readonly Case[] = [
  { paid: { expectedAmount: 1000, expectedAt: '2026-12-01' }, state: 'Attendu' },
  { paid: { expectedAmount: 1000, expectedAt: '2026-11-22' }, state: 'Attendu' },
  { paid: { expectedAmount: 1000, expectedAt: 'unknown' }, state: 'Attendu' },
  { paid: { expectedAmount: 1000, expectedAt: '2026-11-20' }, state: 'En retard', more: ' de 2 jours' },
  { paid: { expectedAmount: 1000, expectedAt: '2026-11-21' }, state: 'En retard', more: ' de 1 jour' },
  { paid: { expectedAmount: 1000, expectedAt: '2026-11-20' }, grant: 'annulee', state: 'Annulé' },
  { paid: { expectedAmount: 1000, expectedAt: '2026-12-01' }, grant: 'refusee', state: 'Annulé' },
  { paid: { expectedAmount: 1000, receivedAmount: 1000 }, grant: 'soldee', state: 'Reçu' },
  { paid: { expectedAmount: 1000, receivedAmount: 1200 }, state: 'Reçu' },
  { paid: { expectedAmount: 1000, receivedAmount: 400 }, state: 'Reçu en partie' },
  {
    paid: { expectedAmount: 1000, expectedAt: '2026-09-30', receivedAmount: 400 },
    state: 'Reçu en partie',
    isDue: true,
  },
  {
    paid: { expectedAmount: 1000, expectedAt: '2026-09-30', receivedAmount: 400 },
    grant: 'soldee',
    state: 'Reçu en partie',
  },
  { paid: { receivedAmount: 400 }, state: 'Reçu' },
  { paid: { receivedAt: '2026-02-01' }, state: 'Reçu' },
  { paid: { expectedAmount: 1000, expectedAt: '2026-01-31', receivedAt: 'unknown' }, state: 'Reçu' },
  { paid: { kind: 'reversement', expectedAmount: -500, receivedAmount: -200 }, state: 'Reçu en partie' },
  { paid: { kind: 'reversement', expectedAmount: 500, receivedAmount: -500 }, state: 'Reçu' },
]

describe('the state of a payment', () => {
  test.each(cases)('$paid of a grant « $grant » is « $state », on screen and in the workbook', (of) => {
    const { paid, grant = 'en-cours', state, more = '' } = of
    const row = { values: paid }
    expect(paymentStates[paymentState(row, { values: { status: grant } }, today)]).toBe(state)
    expect(paymentChip(row, { values: { status: grant } }, today).label).toBe(state + more)
    const rows = rowsOf([
      { kind: 'funding', id: '2026.01F', values: { year: 2026, status: grant } },
      { kind: 'payment', id: '2026.01P', values: { ...paid, fundingId: '2026.01F' } },
    ])
    const sheet = fundingReport(editionOf(rows), null).sheets.find(({ name }) => name === 'Versements')
    expect(sheet?.lines[0]?.cells.at(-1)).toBe(state)
    // What came or will not come is no deadline; of what came in part the rest is.
    const isAwaited = (state === 'Attendu' || state === 'En retard') && paid.expectedAt !== 'unknown'
    const due = deadlinesOf(rows, today).some(({ nature }) => nature === 'payment')
    expect(due).toBe(of.isDue ?? isAwaited)
  })
})
