import type { CellChange } from '../document/cells'
import { settlement, type OverruledCase } from '../document/overruled'
import { fail, ok } from '../result'
import { comingBack } from './comingBack'
import type { Command } from './command'
import { withinLeave } from './withinLeave'

/** A case of « À vérifier » as it was shown, and the way out that was chosen. */
export interface Settling {
  readonly item: OverruledCase
  readonly keep: string
  /** See `takenByUndo`, of a record to restore. */
  readonly taken?: readonly CellChange[]
  /** The open cases of its record in the turn that plans; left out where the case is known to be as it was shown. */
  readonly now?: readonly OverruledCase[]
}

/**
 * Settles a case of « À vérifier »: keeps one head of it, or the trash, or the restored record. An ordinary edit. A value
 * that has arrived since the case was shown is not overruled: its author chooses again, with all of them before their eyes.
 */
export const settleCase: Command<Settling> = {
  name: 'settleCase',
  plan(view, { item, keep, taken, now = [item] }) {
    if (item.is === 'edit' && !now.some(({ id }) => id === item.id)) {
      const another = now.some(
        ({ is, field, member }) => is === 'edit' && field === item.field && member === item.member,
      )
      const message = another
        ? 'Une autre valeur vient d’arriver\u00a0: choisissez à nouveau.'
        : 'Ce cas vient d’être réglé, ou le champ modifié, par quelqu’un d’autre\u00a0: rien n’a été changé.'
      return fail([{ field: item.field, message }])
    }
    const changes = settlement(item, keep, taken)
    if (!changes)
      return fail([{ field: item.field, message: 'Ce choix n’existe plus\u00a0: la fiche a changé depuis.' }])
    return ok({ changes: withinLeave(view, comingBack(view, changes)), by: 'review', force: true })
  },
}
