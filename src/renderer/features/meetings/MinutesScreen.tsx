import { Loader } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Link } from 'wouter'
import { action } from '../../../core/records/action'
import { decision } from '../../../core/records/decision'
import { meeting } from '../../../core/records/meeting'
import { departmentOf } from '../../../core/reference/departments'
import type { Field } from '../../../core/schema/field'
import { formatField } from '../../../core/schema/kinds'
import type { FieldValue, Row } from '../../../core/schema/record'
import { youngPeopleIn } from '../../../core/schema/youngPeople'
import { useRow, useRows, useWorkspace } from '../../data/hooks'
import { useRights } from '../../data/useRights'
import { usePlatform } from '../../data/usePlatform'
import { EmptyState } from '../../ui/EmptyState'
import { Notice } from '../../ui/Notice'
import { PaperPage } from '../../ui/PaperPage'
import { PrintButton } from '../../ui/PrintButton'
import { useServices } from '../../ui/services'
import { toldApart } from '../../ui/toldApart'
import { usePrinting } from '../../ui/usePrinting'
import { YoungPeopleNotice } from '../../ui/YoungPeopleNotice'
import { plainText } from './fragmentShape'
import classes from './Minutes.module.css'
import { minutesEntry } from './minutesEntry'
import { NotesText } from './NotesText'
import { useOpenText } from './useOpenText'

/** The minutes of a meeting as they are printed: who, what was said, what was decided, what is to be done. */
export function MinutesScreen({ id }: { readonly id: string }) {
  const of = useRow(meeting, id)
  if (of === undefined)
    return (
      <EmptyState icon="calendar" title="Cette réunion n’est pas sur cet ordinateur">
        Ouvrez « Réunions » pour choisir une autre réunion.
      </EmptyState>
    )
  return <Minutes key={id} of={of} />
}

function Minutes({ of }: { readonly of: Row<typeof meeting> }) {
  const { givenPart } = useRights()
  const workspace = useWorkspace()
  const { hrefOf } = useServices()
  const platform = usePlatform()
  const back = hrefOf(of.id)
  const [notes, setNotes] = useState('')
  const decisions = useDecisions(of.id)
  const said = [of.values.agenda ?? '', notes, ...decisions.map((row) => row.values.text ?? '')].join('\n')
  usePrinting(() => void workspace.exports.add(minutesEntry(of, workspace.rows)))
  return (
    <PaperPage
      back={back === undefined ? undefined : { href: back, label: 'Revenir à la réunion' }}
      print={<PrintButton on={platform} title={`Compte rendu - ${String(of.values.date ?? 'sans date')}`} />}
      warning={<YoungPeopleNotice text={said} />}
    >
      <div className={classes.body}>
        <Heading of={of} isReminded={youngPeopleIn(said).length === 0} />
        <People of={of} />
        <Agenda text={of.values.agenda} />
        {givenPart(meeting, of.space).fields['notes'] ? <Said id={of.id} watch={setNotes} /> : null}
        <Outcome id={of.id} decisions={decisions} />
      </div>
    </PaperPage>
  )
}

interface HeadingProps {
  readonly of: Row<typeof meeting>
  /** The rule is recalled; where something seems to break it, a notice says so instead. */
  readonly isReminded: boolean
}

function Heading({ of, isReminded }: HeadingProps) {
  const show = useShow()
  const { values } = of
  const kind = show(meeting.fields.kind, values.kind) || 'Réunion'
  const facts = [
    show(meeting.fields.date, values.date),
    show(meeting.fields.slot, values.slot),
    [values.place, show(meeting.fields.communeCode, values.communeCode)].filter(Boolean).join(', '),
    show(meeting.fields.mode, values.mode),
  ].filter((fact) => fact !== '')
  return (
    <header>
      <p className={classes.kind}>{`${placeOf(of.space)} – ${kind} – Compte rendu`}</p>
      <h1>{values.title ?? 'Réunion sans intitulé'}</h1>
      <p>{facts.join(' · ')}</p>
      {values.kind === 'analyse' || values.confidentiality === 'coordination' ? (
        <p className={classes.confidential}>Diffusion : coordination seule</p>
      ) : null}
      {isReminded ? (
        <Link href="/aide/confidentialite" className={classes.reminder}>
          Aucune donnée sur un jeune identifiable
        </Link>
      ) : null}
    </header>
  )
}

