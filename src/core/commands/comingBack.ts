import { DELETED, type CellChange } from '../document/cells'
import { changesFor } from '../document/values'
import { recordOf } from '../records'
import { idsIn, targetsOf } from '../schema/links'
import type { FieldValue } from '../schema/record'
import type { View } from './command'
import { recordAfter } from './recordAfter'
import { keptOf, movesWith, redirected } from './references'

/**
 * A plan, and what follows for the records that it takes out of the trash: whom they name there may have been merged
 * meanwhile, and « même fiche » moves the references of living records alone: what is written in a trashed one is asked
 * about. They name the record that stays, as things stand once the plan is carried out.
 */
export function comingBack(view: View, changes: readonly CellChange[]): readonly CellChange[] {
  const back = changes.filter(({ field, value }) => field === DELETED && value === null)
  if (back.length === 0) return changes
  const own = new Map<string, CellChange[]>()
  for (const change of changes) {
    const record = `${change.kind}/${change.id}`
    own.set(record, [...(own.get(record) ?? []), change])
  }
  const after = (kind: string, id: string) => {
    const def = recordOf(kind)
    if (!def) return undefined
    const changed = own.get(`${kind}/${id}`)
    return changed ? recordAfter(view, changed, def, id) : view.get(kind, id)
  }
  const moved = back.flatMap(({ kind, id }): readonly CellChange[] => {
    const [def, record] = [recordOf(kind), after(kind, id)]
    if (!def || !record) return []
    const next: { [field: string]: FieldValue | null | undefined } = {}
    for (const [name, field] of Object.entries(def.fields))
      for (const target of targetsOf(field).filter((each) => movesWith(name, field, each)))
        for (const named of idsIn(record.values[name])) {
          const kept = keptOf((other) => after(target, other), named)
          if (kept === undefined) continue
          next[name] = redirected(field, next[name] ?? record.values[name], named, kept === id ? null : kept)
        }
    return changesFor(def, id, record.values, next)
  })
  return [...changes, ...moved]
}
