import { createRowStore, type RowPart, type RowStore } from '../../src/core/projection/rows'
import type { AnyValues } from '../../src/core/schema/record'

/** One record of a test. */
export interface TestRecord {
  readonly kind: string
  readonly id: string
  readonly values: AnyValues
  readonly space?: string
}

/** What its home room says of a record, of the Manche unless it says otherwise. */
export const partOf = ({ kind, id, values, space = '50' }: TestRecord): RowPart => ({
  room: `dep-${space}`,
  space,
  kind,
  id,
  home: true,
  present: true,
  deleted: false,
  values,
})

/** A real row store that holds these records. */
export function rowsOf(records: readonly TestRecord[]): RowStore {
  const rows = createRowStore()
  rows.put(records.map(partOf))
  return rows
}
