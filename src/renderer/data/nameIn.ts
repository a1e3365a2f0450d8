import { anyRecord } from '../../core/projection/anyRecord'
import type { RowStore } from '../../core/projection/rows'
import { displayName } from '../../core/schema/derive'
import type { NameOf } from '../../core/schema/traits'

/**
 * What records are called where no screen stands by: a payment by its funding, that one by its funder. `depth` bounds how
 * far references are followed, for records may refer to each other in a circle.
 */
export const nameIn =
  (rows: Pick<RowStore, 'get'>, depth = 2): NameOf =>
  (id) => {
    if (depth < 0) return '' // left out of the name, not said to be absent
    const found = anyRecord(rows, id)
    return found && displayName(found.def, found.row.values, nameIn(rows, depth - 1))
  }
