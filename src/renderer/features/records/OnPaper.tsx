import type { ReactNode } from 'react'
import type { AnyRecordDef, AnyRow } from '../../../core/schema/record'
import { usePrinting } from '../../ui/usePrinting'
import classes from './OnPaper.module.css'
import { RecordFacts } from './RecordFacts'

interface OnPaperProps {
  readonly def: AnyRecordDef
  readonly row: AnyRow
  /** Its form: it stays as it is while the page is printed, with what is being typed. */
  readonly children: ReactNode
}

/** A record's form on screen; on paper, where empty boxes say nothing, what the record holds. */
export function OnPaper({ def, row, children }: OnPaperProps) {
  const printing = usePrinting()
  return (
    <>
      <div className={classes.screen}>{children}</div>
      {printing ? (
        <div className={classes.paper}>
          <RecordFacts def={def} row={row} level={3} />
        </div>
      ) : null}
    </>
  )
}
