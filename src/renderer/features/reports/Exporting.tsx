import type { ReactNode } from 'react'
import { personsHeld, personsIn } from '../../../core/figures/persons'
import type { Result } from '../../../core/result'
import type { AnyRecordDef } from '../../../core/schema/record'
import { type ShownView, viewExport } from '../../../core/sheets/viewExport'
import { wholeSpace } from '../../../core/sheets/wholeSpace'
import { useWorkspace } from '../../data/hooks'
import { announce } from '../../ui/announce'
import { WorkProgress } from '../../ui/WorkProgress'
import classes from './Reports.module.css'
import { type Exported, type ExportRefusal, useExporter } from './useExporter'

/** Exports that other screens start; each says by itself what came of it. */
export interface Exports {
  exportEverything(): Promise<void>
  exportView(def: AnyRecordDef, view: ShownView): Promise<void>
}

/** The scheme began in 2012: no record is filed under an earlier year. */
const FIRST_YEAR = 2012

/** Gives a screen the exports it offers, and shows how far they are while they last. */
export function Exporting({ children }: { readonly children: (exports: Exports) => ReactNode }) {
  const { rows } = useWorkspace()
  const exporter = useExporter()
  const exports: Exports = {
    exportEverything: async () =>
      tell(
        await exporter.run({
          audience: 'interne',
          what: 'Tout l’espace',
          persons: () => personsHeld(rows),
          since: FIRST_YEAR,
          make: (edition) => wholeSpace(edition, rows.trash),
        }),
      ),
    exportView: async (def, view) =>
      tell(
        await exporter.run({
          audience: 'interne',
          what: `Vue de tableau\u00a0: ${def.title}`,
          persons: () => personsIn(rows, def, view.rows, view.columns),
          make: (edition) => viewExport(edition, def, view),
        }),
      ),
  }
  return (
    <>
      {children(exports)}
      {exporter.done === null ? null : (
        <div className={classes.passing}>
          <WorkProgress label="Écriture du classeur…" done={exporter.done} onCancel={exporter.cancel} />
        </div>
      )}
    </>
  )
}

function tell(outcome: Result<Exported, ExportRefusal>): void {
  if (outcome.ok) {
    const { fileName, notices } = outcome.value
    announce(
      [`Classeur enregistré\u00a0: ${fileName}`, ...notices].join('. '),
      notices.length === 0 ? 'good' : 'warn',
    )
  } else if (outcome.error === 'cancelled')
    announce('Export annulé\u00a0: aucun fichier n’a été écrit.', 'plain')
  else announce(outcome.error.message, 'danger')
}
