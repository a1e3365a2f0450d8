import { createRecord } from '../../../core/commands/createRecord'
import { editRecord } from '../../../core/commands/editRecord'
import { trashRecords } from '../../../core/commands/trashRecords'
import { deadlineLabels, deadlinesOf, deadlineStates } from '../../../core/figures/deadlines'
import { balanceOf } from '../../../core/figures/funding'
import { funding } from '../../../core/records/funding'
import { payment } from '../../../core/records/payment'
import { formatDay } from '../../../core/schema/kinds/dates'
import { formatCents } from '../../../core/schema/kinds/numbers'
import type { AnyRow } from '../../../core/schema/record'
import { useRow, useRows, useWorkspace } from '../../data/hooks'
import { refusalOf } from '../../data/refusal'
import { useSource } from '../../data/useSource'
import { Chip } from '../../ui/Chip'
import { RecordLines } from '../../ui/RecordLines'
import { useServices } from '../../ui/services'
import classes from './Funding.module.css'
import { paymentChip } from './paymentChip'

interface SectionProps {
  readonly row: AnyRow
  readonly readOnly: boolean
}

/** The money of one grant: what was granted, what came, what is still to come and when. */
export function Payments({ row, readOnly }: SectionProps) {
  const { run } = useWorkspace()
  const { context } = useServices()
  const grant = useRow(funding, row.id)
  const payments = useRows(payment)
    .filter(({ values }) => values.fundingId === row.id)
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
  if (grant === undefined) return null
  const { requested, granted, paid, remaining } = balanceOf(grant, payments)
  return (
    <>
      <dl className={classes.balance}>
        <Amount term="Demandé" cents={requested} />
        <Amount term="Accordé" cents={granted} />
        <Amount term="Versé" cents={paid} />
        <Amount term="Reste à verser" cents={remaining} strong />
      </dl>
      {remaining !== null && remaining < 0 ? (
        <p className={classes.over}>
          Le versé dépasse l’accordé : vérifiez les montants, ou notez un reversement.
        </p>
      ) : null}
      <Due id={row.id} />
      <RecordLines
        def={payment}
        caption="Versements de ce financement"
        fields={['kind', 'expectedAmount', 'expectedAt', 'receivedAmount', 'receivedAt']}
        rows={payments}
        disabled={readOnly}
        note={{
          label: 'État',
          of: (of) => {
            const { label, tone } = paymentChip(of, grant, context.today)
            return <Chip tone={tone}>{label}</Chip>
          },
        }}
        next={{
          place: `${payment.name}/${row.id}`,
          label: 'Ajouter le versement',
          add: (values, own) =>
            Object.values(values).every((value) => (value ?? null) === null)
              ? Promise.resolve('Indiquez au moins un montant ou une date.')
              : refusalOf(
                  run(createRecord, { kind: payment.name, own, values: { ...values, fundingId: row.id } }),
                ),
        }}
        edit={(id, values, began) => refusalOf(run(editRecord, { kind: payment.name, id, values, began }))}
        remove={(id) => refusalOf(run(trashRecords, { kind: payment.name, ids: [id] }))}
      />
    </>
  )
}

const orderOf = ({ id, values }: AnyRow): string =>
  `${String(values.expectedAt ?? values.receivedAt ?? '9999')}/${id}`

interface AmountProps {
  readonly term: string
  readonly cents: number | null
  readonly strong?: boolean
}

function Amount({ term, cents, strong = false }: AmountProps) {
  return (
    <div data-strong={strong}>
      <dt>{term}</dt>
      <dd data-unknown={cents === null}>{cents === null ? 'non renseigné' : formatCents(cents)}</dd>
    </div>
  )
}

/** What this grant asks for, and when. */
function Due({ id }: { readonly id: string }) {
  const source = useSource()
  const { context } = useServices()
  const due = deadlinesOf(source, context.today).filter(
    (one) => one.fundingId === id && one.kind === 'funding',
  )
  if (due.length === 0) return null
  return (
    <ul className={classes.due} aria-label="Échéances de ce financement">
      {due.map((one) => (
        <li key={one.nature}>
          <span>{`${deadlineLabels[one.nature]}\u00a0: ${formatDay(one.date)}`}</span>
          <Chip tone={one.state === 'late' ? 'danger' : one.state === 'soon' ? 'warn' : 'plain'}>
            {deadlineStates[one.state]}
          </Chip>
        </li>
      ))}
    </ul>
  )
}
