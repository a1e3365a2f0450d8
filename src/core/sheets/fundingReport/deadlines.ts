import { deadlineLabels, deadlinesOf, deadlineStates, type Deadline } from '../../figures/deadlines'
import type { Edition } from '../edition'
import { type ColumnOf, type Heading, type Sheet, tableSheet } from '../sheet'
import type { LedgerLine } from './ledger'

/** What the grants of the report ask for and when, the earliest first. */
export function deadlinesSheet(edition: Edition, heading: Heading, ledger: readonly LedgerLine[]): Sheet {
  const { source, today, space, audience } = edition
  const lineOf = new Map(ledger.map((line) => [line.balance.funding.id, line]))
  const fundingOf = (due: Deadline): LedgerLine | undefined => lineOf.get(due.fundingId ?? '')
  const columns: readonly ColumnOf<Deadline>[] = [
    { key: 'date', label: 'Date', type: 'date', value: (due) => due.date },
    { key: 'nature', label: 'Nature', type: 'text', width: 26, value: (due) => deadlineLabels[due.nature] },
    {
      key: 'funder',
      label: 'Financeur',
      type: 'text',
      width: 34,
      value: (due) => fundingOf(due)?.funder ?? null,
    },
    {
      key: 'fund',
      label: 'Dispositif',
      type: 'text',
      width: 28,
      value: (due) => fundingOf(due)?.fund ?? null,
    },
    {
      key: 'daysLeft',
      label: 'Jours restants',
      type: 'integer',
      width: 11,
      negative: 'red',
      value: (due) => due.daysLeft,
    },
    { key: 'state', label: 'État', type: 'text', width: 18, value: (due) => deadlineStates[due.state] },
  ]
  const items = deadlinesOf(source, today, space).filter((due) => fundingOf(due) !== undefined)
  return tableSheet({ name: 'Échéances', heading, audience, columns, items, empty: 'Aucune échéance.' })
}
