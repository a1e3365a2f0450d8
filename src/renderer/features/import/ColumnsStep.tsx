import { Button, Tabs } from '@mantine/core'
import { useState } from 'react'
import classes from './Import.module.css'
import { Notice } from '../../ui/Notice'
import { SheetColumns } from './SheetColumns'
import { StepFoot } from './StepFoot'
import type { ImportSession } from './useImport'

/** What each sheet and each column means, guessed and corrected by hand. */
export function ColumnsStep({ session }: { readonly session: ImportSession }) {
  const { sheets, preview, planning } = session
  const [open, setOpen] = useState(
    String(
      Math.max(
        0,
        sheets.findIndex(({ layout }) => layout.kind !== null),
      ),
    ),
  )
  const none = sheets.every(({ layout }) => layout.kind === null)
  const next = preview && preview.doubts.length > 0 ? 'doubts' : 'preview'
  return (
    <>
      {none ? (
        <div className={classes.lead}>
          <Notice tone="warn" title="Aucune colonne de ce fichier n’a été reconnue">
            Une liste se reconnaît à ses titres de colonnes, comme «&nbsp;Nom&nbsp;», «&nbsp;Prénom&nbsp;» ou
            «&nbsp;Structure&nbsp;». Si c’est bien votre liste, dites ce qu’elle contient, puis la ligne de
            ses titres, ou qu’elle n’en a pas. Si c’est un autre document, choisissez un autre fichier.
          </Notice>
        </div>
      ) : (
        <p className={classes.lead}>
          Voici ce que l’application a compris. Corrigez une colonne si besoin&nbsp;; celles qui ne
          correspondent à rien sont gardées, en texte, dans chaque fiche.
        </p>
      )}
      {sheets.length === 1 && sheets[0] ? (
        <SheetColumns sheet={sheets[0]} onChange={(layout) => session.setLayout(0, layout)} />
      ) : (
        <Tabs value={open} onChange={(value) => setOpen(value ?? '0')} keepMounted={false}>
          <Tabs.List>
            {sheets.map(({ table, layout }, index) => (
              <Tabs.Tab key={table.name} value={String(index)}>
                {table.name}
                {layout.kind === null ? ' (non importée)' : ''}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {sheets.map((sheet, index) => (
            <Tabs.Panel key={sheet.table.name} value={String(index)} pt="md">
              <SheetColumns sheet={sheet} onChange={(layout) => session.setLayout(index, layout)} />
            </Tabs.Panel>
          ))}
        </Tabs>
      )}
      <StepFoot>
        <Button variant="default" onClick={() => session.go('choose')}>
          Autre fichier
        </Button>
        <Button
          disabled={none || planning !== undefined}
          loading={planning !== undefined}
          onClick={() => session.go(next)}
        >
          Continuer
        </Button>
      </StepFoot>
    </>
  )
}
