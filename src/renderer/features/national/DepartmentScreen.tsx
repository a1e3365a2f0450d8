import { Tabs } from '@mantine/core'
import { Link, useLocation } from 'wouter'
import type { DepartmentFigures } from '../../../core/figures/consolidation'
import { reportStates } from '../../../core/figures/transmission'
import { type RecordName, recordOf } from '../../../core/records'
import type { AnyRecordDef, AnyRow } from '../../../core/schema/record'
import { remark } from '../../../core/records/remark'
import { review } from '../../../core/records/review'
import { formatDay } from '../../../core/schema/kinds/dates'
import { useRevision, useWorkspace } from '../../data/hooks'
import { useRights } from '../../data/useRights'
import { Chip } from '../../ui/Chip'
import { EmptyState } from '../../ui/EmptyState'
import { Icon } from '../../ui/Icon'
import { useServices } from '../../ui/services'
import { DataTable } from '../../ui/table/DataTable'
import { Withheld } from '../../ui/Withheld'
import classes from './National.module.css'
import { deploymentOf, figureColumns } from './overview'
import { Said } from './Said'
import { useDepartments } from './useDepartments'

/** The kinds that a département shares, those the committee looks at first. */
const kinds: readonly RecordName[] = [
  'promeneur',
  'structure',
  'convention',
  'partner',
  'meeting',
  'training',
  'funding',
  'payment',
  'coordinator',
]

/** What the committee says to one département. */
const said = [
  { def: review, title: 'Avis', action: 'Nouvel avis' },
  { def: remark, title: 'Remarques', action: 'Nouvelle remarque' },
] as const

/** One département as the committee sees it: its figures, then the records it shares, to read. */
export function DepartmentScreen({ code }: { readonly code: string }) {
  const { today } = useServices().context
  const figures = useDepartments(Number(today.slice(0, 4))).find((one) => one.code === code)
  return (
    <div className={classes.screen}>
      <p className={classes.back}>
        <Link href="/national">
          <Icon name="chevronLeft" size={15} /> Tous les départements
        </Link>
      </p>
      {figures === undefined ? (
        <EmptyState icon="map" title="Ce département n’existe pas">
          Choisissez un département dans la liste.
        </EmptyState>
      ) : (
        <Department figures={figures} />
      )}
    </div>
  )
}

function Department({ figures }: { readonly figures: DepartmentFigures }) {
  const { transmission } = figures
  return (
    <>
      <header className={classes.head}>
        <h1>{`${figures.name} (${figures.code})`}</h1>
        <p>
          {figures.region} · {deploymentOf(figures)}
          {figures.since === null ? '' : ` depuis le ${formatDay(figures.since)}`}
          {transmission.state === 'non-transmis' ? null : (
            <>
              {' '}
              · <Chip tone="accent">{`Bilan\u00a0: ${reportStates[transmission.state].toLowerCase()}`}</Chip>
            </>
          )}
        </p>
      </header>
      <dl className={classes.figures}>
        {figureColumns.map((column) => {
          const figure = column.of(figures)
          return (
            <div key={column.name} title={column.hint}>
              <dt>{column.label}</dt>
              <dd data-unknown={figure.is === 'unknown'}>
                {figure.is === 'known' ? column.format(figure.value) : figure.why}
              </dd>
            </div>
          )
        })}
      </dl>
      {figures.network === null ? (
        <EmptyState icon="map" title="Rien n’est arrivé de ce département">
          Ses données s’afficheront ici après son premier échange avec le serveur. Ce n’est pas un réseau
          vide : on ne sait pas.
        </EmptyState>
      ) : (
        <SharedRecords figures={figures} />
      )}
    </>
  )
}

function SharedRecords({ figures }: { readonly figures: DepartmentFigures }) {
  const [, go] = useLocation()
  const rights = useRights()
  const shown = kinds.flatMap((kind) => {
    const def = recordOf(kind)
    return def ? [{ def, given: rights.givenPart(def, figures.code), rows: figures.source.list(kind) }] : []
  })
  const { rows: all } = useWorkspace()
  useRevision() // the counts of what was said
  const told = ({ name }: AnyRecordDef): number =>
    all.list(name).filter((row) => row.space === figures.code).length
  const open = (row: AnyRow): void => go(`/fiches/${row.kind}/${row.id}`)
  return (
    <Tabs defaultValue={kinds[0] ?? ''} keepMounted={false} className={classes.tabs}>
      <Tabs.List>
        {shown.map(({ def, rows }) => (
          <Tabs.Tab key={def.name} value={def.name}>{`${def.title} (${rows.length})`}</Tabs.Tab>
        ))}
        {said.map(({ def, title }) => (
          <Tabs.Tab key={def.name} value={def.name}>{`${title} (${told(def)})`}</Tabs.Tab>
        ))}
      </Tabs.List>
      {shown.map(({ def, given, rows }) => (
        <Tabs.Panel key={def.name} value={def.name} className={classes.records}>
          <Withheld def={def} given={given} most={6} />
          <DataTable def={given} rows={rows} onOpen={open} />
        </Tabs.Panel>
      ))}
      {said.map(({ def, action }) => (
        <Tabs.Panel key={def.name} value={def.name} className={classes.records}>
          <Said def={def} code={figures.code} action={action} />
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}
