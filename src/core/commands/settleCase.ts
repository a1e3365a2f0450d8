import type { CellChange } from '../document/cells'
import { settlement, type OverruledCase } from '../document/overruled'
import { fail, ok } from '../result'
import { comingBack } from './comingBack'
import type { Command } from './command'
import { withinLeave } from './withinLeave'

/** A case of « À vérifier » and the way out that was chosen; `taken`: see `takenByUndo`, of a record to restore. */
export interface Settling {
  readonly item: OverruledCase
  readonly keep: string
  readonly taken?: readonly CellChange[]
}

/** Settles a case of « À vérifier »: keeps one head of it, or the trash, or the restored record. An ordinary edit. */
export const settleCase: Command<Settling> = {
  name: 'settleCase',
  plan(view, { item, keep, taken }) {
    const changes = settlement(item, keep, taken)
    if (!changes)
      return fail([{ field: item.field, message: 'Ce choix n’existe plus\u00a0: la fiche a changé depuis.' }])
    return ok({ changes: withinLeave(view, comingBack(view, changes)), by: 'review', force: true })
  },
}
