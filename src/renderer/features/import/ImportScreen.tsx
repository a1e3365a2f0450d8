import { useEffect, useRef } from 'react'
import { ofName } from '../../../core/schema/elision'
import { EmptyState } from '../../ui/EmptyState'
import { useUnsavedScreen } from '../../ui/unsaved'
import { WorkProgress } from '../../ui/WorkProgress'
import type { LinesDone } from '../../data/importPlanner'
import { useWorkspace } from '../../data/hooks'
import { ChooseFile } from './ChooseFile'
import { ColumnsStep } from './ColumnsStep'
import { counted } from '../../ui/counted'
import { DoneStep } from './DoneStep'
import { DoubtsStep } from './DoubtsStep'
import classes from './Import.module.css'
import { PreviewStep } from './PreviewStep'
import { useImport, type ImportSession } from './useImport'

const steps = [
  ['choose', 'Fichier'],
  ['columns', 'Colonnes'],
  ['doubts', 'Questions'],
  ['preview', 'Aperçu'],
  ['done', 'Résultat'],
] as const

/** « Importer »: a file becomes records, after everything it would do has been shown. */
export function ImportScreen() {
  const { identity } = useWorkspace()
  const session = useImport()
  const title = useRef<HTMLHeadingElement>(null)
  const { is } = session.step
  // Once it is being written it ends by itself, whatever screen is shown.
  const hasNothing = is === 'preview' && session.preview?.records.length === 0
  const isOver = is === 'choose' || is === 'importing' || is === 'done' || hasNothing
  useUnsavedScreen(isOver ? undefined : 'l’import en cours')

  useEffect(() => {
    // Each step begins at its top, for the eye and for the keyboard alike.
    if (is !== 'choose' && is !== 'reading') title.current?.focus()
  }, [is])

  if (identity.role === 'reader')
    return (
      <EmptyState icon="lock" title="Lecture seule">
        Votre accès permet de lire cet espace, pas d’y importer un fichier.
      </EmptyState>
    )
  return (
    <div className={classes.screen}>
      <header className={classes.head}>
        <h1 tabIndex={-1} ref={title}>
          Importer un fichier
        </h1>
        {session.name === '' || is === 'choose' ? null : <span className={classes.file}>{session.name}</span>}
      </header>
      <Steps session={session} />
      <StepContent session={session} />
    </div>
  )
}

function Steps({ session }: { readonly session: ImportSession }) {
  const { is } = session.step
  const shown = is === 'reading' ? 'choose' : is === 'importing' ? 'preview' : is
  const current = steps.findIndex(([id]) => id === shown)
  return (
    <ol className={classes.steps} aria-label="Étapes de l’import">
      {steps.map(([id, label], index) => (
        <li
          key={id}
          data-state={index < current ? 'past' : index === current ? 'current' : 'coming'}
          aria-current={index === current ? 'step' : undefined}
        >
          {label}
        </li>
      ))}
    </ol>
  )
}

function StepContent({ session }: { readonly session: ImportSession }) {
  const { step, planning } = session
  switch (step.is) {
    case 'choose':
      return <ChooseFile session={session} refusal={step.refusal} />
    case 'reading':
      return (
        <div className={classes.wait}>
          <WorkProgress label={readingWords(step.name, step.rows)} done={null} onCancel={session.cancel} />
        </div>
      )
    case 'columns':
      return <ColumnsStep session={session} />
    case 'doubts':
      return <DoubtsStep session={session} />
    case 'preview':
      if (planning)
        return (
          <div className={classes.wait}>
            <WorkProgress
              label={planningWords(planning)}
              done={planning.of === 0 ? null : planning.done / planning.of}
              onCancel={session.cancel}
            />
          </div>
        )
      return <PreviewStep session={session} refusal={step.refusal} />
    case 'importing':
      return (
        <div className={classes.wait}>
          <WorkProgress
            label={`Enregistrement de ${counted(step.records, 'fiche')} sur cet ordinateur…`}
            done={step.done === 0 ? null : step.done}
          />
        </div>
      )
    case 'done':
      return <DoneStep session={session} preview={step.preview} commit={step.commit} />
  }
}

const planningWords = ({ done, of }: LinesDone): string =>
  of === 0
    ? 'Préparation de l’aperçu…'
    : `Préparation de l’aperçu\u00a0: ${done.toLocaleString('fr')} lignes sur ${of.toLocaleString('fr')}…`

const readingWords = (name: string, rows: number): string =>
  rows === 0 ? `Lecture ${ofName(name)}…` : `Lecture ${ofName(name)}\u00a0: ${counted(rows, 'ligne')} lues…`
