import { Loader } from '@mantine/core'
import { useContext, useEffect, useRef, useState } from 'react'
import { meeting } from '../../../core/records/meeting'
import { useWorkspace } from '../../data/hooks'
import { useRights } from '../../data/useRights'
import { LastTypedContext } from '../../ui/lastTyped'
import { Notice } from '../../ui/Notice'
import { YoungPeopleNotice } from '../../ui/YoungPeopleNotice'
import classes from './Meeting.module.css'
import { NotesText } from './NotesText'
import { useOpenText } from './useOpenText'

interface MeetingNotesProps {
  readonly id: string
  readonly editable: boolean
  /** A meeting whose notes are confidential by nature. */
  readonly practice: boolean
}

/** A meeting's notes, and what must never be in them. */
export function MeetingNotes({ id, editable, practice }: MeetingNotesProps) {
  const { rows } = useWorkspace()
  const { givenPart } = useRights()
  const { notes } = givenPart(meeting, rows.get(meeting.name, id)?.space).fields
  if (notes === undefined) return <p className={classes.quiet}>Notes : non communiqué.</p>
  return <Notes key={id} id={id} editable={editable} practice={practice} />
}

function Notes({ id, editable, practice }: MeetingNotesProps) {
  const state = useOpenText('meeting', id, 'notes')
  const [text, setText] = useState('')
  const onTyped = useTyped(id)
  return (
    <div className={classes.notes}>
      {practice ? (
        <Notice tone="warn" title="Analyse de pratiques">
          Aucune donnée sur un jeune identifiable. Ces notes restent à la coordination.
        </Notice>
      ) : null}
      <NotesState state={state} editable={editable} watch={setText} onTyped={onTyped} />
      <YoungPeopleNotice text={text} />
    </div>
  )
}

/** Tells that something was typed in a meeting's notes, and whether they are still on screen. */
function useTyped(id: string): () => void {
  const lastTyped = useContext(LastTypedContext)
  const isOpen = useRef(false)
  useEffect(() => {
    isOpen.current = true
    return () => {
      isOpen.current = false
    }
  }, [])
  return () =>
    lastTyped?.typed({
      kind: meeting.name,
      id,
      words: 'les notes',
      path: `/fiches/${meeting.name}/${id}/notes`,
      isOpen: () => isOpen.current,
    })
}

interface NotesStateProps {
  readonly state: ReturnType<typeof useOpenText>
  readonly editable: boolean
  watch(text: string): void
  onTyped(): void
}

function NotesState({ state, editable, watch, onTyped }: NotesStateProps) {
  switch (state.is) {
    case 'opening':
      return <Loader size="sm" aria-label="Ouverture des notes" />
    case 'failed':
      return (
        <Notice tone="danger" title="Les notes ne s’ouvrent pas">
          Rechargez la page. Si cela recommence, ouvrez « Réglages » pour restaurer une sauvegarde.
        </Notice>
      )
    case 'open':
      return (
        <NotesText
          fragment={state.fragment}
          label="Notes de la réunion"
          editable={editable}
          watch={watch}
          onTyped={onTyped}
        />
      )
  }
}
