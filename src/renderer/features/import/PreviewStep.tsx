import { Button, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import type { ImportPreview, PreviewLine } from '../../../core/sheets/importPlan'
import { isEmptyCell, type RawCell } from '../../../core/sheets/importTable'
import { Notice } from '../../ui/Notice'
import { counted } from '../../ui/counted'
import { CountsTable } from './CountsTable'
import { FileTotals } from './FileTotals'
import classes from './Preview.module.css'
import { PreviewLines } from './PreviewLines'
import { ProblemList } from './ProblemList'
import { StepFoot } from './StepFoot'
import type { ImportSession } from './useImport'

interface PreviewStepProps {
  readonly session: ImportSession
  readonly refusal: string | undefined
}

type Shown = PreviewLine['is'] | 'problems'

/** Everything the import would do, before any of it is done. */
export function PreviewStep({ session, refusal }: PreviewStepProps) {
  const { preview } = session
  const [chosen, setChosen] = useState<Shown>()
  if (!preview) return null
  const tabs = tabsOf(preview)
  const shown = tabs.find(({ value }) => value === chosen)?.value ?? tabs[0]?.value
  const nothing = preview.records.length === 0
  return (
    <>
      {refusal === undefined ? null : (
        <Notice tone="danger" title="Rien n’a été importé">
          {refusal}
        </Notice>
      )}
      <div className={classes.summary}>
        <CountsTable preview={preview} caption="Ce que l’import fera" />
        <div className={classes.summaryWords}>
          <FileTotals figures={preview.figures} />
          {nothing ? (
            <Nothing session={session} />
          ) : (
            <p>
              Rien n’est encore enregistré. Vérifiez, puis importez&nbsp;: tout l’import s’annulera d’un
              geste.
            </p>
          )}
          {preview.aside === 0 ? null : (
            <p>
              {preview.aside === 1
                ? 'Une ligne est laissée de côté'
                : `${preview.aside} lignes sont laissées de côté`}
              &nbsp;: le détail est dans «&nbsp;À savoir&nbsp;».
            </p>
          )}
        </div>
      </div>
      <SegmentedControl
        className={classes.choice ?? ''}
        aria-label="Montrer"
        data={tabs}
        value={shown ?? 'added'}
        onChange={(value) => setChosen(tabs.find((tab) => tab.value === value)?.value)}
      />
      {shown === 'problems' ? (
        <ProblemList problems={preview.problems} />
      ) : (
        <PreviewLines key={shown} lines={preview.lines.filter((line) => line.is === shown)} />
      )}
      <StepFoot>
        <Button
          variant="default"
          onClick={() => session.go(preview.doubts.length > 0 ? 'doubts' : 'columns')}
        >
          Retour
        </Button>
        {nothing ? (
          <Button onClick={() => session.go('choose')}>Importer un autre fichier</Button>
        ) : (
          <Button
            onClick={() => void session.write()}
          >{`Importer ${counted(preview.records.length, 'fiche')}`}</Button>
        )}
      </StepFoot>
    </>
  )
}

/** Why there is nothing to import: no line at all, none that could be read as a record, or nothing new. */
function Nothing({ session: { sheets, preview } }: { readonly session: ImportSession }) {
  if (sheets.every(({ table, layout }) => !table.rows.slice(layout.header + 1).some(hasText)))
    return (
      <Notice tone="warn" title="Ce fichier n’a aucune ligne">
        Il n’y a que des titres de colonnes&nbsp;: rien à importer. Vérifiez que c’est le bon fichier.
      </Notice>
    )
  if (preview?.lines.length === 0)
    return (
      <Notice tone="warn" title="Aucune ligne ne donne de fiche">
        Vérifiez les colonnes&nbsp;: «&nbsp;Retour&nbsp;» y ramène.
      </Notice>
    )
  return (
    <Notice tone="good" title="Tout est déjà là">
      0 ajout, 0 changement&nbsp;: ce fichier n’apporte rien de nouveau.
    </Notice>
  )
}

const hasText = (row: readonly RawCell[]): boolean => row.some((cell) => !isEmptyCell(cell))

function tabsOf({ lines, problems }: ImportPreview): { value: Shown; label: string }[] {
  const count = (is: PreviewLine['is']): number => lines.filter((line) => line.is === is).length
  const tabs: { value: Shown; label: string; count: number }[] = [
    { value: 'added', label: 'Ajouts', count: count('added') },
    { value: 'changed', label: 'Changements', count: count('changed') },
    { value: 'problems', label: 'À savoir', count: problems.length },
    { value: 'unchanged', label: 'Inchangées', count: count('unchanged') },
  ]
  return tabs
    .filter((tab) => tab.count > 0)
    .map(({ value, label, count }) => ({ value, label: `${label} (${count})` }))
}
