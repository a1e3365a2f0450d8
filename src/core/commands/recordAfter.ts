import { DELETED, cellKey, type CellChange } from '../document/cells'
import { changesFor, valuesOf } from '../document/values'
import type { AnyRecordDef, AnyValues } from '../schema/record'
import type { View } from './command'

/** What a record holds once a plan is carried out, of whose changes those of other records do not matter. */
export function recordAfter(
  view: View,
  changes: readonly CellChange[],
  def: AnyRecordDef,
  id: string,
): { readonly values: AnyValues; readonly deleted: boolean } {
  const row = view.get(def.name, id)
  const own = changes.filter((change) => change.kind === def.name && change.id === id)
  const cells = new Map(
    [...changesFor(def, id, {}, row?.values ?? {}), ...own].map((cell) => [
      cellKey(id, cell.field, cell.member),
      cell,
    ]),
  )
  const trash = cells.get(cellKey(id, DELETED))
  return {
    values: valuesOf(def, cells.values(), () => true),
    deleted: trash ? trash.value === true : (row?.deleted ?? false),
  }
}
