import { Button } from '@mantine/core'
import { useRef } from 'react'
import { Link } from 'wouter'
import type { ImportPreview } from '../../../core/sheets/importPlan'
import { useWatched, useWorkspace } from '../../data/hooks'
import { announce } from '../../ui/announce'
import { Notice } from '../../ui/Notice'
import { counted } from '../../ui/counted'
import { CountsTable } from './CountsTable'
import { FileTotals } from './FileTotals'
import classes from './Preview.module.css'
import { Remarks } from './Remarks'
import { StepFoot } from './StepFoot'
import { UndoneNotice } from './UndoneNotice'
import type { ImportSession } from './useImport'

interface DoneStepProps {
  readonly session: ImportSession
  readonly preview: ImportPreview
  /** The import itself: while it is what undo would take back, one gesture does. */
  readonly commit: string
}

/** What was done, how to undo it, and what is worth a look now. */
export function DoneStep({ session, preview, commit }: DoneStepProps) {
  const workspace = useWorkspace()
  const { undo, redo } = useWatched(workspace.undoable).commits
  const undoing = useRef(false)
  const { pairs, looking } = useWatched(workspace.duplicates)
  const undoImport = async (): Promise<void> => {
    // Pressed twice, it would undo what was done before the import.
    if (undoing.current) return
    undoing.current = true
    const { done, message } = await workspace.undo()
    undoing.current = false
    announce(message, done ? 'good' : 'warn')
  }
  if (redo === commit) return <UndoneNotice session={session} records={preview.records.length} />
  return (
    <>
      <Notice
        tone="good"
        title="Import enregistré sur cet ordinateur"
        actions={
          undo === commit ? (
            <Button variant="default" onClick={() => void undoImport()}>
              Annuler cet import
            </Button>
          ) : undefined
        }
      >
        {`${counted(preview.records.length, 'fiche')}, en un seul geste que vous pouvez annuler.`}
      </Notice>
      <div className={classes.summary}>
        <CountsTable preview={preview} caption="Ce que l’import a fait" />
        <div className={classes.summaryWords}>
          <FileTotals figures={preview.figures} />
          {preview.problems.length === 0 ? null : (
            <p>
              {preview.problems.length === 1
                ? 'Une remarque de l’aperçu reste à lire ci-dessous'
                : `Les ${preview.problems.length} remarques de l’aperçu restent à lire ci-dessous`}
              &nbsp;; les fiches incomplètes sont signalées à l’accueil.
            </p>
          )}
          {looking ? (
            <p>Recherche des fiches qui se ressemblent…</p>
          ) : pairs.length === 0 ? (
            <p>Aucun doublon probable.</p>
          ) : (
            <Notice
              tone="warn"
              title={pairs.length === 1 ? 'Un doublon probable' : `${pairs.length} doublons probables`}
              actions={
                <Button component={Link} href="/doublons" variant="default">
                  Voir les doublons
                </Button>
              }
            >
              Des fiches se ressemblent&nbsp;: dites si c’est la même.
            </Notice>
          )}
        </div>
      </div>
      {preview.problems.length === 0 ? null : <Remarks problems={preview.problems} />}
      <StepFoot>
        <Button variant="default" onClick={() => session.go('choose')}>
          Importer un autre fichier
        </Button>
        <Button component={Link} href="/fiches/promeneur">
          Voir le réseau
        </Button>
      </StepFoot>
    </>
  )
}
