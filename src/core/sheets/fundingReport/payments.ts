import { type PaymentRow, receivedOf } from '../../figures/funding'
import { paymentState, paymentStates } from '../../figures/payments'
import { dayOf, numberOf } from '../../figures/source'
import { payment } from '../../records/payment'
import { formatField } from '../../schema/kinds'
import type { Edition } from '../edition'
import { type ColumnOf, type Heading, type Sheet, tableSheet } from '../sheet'
import type { LedgerLine } from './ledger'

interface Instalment {
  readonly line: LedgerLine
  readonly payment: PaymentRow
  readonly received: number | null
  readonly receivedAt: string | null
}

/** One line per payment, expected or received. */
export function paymentsSheet(edition: Edition, heading: Heading, ledger: readonly LedgerLine[]): Sheet {
  const { audience, nameOf, today } = edition
  const columns: readonly ColumnOf<Instalment>[] = [
    {
      key: 'reference',
      label: 'Réf.',
      type: 'text',
      width: 12,
      names: true,
      value: ({ line }) => line.reference,
    },
    { key: 'year', label: 'Exercice', type: 'year', value: ({ line }) => line.year },
    { key: 'funder', label: 'Financeur', type: 'text', width: 28, value: ({ line }) => line.funder },
    {
      key: 'kind',
      label: 'Nature',
      type: 'text',
      width: 15,
      value: (item) => formatField(payment.fields.kind, item.payment.values.kind, nameOf) || null,
    },
    {
      key: 'expected',
      label: 'Montant attendu',
      type: 'money',
      total: 'sum',
      value: (item) => numberOf(item.payment.values.expectedAmount),
    },
    {
      key: 'expectedAt',
      label: 'Attendu le',
      type: 'date',
      value: (item) => dayOf(item.payment.values.expectedAt),
    },
    {
      key: 'received',
      label: 'Montant reçu',
      type: 'money',
      total: 'sum',
      negative: 'red',
      value: (item) => item.received,
    },
    { key: 'receivedAt', label: 'Reçu le', type: 'date', value: (item) => item.receivedAt },
    {
      key: 'inYear',
      label: 'Reçu au 31/12 de l’exercice',
      type: 'money',
      total: 'sum',
      negative: 'red',
      formula:
        'IF(OR([received]="",[receivedAt]="",[year]=""),"",IF([receivedAt]<=DATE([year],12,31),[received],0))',
      value: receivedInYear,
    },
    {
      key: 'gap',
      label: 'Écart',
      type: 'money',
      total: 'sum',
      negative: 'red',
      formula: 'IF(OR([received]="",[expected]=""),"",[received]-[expected])',
      value({ payment: { values }, received }) {
        const expected = numberOf(values.expectedAmount)
        return received === null || expected === null ? null : received - expected
      },
    },
    {
      key: 'state',
      label: 'État',
      type: 'text',
      width: 14,
      value: (item) => paymentStates[paymentState(item.payment, item.line.balance.funding, today)],
    },
  ]
  const items = ledger.flatMap((line) =>
    line.balance.payments.map((row) => ({
      line,
      payment: row,
      received: receivedOf(row),
      receivedAt: dayOf(row.values.receivedAt),
    })),
  )
  return tableSheet({ name: 'Versements', heading, audience, columns, items, empty: 'Aucun versement.' })
}

function receivedInYear({ line, received, receivedAt }: Instalment): number | null {
  if (received === null || receivedAt === null || line.year === null) return null
  return receivedAt <= `${line.year}-12-31` ? received : 0
}
