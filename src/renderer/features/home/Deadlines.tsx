import { Button } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'wouter'
import { type Deadline, deadlineLabels, deadlinesOf } from '../../../core/figures/deadlines'
import { formatDay } from '../../../core/schema/kinds/dates'
import { useRows, useWorkspace } from '../../data/hooks'
import { Chip, type Tone } from '../../ui/Chip'
import { useServices } from '../../ui/services'
import classes from './Home.module.css'
import { namesakes } from './namesakes'

const shown = 8
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
  const due = deadlinesOf(rows, today, identity.space).filter(({ daysLeft }) => daysLeft <= horizon)
  const apart = namesakes(
    rows,
    due.map(({ kind, id, what }) => ({ kind, id, name: what })),
    nameOf,
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
                    one.kind === 'payment' ? (nameOf(one.id) ?? '') : '',
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
    </section>
  )
}

const toneOf = ({ state }: Deadline): Tone =>
  state === 'late' ? 'danger' : state === 'soon' ? 'warn' : 'plain'

function leftWords(days: number): string {
  if (days === 0) return 'aujourd’hui'
  if (days === 1) return 'demain'
  const count = Math.abs(days)
  return days < 0 ? `${count} jour${count > 1 ? 's' : ''} de retard` : `dans ${count} jours`
}
