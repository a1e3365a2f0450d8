import { createRowStore, type RowStore } from '../../../src/core/projection/rows'
import type { AnyValues } from '../../../src/core/schema/record'

/** One record of a test. */
export interface TestRecord {
  readonly kind: string
  readonly id: string
  readonly values: AnyValues
  readonly space?: string
}

/** A real row store that holds these records, of the Manche unless they say otherwise. */
export function rowsOf(records: readonly TestRecord[]): RowStore {
  const rows = createRowStore()
  rows.put(
    records.map(({ kind, id, values, space = '50' }) => ({
      room: `dep-${space}`,
      space,
      kind,
      id,
      home: true,
      present: true,
      deleted: false,
      values,
    })),
  )
  return rows
}
