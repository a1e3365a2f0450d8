import { anyRecord } from '../../core/projection/anyRecord'
import type { RowStore } from '../../core/projection/rows'
import { displayName } from '../../core/schema/derive'
import type { NameOf } from '../../core/schema/traits'

/** What records are called where no screen stands by: nothing is said of what they refer to in their turn. */
export const nameIn =
  (rows: Pick<RowStore, 'get'>): NameOf =>
  (id) => {
    const found = anyRecord(rows, id)
    return found && displayName(found.def, found.row.values, () => undefined)
  }
