import { DELETED, type CellChange } from '../document/cells'
import { recordOf } from '../records'
import { fail, ok } from '../result'
import { isEmpty } from '../schema/validate'
import { comingBack } from './comingBack'
import type { Command } from './command'
import { withinLeave } from './withinLeave'

/** The records that a command is about. */
export interface RecordsOfKind {
  readonly kind: string
  readonly ids: readonly string[]
}

/** Puts records in the trash. They keep every value (but what they show by leave) and can be restored; references to them stay. */
export const trashRecords: Command<RecordsOfKind> = {
  name: 'trashRecords',
  plan(view, { kind, ids }) {
    const missing = ids.filter((id) => !view.get(kind, id))
    if (missing.length > 0)
      return fail([{ field: '', message: 'Cette fiche n’existe plus sur cet ordinateur.' }])
    if (recordOf(kind)?.single && ids.length > 0)
      return fail([
        { field: '', message: 'Cette fiche va avec l’espace\u00a0: elle ne peut pas être supprimée.' },
      ])
    const changes = ids.map((id) => ({ kind, id, field: DELETED, value: true }))
    return ok({ changes: withinLeave(view, changes), by: 'trash' })
  },
}

/** Records to bring back, and what an undo took from them: see `takenByUndo`. */
export interface Restoring extends RecordsOfKind {
  readonly taken?: readonly CellChange[]
}

/**
 * Takes records out of the trash, as they were; whom they name may have been merged since. One that « même fiche » put
 * there is a record of its own again: what still names it, or will once it is trashed anew, is no other's.
 */
export const restoreRecords: Command<Restoring> = {
  name: 'restoreRecords',
  plan(view, { kind, ids, taken = [] }) {
    const missing = ids.filter((id) => !view.get(kind, id))
    if (missing.length > 0)
      return fail([{ field: '', message: 'Cette fiche n’existe plus sur cet ordinateur.' }])
    const apart = ids.filter((id) => !isEmpty(view.get(kind, id)?.values.mergedInto))
    const changes = [
      ...ids.map((id) => ({ kind, id, field: DELETED, value: null })),
      ...taken.filter(({ field }) => field !== 'mergedInto'),
      ...apart.map((id) => ({ kind, id, field: 'mergedInto', value: null })),
    ]
    return ok({ changes: withinLeave(view, comingBack(view, changes)), by: 'restore' })
  },
}
