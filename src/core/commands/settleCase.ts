import { settlement, type OverruledCase } from '../document/overruled'
import { fail, ok } from '../result'
import type { Command } from './command'
import { withinLeave } from './withinLeave'

/** Settles a case of « À vérifier »: keeps one head of it, or the trash, or the restored record. An ordinary edit. */
export const settleCase: Command<{ readonly item: OverruledCase; readonly keep: string }> = {
  name: 'settleCase',
  plan(view, { item, keep }) {
    const changes = settlement(item, keep)
    if (!changes)
      return fail([{ field: item.field, message: 'Ce choix n’existe plus\u00a0: la fiche a changé depuis.' }])
    return ok({ changes: withinLeave(view, changes), by: 'review', force: true })
  },
}
