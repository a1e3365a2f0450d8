import { recordOf } from '../../../core/records'
import { displayName, kindNoun } from '../../../core/schema/derive'
import type { AnyRecordDef, AnyRow } from '../../../core/schema/record'
import { useRow, useWorkspace } from '../../data/hooks'
import { usePlatform } from '../../data/usePlatform'
import { NotFound } from '../../ui/NotFound'
import { PaperPage } from '../../ui/PaperPage'
import { PrintButton } from '../../ui/PrintButton'
import { useServices } from '../../ui/services'
import { usePrinting } from '../../ui/usePrinting'
import { recordPath } from './groups'
import { History } from './History'
import classes from './Paper.module.css'
import { RecordFacts } from './RecordFacts'
import { recordEntry } from './recordEntry'

const noParts = [] as const

/** A record as it is handed to whoever asks for what is kept of her: what it holds, what names it, what was done to it. */
export function PaperScreen({ kind, id }: { readonly kind: string; readonly id: string }) {
  const def = recordOf(kind)
  const row = useRow(kind, id)
  return def && row ? <Paper key={id} def={def} row={row} /> : <NotFound />
}

interface PaperProps {
  readonly def: AnyRecordDef
  readonly row: AnyRow
}

function Paper({ def, row }: PaperProps) {
  const { identity, rows, exports } = useWorkspace()
  const { nameOf } = useServices()
  const platform = usePlatform()
  const name = displayName(def, row.values, nameOf)
  usePrinting(() => void exports.add(recordEntry(def, row, rows)))
  return (
    <PaperPage
      back={{ href: `#${recordPath(row.kind, row.id)}`, label: 'Revenir à la fiche' }}
      print={<PrintButton on={platform} title={`Fiche - ${name}`} />}
      label={name}
    >
      <p className={classes.kind}>{kindNoun(def)}</p>
      <h1>{name}</h1>
      <RecordFacts def={def} row={row} level={2} />
      {identity.role === 'reader' ? null : (
        <>
          <h2>Historique</h2>
          <History def={def} row={row} parts={noParts} onPaper />
        </>
      )}
    </PaperPage>
  )
}
