import { dayOf, textOf } from '../../figures/source'
import { funding } from '../../records/funding'
import { formatField } from '../../schema/kinds'
import type { Edition } from '../edition'
import { type ColumnOf, type Heading, internal, notPublic, type Sheet, tableSheet, yesNo } from '../sheet'
import type { LedgerLine } from './ledger'

const { fields } = funding

/** One line per grant; what was paid is summed from the sheet of payments. */
export function fundingsSheet(edition: Edition, heading: Heading, ledger: readonly LedgerLine[]): Sheet {
  const { audience, nameOf } = edition
  const valuesOf = (line: LedgerLine) => line.balance.funding.values
  const columns: readonly ColumnOf<LedgerLine>[] = [
    { key: 'year', label: 'Exercice', type: 'year', names: true, value: (line) => line.year },
    { key: 'funder', label: 'Financeur', type: 'text', width: 20, names: true, value: (line) => line.funder },
    { key: 'fund', label: 'Dispositif', type: 'text', width: 18, names: true, value: (line) => line.fund },
    {
      key: 'purpose',
      label: 'Objet',
      type: 'longText',
      width: 18,
      value: (line) => formatField(fields.purpose, valuesOf(line).purpose, nameOf) || null,
    },
    {
      key: 'requested',
      label: 'Demandé',
      type: 'money',
      total: 'sum',
      value: (line) => line.balance.requested,
    },
    { key: 'granted', label: 'Accordé', type: 'money', total: 'sum', value: (line) => line.balance.granted },
    {
      key: 'paid',
      label: 'Versé',
      type: 'money',
      total: 'sum',
      negative: 'red',
      formula: 'SUMIFS([Versements.received],[Versements.reference],[reference])',
      value: (line) => line.balance.paid,
    },
    {
      key: 'remaining',
      label: 'Reste à verser',
      type: 'money',
      total: 'sum',
      negative: 'red',
      formula: 'IF([granted]="","",[granted]-[paid])',
      value: (line) => line.balance.remaining,
    },
    {
      key: 'conventionSignedAt',
      label: 'Convention signée le',
      type: 'date',
      value: (line) => dayOf(valuesOf(line).conventionSignedAt),
    },
    {
      key: 'reportDueAt',
      label: 'Bilan attendu le',
      type: 'date',
      value: (line) => dayOf(valuesOf(line).reportDueAt),
    },
    {
      key: 'status',
      label: 'État',
      type: 'text',
      width: 14,
      options: Object.values(fields.status.options),
      value: (line) => formatField(fields.status, valuesOf(line).status, nameOf) || null,
    },
    {
      key: 'beneficiary',
      label: 'Porteur',
      type: 'text',
      width: 20,
      value: (line) => formatField(fields.beneficiaryId, valuesOf(line).beneficiaryId, nameOf) || null,
    },
    {
      key: 'notifiedAt',
      label: 'Notifié le',
      type: 'date',
      value: (line) => dayOf(valuesOf(line).notifiedAt),
    },
    {
      key: 'fileNumber',
      label: 'N° de dossier',
      type: 'text',
      width: 13,
      seenBy: notPublic,
      value: (line) => textOf(valuesOf(line).fileNumber),
    },
    {
      key: 'rate',
      label: '% versé',
      type: 'rate',
      total: { formula: 'IF([granted]=0,"",[paid]/[granted])', value: rateOf(ledger) },
      formula: 'IF(N([granted])=0,"",[paid]/[granted])',
      value: ({ balance }) => (balance.granted ? balance.paid / balance.granted : null),
    },
    {
      key: 'counted',
      label: 'Compté',
      type: 'flag',
      options: ['Oui', 'Non'],
      note: 'Non : en préparation, refusé ou annulé. Les totaux par financeur ne prennent que les « Oui ».',
      value: (line) => yesNo(line.balance.counted),
    },
    { key: 'reference', label: 'Réf.', type: 'text', width: 12, value: (line) => line.reference },
    {
      key: 'funderKey',
      label: 'N° du financeur',
      type: 'text',
      hidden: true,
      value: (line) => line.funderKey,
    },
    {
      key: 'id',
      label: 'Identifiant',
      type: 'text',
      width: 34,
      hidden: true,
      seenBy: internal,
      value: (line) => line.balance.funding.id,
    },
  ]
  return tableSheet({
    name: 'Financements',
    heading,
    audience,
    columns,
    items: ledger,
    empty: 'Aucun financement.',
  })
}

/** Paid over granted in all; the payments of grants without an amount count too, as the total above them does. */
function rateOf(ledger: readonly LedgerLine[]): number | null {
  const granted = ledger.reduce((sum, { balance }) => sum + (balance.granted ?? 0), 0)
  return granted === 0 ? null : ledger.reduce((sum, { balance }) => sum + balance.paid, 0) / granted
}
