import { Button, Loader } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { Link } from 'wouter'
import { editRecord } from '../../../core/commands/editRecord'
import { meeting } from '../../../core/records/meeting'
import type { AnyRow } from '../../../core/schema/record'
import { useRow, useWorkspace } from '../../data/hooks'
import { Field } from '../../ui/field/Field'
import { Icon } from '../../ui/Icon'
import { useServices } from '../../ui/services'
import type { PanelSection } from '../../ui/slots'
import { ActionLines } from './ActionLines'
import { AttendanceShortcuts } from './AttendanceShortcuts'
import { DecisionLines } from './DecisionLines'
import classes from './Meeting.module.css'
import { refusalOf } from '../../data/refusal'

/** The editor is the heaviest part of the application, and most sessions never open a meeting's notes. */
const MeetingNotes = lazy(async () => ({ default: (await import('./MeetingNotes')).MeetingNotes }))

interface SectionProps {
  readonly row: AnyRow
  readonly readOnly: boolean
}

/** What a meeting's page shows beside its form: who was there, the notes, what was decided and what is to be done. */
export const meetingSections: readonly PanelSection[] = [
  {
    id: 'attendance',
    title: 'Participants',
    replaces: ['attendance', 'otherCount'],
    Section: Attendance,
  },
  { id: 'notes', title: 'Notes', replaces: ['notes'], Section: Notes },
  {
    id: 'decisions',
    title: 'Décisions',
    lines: { kind: 'decision', field: 'meetingId' },
    Section: Decisions,
  },
  { id: 'actions', title: 'Actions', lines: { kind: 'action', field: 'originId' }, Section: Actions },
]

function Attendance({ row, readOnly }: SectionProps) {
  const { run } = useWorkspace()
  const of = useRow(meeting, row.id)
  const { today } = useServices().context
  if (of === undefined) return null
  const isToCome = (of.values.date ?? '') > today && of.values.date !== 'unknown'
  return (
    <div className={classes.attendance}>
      {readOnly ? null : <AttendanceShortcuts of={of} mark={isToCome ? 'invite' : 'present'} />}
      {(['attendance', 'otherCount'] as const).map((name) => (
        <div key={name} data-field={name}>
          <Field
            field={name === 'attendance' && isToCome ? invitedFirst : meeting.fields[name]}
            value={of.values[name]}
            place={{ record: of.id, field: name }}
            disabled={readOnly}
            commit={(value, began) =>
              refusalOf(
                run(editRecord, {
                  kind: meeting.name,
                  id: of.id,
                  values: { [name]: value },
                  ...(began === undefined ? {} : { began: { [name]: began } }),
                }),
              )
            }
          />
        </div>
      ))}
    </div>
  )
}

const { invite, ...answers } = meeting.fields.attendance.options

/** Of a meeting to come: whoever is added is invited, and was not there yet. */
const invitedFirst = { ...meeting.fields.attendance, options: { invite, ...answers } }

function Notes({ row, readOnly }: SectionProps) {
  return (
    <>
      <Button
        component={Link}
        href={`/compte-rendu/${row.id}`}
        variant="default"
        size="xs"
        className={classes.toMinutes}
        leftSection={<Icon name="printer" size={15} />}
      >
        Voir le compte rendu
      </Button>
      <Suspense fallback={<Loader size="sm" aria-label="Ouverture des notes" />}>
        <MeetingNotes id={row.id} editable={!readOnly} practice={row.values.kind === 'analyse'} />
      </Suspense>
    </>
  )
}

function Decisions({ row, readOnly }: SectionProps) {
  const of = useRow(meeting, row.id)
  return of === undefined ? null : <DecisionLines of={of} editable={!readOnly} />
}

function Actions({ row, readOnly }: SectionProps) {
  const of = useRow(meeting, row.id)
  return of === undefined ? null : <ActionLines of={of} editable={!readOnly} />
}
