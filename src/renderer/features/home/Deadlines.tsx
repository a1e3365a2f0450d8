import { Button } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'wouter'
import type { Source } from '../../../core/figures/source'
import { rowOf } from '../../../core/projection/rows'
import { undatedActions } from '../../../core/figures/actionsToDo'
import { type Deadline, deadlineLabels, deadlinesOf } from '../../../core/figures/deadlines'
import { namesakes } from '../../../core/figures/namesakes'
import { action } from '../../../core/records/action'
import { payment } from '../../../core/records/payment'
import { formatField } from '../../../core/schema/kinds'
import { formatDay } from '../../../core/schema/kinds/dates'
import type { NameOf } from '../../../core/schema/traits'
import { useRows, useWorkspace } from '../../data/hooks'
import { Chip, type Tone } from '../../ui/Chip'
import { useServices } from '../../ui/services'
import classes from './Home.module.css'

const shown = 8
const shownUndated = 5
/** Days ahead that « à faire maintenant » looks. */
const horizon = 90

/** What is due: late first, then in the order of days. */
export function Deadlines({ today }: { readonly today: string }) {
  const { rows, identity } = useWorkspace()
  const { nameOf } = useServices()
  const [all, setAll] = useState(false)
  useRows('funding')
  useRows('payment')
  useRows('convention')
  useRows('action')
  useRows('structure')
  const due = deadlinesOf(rows, today, identity.space)
    .filter(({ daysLeft }) => daysLeft <= horizon)
    // Beside grants of other years and funders, a fund alone does not say which one.
    .map((one) => ({ ...one, what: (one.fundingId && nameOf(one.fundingId)) ?? one.what }))
  const apart = namesakes(
    rows,
    due.map(({ kind, id, what }) => ({ kind, id, name: what })),
    nameOf,
    // A line begins with its day: that is not said again.
    ({ field }) => field.kind !== 'date',
  )
  const late = due.filter(({ state }) => state === 'late').length
  return (
    <section className={classes.card} aria-label="Échéances">
      <h2>Échéances {late === 0 ? null : <Chip tone="danger">{late} en retard</Chip>}</h2>
      {due.length === 0 ? (
        <p className={classes.calm}>Rien n’est dû dans les trois prochains mois.</p>
      ) : (
        <ul className={classes.lines}>
          {(all ? due : due.slice(0, shown)).map((one) => (
            <li key={`${one.kind}/${one.id}/${one.nature}`}>
              <time dateTime={one.date}>{formatDay(one.date)}</time>
              <span>
                <Link href={`/fiches/${one.kind}/${one.id}`}>{one.what}</Link>
                <small>
                  {[
                    deadlineLabels[one.nature],
                    one.kind === 'payment' ? instalment(rows, one.id, nameOf) : '',
                    apart.get(one.id) ?? '',
                  ]
                    .filter((part) => part !== '')
                    .join(', ')}
                </small>
              </span>
              <Chip tone={toneOf(one)}>{leftWords(one.daysLeft)}</Chip>
            </li>
          ))}
        </ul>
      )}
      {!all && due.length > shown ? (
        <Button size="compact-sm" variant="subtle" onClick={() => setAll(true)}>
          Tout afficher ({due.length})
        </Button>
      ) : null}
      <UndatedActions />
    </section>
  )
}

/** Actions to be done on no day: they stand after all that has one. */
function UndatedActions() {
  const { rows, identity } = useWorkspace()
  const { citedName } = useServices()
  useRows('action')
  const undated = undatedActions(rows, identity.space)
  if (undated.length === 0) return null
  return (
    <>
      <h3 className={classes.sub}>
        Actions sans échéance <Chip>{undated.length}</Chip>
      </h3>
      <ul className={classes.lines}>
        {undated.slice(0, shownUndated).map(({ id, values }) => (
          <li key={id}>
            <span className={classes.undated}>sans échéance</span>
            <span>
              <Link href={`/fiches/action/${id}`}>{values.title ?? 'Action sans titre'}</Link>
              <small>
                {formatField(action.fields.ownerId, values.ownerId, citedName) || 'sans responsable'}
              </small>
            </span>
          </li>
        ))}
      </ul>
      {undated.length > shownUndated ? (
        <Button component={Link} href="/fiches/action/parmi/sans-echeance" size="compact-sm" variant="subtle">
          Tout afficher ({undated.length})
        </Button>
      ) : null}
    </>
  )
}

/** « Acompte »: which instalment of its grant a payment is. */
const instalment = (rows: Source, id: string, nameOf: NameOf): string =>
  formatField(payment.fields.kind, rowOf(rows, payment, id)?.values.kind, nameOf)

const toneOf = ({ state }: Deadline): Tone =>
  state === 'late' ? 'danger' : state === 'soon' ? 'warn' : 'plain'

function leftWords(days: number): string {
  if (days === 0) return 'aujourd’hui'
  if (days === 1) return 'demain'
  const count = Math.abs(days)
  return days < 0 ? `${count} jour${count > 1 ? 's' : ''} de retard` : `dans ${count} jours`
}