/** « Manche (50) »: minutes go to people of several départements. */
function placeOf(space: string): string {
  const department = departmentOf(space)
  return department ? `${department.name} (${department.code})` : 'Comité national'
}

function People({ of }: { readonly of: Row<typeof meeting> }) {
  const { nameOf, apart } = useServices()
  const marks = Object.entries(of.values.attendance ?? {})
  const told = apart(marks.map(([id]) => id))
  const named = (mark: string): readonly string[] =>
    marks
      .filter(([, value]) => value === mark)
      .map(([id]) => toldApart(nameOf(id) ?? 'personne absente de cet ordinateur', told.get(id)))
      .sort((a, b) => a.localeCompare(b, 'fr'))
  const others = of.values.otherCount ?? 0
  const names = named('present')
  const counted = `${others} ${names.length === 0 ? 'participant' : 'autre'}${others > 1 ? 's' : ''}`
  const present = others > 0 ? [...names, counted] : names
  return (
    <dl className={classes.people}>
      <Line term="Présents" people={present} />
      <Line term="Excusés" people={named('excuse')} />
      <Line term="Absents" people={named('absent')} />
      <Line term="Invités" people={named('invite')} />
    </dl>
  )
}

function Line({ term, people }: { readonly term: string; readonly people: readonly string[] }) {
  if (people.length === 0) return null
  return (
    <>
      <dt>{term}</dt>
      <dd>{people.join(', ')}</dd>
    </>
  )
}

function Agenda({ text }: { readonly text: string | null | undefined }) {
  const points = (text ?? '').split('\n').filter((line) => line.trim() !== '')
  if (points.length === 0) return null
  return (
    <Part title="Ordre du jour">
      <ol>
        {points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ol>
    </Part>
  )
}

interface SaidProps {
  readonly id: string
  watch(text: string): void
}

function Said({ id, watch }: SaidProps) {
  const state = useOpenText('meeting', id, 'notes')
  if (state.is === 'opening') return <Loader size="sm" aria-label="Ouverture des notes" />
  if (state.is === 'failed')
    return <Notice tone="danger">Les notes ne s’ouvrent pas. Rechargez la page.</Notice>
  if (plainText(state.fragment) === '') return null
  return (
    <Part title="Notes">
      <NotesText fragment={state.fragment} label="Notes de la réunion" editable={false} watch={watch} />
    </Part>
  )
}

/** What a meeting decided, in the order of its numbers. */
function useDecisions(id: string): readonly Row<typeof decision>[] {
  return useRows(decision)
    .filter((row) => row.values.meetingId === id)
    .sort((a, b) => (a.values.number ?? '~').localeCompare(b.values.number ?? '~', 'fr', { numeric: true }))
}

interface OutcomeProps {
  readonly id: string
  readonly decisions: readonly Row<typeof decision>[]
}

function Outcome({ id, decisions }: OutcomeProps) {
  const show = useShow()
  const actions = useRows(action).filter((row) => row.values.originId === id)
  return (
    <>
      {decisions.length === 0 ? null : (
        <Part title="Décisions">
          <table>
            <tbody>
              {decisions.map((row) => (
                <tr key={row.id}>
                  <th scope="row">{row.values.number}</th>
                  <td>{row.values.text}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Part>
      )}
      {actions.length === 0 ? null : (
        <Part title="Actions">
          <table>
            <thead>
              <tr>
                <th scope="col">Action</th>
                <th scope="col">Responsable</th>
                <th scope="col">Échéance</th>
                <th scope="col">État</th>
              </tr>
            </thead>
            <tbody>
              {actions.map(({ id: key, values }) => (
                <tr key={key}>
                  <td>{values.title}</td>
                  <td>{show(action.fields.ownerId, values.ownerId)}</td>
                  <td>{show(action.fields.dueDate, values.dueDate)}</td>
                  <td>{show(action.fields.status, values.status)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Part>
      )}
    </>
  )
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  )
}

function useShow(): (field: Field, value: FieldValue | null | undefined) => string {
  const { nameOf } = useServices()
  return (field, value) => formatField(field, value, nameOf)
}
