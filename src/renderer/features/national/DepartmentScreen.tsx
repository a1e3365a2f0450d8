import { Tabs } from '@mantine/core'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { DepartmentFigures } from '../../../core/figures/consolidation'
import { exerciseOf, isYearly } from '../../../core/figures/exercise'
import { livingRows } from '../../../core/figures/source'
import { reportStates } from '../../../core/figures/transmission'
import { type RecordName, recordOf } from '../../../core/records'
import type { AnyRecordDef } from '../../../core/schema/record'
import { remark } from '../../../core/records/remark'
import { review } from '../../../core/records/review'
import { formatDay } from '../../../core/schema/kinds/dates'
import { useRevision, useWorkspace } from '../../data/hooks'
import { useRights } from '../../data/useRights'
import { Chip } from '../../ui/Chip'
import { EmptyState } from '../../ui/EmptyState'
import { Icon } from '../../ui/Icon'
import { useServices } from '../../ui/services'
import { exerciseAsked, nationalPath } from './exercise'
import { ExerciseChoice } from './ExerciseChoice'
import classes from './National.module.css'
import { deploymentOf, figureColumns } from './overview'
import { Said } from './Said'
import { SharedTable } from './SharedTable'
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

interface DepartmentScreenProps {
  readonly code: string
  /** The year that the address asks for. */
  readonly exercise: string | undefined
}

/** One département as the committee sees it: its figures of a year, then the records it shares, to read. */
export function DepartmentScreen({ code, exercise }: DepartmentScreenProps) {
  const [, go] = useLocation()
  const thisYear = Number(useServices().context.today.slice(0, 4))
  const year = exerciseAsked(exercise, thisYear)
  const figures = useDepartments(year).find((one) => one.code === code)
  return (
    <div className={classes.screen}>
      <p className={classes.back}>
        <Link href={nationalPath(undefined, year, thisYear)}>
          <Icon name="chevronLeft" size={15} /> Tous les départements
        </Link>
      </p>
      {figures === undefined ? (
        <EmptyState icon="map" title="Ce département n’existe pas">
          Choisissez un département dans la liste.
        </EmptyState>
      ) : (
        <Department
          figures={figures}
          year={year}
          isPast={year < thisYear}
          onYear={(chosen) => go(nationalPath(code, chosen, thisYear), { replace: true })}
        />
      )}
    </div>
  )
}

interface DepartmentProps {
  readonly figures: DepartmentFigures
  readonly year: number
  readonly isPast: boolean
  onYear(year: number): void
}

function Department({ figures, year, isPast, onYear }: DepartmentProps) {
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
      <div className={classes.filters}>
        <ExerciseChoice year={year} onChoose={onYear} />
        <span className={classes.legend}>{countedWords(year, isPast)}</span>
      </div>
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
        <SharedRecords figures={figures} year={year} />
      )}
    </>
  )
}

/** What the figures of a year count, the past being known as far as dates say. */
function countedWords(year: number, isPast: boolean): string {
  const money = 'Les dossiers en préparation, refusés ou annulés ne comptent pas dans les montants.'
  return isPast
    ? `Promeneurs, chartes, conventions, Caf et ETP au 31/12/${year}, réunions et montants de l’exercice ${year}\u00a0; structures et communes d’aujourd’hui. ${money}`
    : `Réseau d’aujourd’hui, réunions et montants de l’exercice ${year}. ${money}`
}

interface SharedRecordsProps {
  readonly figures: DepartmentFigures
  readonly year: number
}

function SharedRecords({ figures, year }: SharedRecordsProps) {
  const rights = useRights()
  const [released, setReleased] = useState<number>()
  const isHeld = released !== year
  const shown = kinds.flatMap((kind) => {
    const def = recordOf(kind)
    if (!def) return []
    const rows = livingRows(figures.source, def)
    const ofYear = isYearly(def) ? rows.filter((row) => exerciseOf(figures.source, row) === year) : undefined
    return [{ def, given: rights.givenPart(def, figures.code), rows, ofYear }]
  })
  const { rows: all } = useWorkspace()
  useRevision() // the counts of what was said
  const told = ({ name }: AnyRecordDef): number =>
    all.list(name).filter((row) => row.space === figures.code).length
  return (
    <Tabs defaultValue={kinds[0] ?? ''} keepMounted={false} className={classes.tabs}>
      <Tabs.List>
        {shown.map(({ def, rows, ofYear }) => (
          <Tabs.Tab key={def.name} value={def.name}>
            {`${def.title} (${(isHeld ? (ofYear ?? rows) : rows).length})`}
          </Tabs.Tab>
        ))}
        {said.map(({ def, title }) => (
          <Tabs.Tab key={def.name} value={def.name}>{`${title} (${told(def)})`}</Tabs.Tab>
        ))}
      </Tabs.List>
      {shown.map((kind) => (
        <Tabs.Panel key={kind.def.name} value={kind.def.name} className={classes.records}>
          <SharedTable
            {...kind}
            year={year}
            isHeld={isHeld}
            onHold={(held) => setReleased(held ? undefined : year)}
          />
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
