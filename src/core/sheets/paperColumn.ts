import { formatField } from '../schema/kinds'
import type { Field } from '../schema/field'
import type { AnyRow } from '../schema/record'
import type { NameOf } from '../schema/traits'
import { fieldColumn } from './recordSheet'
import { valueOf } from './sheet'

/** A field as a table on paper shows it. */
export interface PaperColumn {
  readonly isSummed: boolean
  text(row: AnyRow): string
}

/** What leaves on paper is what leaves in a file: small counts are masked, and a masked count has no total. */
export function paperColumn(name: string, field: Field, nameOf: NameOf): PaperColumn {
  const column = fieldColumn(name, field, nameOf)
  return {
    isSummed: column.total !== undefined,
    text(row) {
      const cell = valueOf(column.value(row))
      // Numbers and days are written by whoever opens a file; paper has them in French at once.
      const isText = typeof cell === 'string' && column.type !== 'date'
      return isText ? cell : formatField(field, row.values[name], nameOf)
    },
  }
}
