import { Button } from '@mantine/core'
import { Link } from 'wouter'
import { dayOf } from '../../../core/figures/source'
import { meeting } from '../../../core/records/meeting'
import { formatField } from '../../../core/schema/kinds'
import { formatDay } from '../../../core/schema/kinds/dates'
import type { Row } from '../../../core/schema/record'
import { useRows } from '../../data/hooks'
import { useRights } from '../../data/useRights'
import { Chip } from '../../ui/Chip'
import { Icon } from '../../ui/Icon'
import { useServices } from '../../ui/services'
import classes from './Home.module.css'

const coming = 5
const behind = 4

/** The next meetings, and those held whose minutes are still to write. */
export function Agenda({ today }: { readonly today: string }) {
  const meetings = useRows(meeting)
  const { mayWrite } = useRights()
  const dated = meetings.filter(({ values }) => dayOf(values.date) !== null)
  const heldOn = (row: Row<typeof meeting>): string => row.values.date ?? ''
  const next = dated
    .filter((row) => heldOn(row) >= today)
    .sort((a, b) => (heldOn(a) < heldOn(b) ? -1 : 1))
    .slice(0, coming)
  const unwritten = dated
    .filter((row) => heldOn(row) < today && row.values.minutesStatus === 'a-rediger')
    .sort((a, b) => (heldOn(a) < heldOn(b) ? 1 : -1))
    .slice(0, behind)
  return (
    <section className={classes.card} aria-label="Réunions">
      <h2>
        Prochaines réunions
        {mayWrite(meeting) ? (
          <Button
            component={Link}
            href="/fiches/meeting/nouveau"
            size="compact-sm"
            variant="subtle"
            leftSection={<Icon name="plus" size={14} />}
          >
            Nouvelle réunion
          </Button>
        ) : null}
      </h2>
      {next.length === 0 ? (
        <p className={classes.calm}>Aucune réunion n’est prévue.</p>
      ) : (
        <Lines rows={next} />
      )}
      {unwritten.length === 0 ? null : (
        <>
          <h3 className={classes.sub}>Comptes rendus à rédiger</h3>
          <Lines rows={unwritten} />
        </>
      )}
    </section>
  )
}

function Lines({ rows }: { readonly rows: readonly Row<typeof meeting>[] }) {
  const { nameOf } = useServices()
  return (
    <ul className={classes.lines}>
      {rows.map(({ id, values }) => (
        <li key={id}>
          <time dateTime={values.date ?? ''}>{formatDay(values.date ?? '')}</time>
          <span>
            <Link href={`/fiches/meeting/${id}`}>{values.title ?? 'Réunion sans titre'}</Link>
            <small>
              {[values.slot ? formatField(meeting.fields.slot, values.slot, nameOf) : '', values.place ?? '']
                .filter((part) => part !== '')
                .join(', ')}
            </small>
          </span>
          {values.kind ? <Chip>{formatField(meeting.fields.kind, values.kind, nameOf)}</Chip> : null}
        </li>
      ))}
    </ul>
  )
}
