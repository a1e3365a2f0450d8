import { type ReactNode, useState } from 'react'
import { keptOf } from '../../../core/commands/references'
import { displayName } from '../../../core/schema/derive'
import type { AnyRecordDef, AnyRow } from '../../../core/schema/record'
import { useWorkspace } from '../../data/hooks'
import { announce } from '../../ui/announce'
import { Confirm } from '../../ui/Confirm'
import { useServices } from '../../ui/services'
import { useHandler } from '../../ui/useHandler'
import { recordPath } from './groups'

interface Restore {
  /** Takes a record out of the trash; one that « même fiche » put there, once it is said what stays with the other. */
  restore(def: AnyRecordDef, row: AnyRow): void
  /** The question, to be drawn beside. */
  readonly question: ReactNode
}

/** « Restaurer », and what it says. */
export function useRestore(): Restore {
  const workspace = useWorkspace()
  const { nameOf } = useServices()
  const [asked, setAsked] = useState<{ readonly def: AnyRecordDef; readonly row: AnyRow }>()
  const kept = asked && keptOf((id) => workspace.rows.get(asked.def.name, id), asked.row.id)
  const bringBack = async (def: AnyRecordDef, row: AnyRow): Promise<void> => {
    const done = await workspace.restore(row)
    // Its name may have come back with it.
    const name = displayName(def, (workspace.rows.get(row.kind, row.id) ?? row).values, nameOf)
    announce(
      done.ok ? `Fiche restaurée\u00a0: «\u00a0${name}\u00a0».` : (done.error[0]?.message ?? ''),
      done.ok ? 'good' : 'danger',
    )
  }
  const restore = useHandler((def: AnyRecordDef, row: AnyRow) => {
    if (keptOf((id) => workspace.rows.get(def.name, id), row.id) === undefined) void bringBack(def, row)
    else setAsked({ def, row })
  })
  return {
    restore,
    question:
      asked && kept !== undefined ? (
        <Confirm
          opened
          title="Restaurer une fiche qui a été réunie avec une autre&nbsp;?"
          action="Restaurer"
          danger
          onConfirm={() => void bringBack(asked.def, asked.row)}
          onClose={() => setAsked(undefined)}
        >
          <p>
            Elle a été réunie avec «&nbsp;<a href={`#${recordPath(asked.def.name, kept)}`}>{nameOf(kept)}</a>
            &nbsp;». Elle reviendra avec ce qu’elle disait elle-même. Ce qui y était lié (personnes,
            conventions, réunions…) reste à «&nbsp;{nameOf(kept)}&nbsp;», qui garde aussi ce qu’elle en a
            repris. Les deux fiches pourront de nouveau paraître en doublon.
          </p>
          <p>Si les réunir est le dernier geste que vous avez fait, Ctrl Z le défait en entier.</p>
        </Confirm>
      ) : null,
  }
}
