import { records } from '../records'
import type { AnyRecordDef, AnyRow } from '../schema/record'
import type { RowStore } from './rows'

/** The record that has an id, whatever its kind: an id alone does not tell. Undefined where no row has it. */
export function anyRecord(
  rows: Pick<RowStore, 'get'>,
  id: string,
): { readonly def: AnyRecordDef; readonly row: AnyRow } | undefined {
  for (const def of records) {
    const row = rows.get(def.name, id)
    if (row) return { def, row }
  }
  return undefined
}
