import { columnOf, searchText } from '../schema/derive'
import { fold } from '../schema/fold'
import { isEmpty } from '../schema/validate'
import type { AnyRecordDef, AnyRow } from '../schema/record'
import type { NameOf } from '../schema/traits'

/** One condition on a field. A set field satisfies `oneOf` with any of its members. */
export type Filter =
  | { readonly field: string; readonly is: 'empty' | 'filled' }
  | { readonly field: string; readonly is: 'oneOf'; readonly values: readonly string[] }
  | {
      readonly field: string
      readonly is: 'between'
      readonly from?: string | number
      readonly to?: string | number
    }
  | { readonly field: string; readonly is: 'contains'; readonly text: string }

/** What a table asks of its rows. */
export interface Query {
  /** Words that must all be found somewhere in the record, accents and case aside. */
  readonly search?: string
  readonly filters?: readonly Filter[]
  readonly sort?: readonly { readonly field: string; readonly descending?: boolean }[]
}

/**
 * Answers queries over the rows of one kind. Prepared search texts hold the names that rows refer to, so they are good
 * until `revision` (the row store's) moves.
 */
export function createQuery(def: AnyRecordDef, nameOf: NameOf, revision: () => number) {
  let haystacks = new Map<AnyRow, string>()
  let preparedAt = -1
  const haystack = (row: AnyRow): string => {
    const known = haystacks.get(row)
    if (known !== undefined) return known
    const made = searchText(def, row, nameOf)
    haystacks.set(row, made)
    return made
  }
  const columns = new Map(Object.entries(def.fields).map(([name, field]) => [name, columnOf(name, field)]))

  const passes = (row: AnyRow, filter: Filter): boolean => {
    const value = row.values[filter.field]
    switch (filter.is) {
      case 'empty':
        return isEmpty(value)
      case 'filled':
        return !isEmpty(value)
      case 'oneOf': {
        const members = Array.isArray(value)
          ? value
          : typeof value === 'object' && value
            ? Object.keys(value)
            : [value]
        return members.some((member) => filter.values.includes(String(member)))
      }
      case 'between':
        if (typeof value !== 'string' && typeof value !== 'number') return false
        return (
          (filter.from === undefined || value >= filter.from) &&
          (filter.to === undefined || value <= filter.to)
        )
      case 'contains':
        return fold(columns.get(filter.field)?.text(row, nameOf) ?? '').includes(fold(filter.text))
    }
  }

  return (rows: readonly AnyRow[], query: Query): readonly AnyRow[] => {
    if (preparedAt !== revision()) [haystacks, preparedAt] = [new Map(), revision()]
    const words = fold(query.search ?? '')
      .split(' ')
      .filter((word) => word !== '')
    const found = rows.filter(
      (row) =>
        words.every((word) => haystack(row).includes(word)) &&
        (query.filters ?? []).every((f) => passes(row, f)),
    )
    const orders = (query.sort ?? []).flatMap(({ field, descending }) => {
      const column = columns.get(field)
      return column ? [{ column, sign: descending ? -1 : 1 }] : []
    })
    if (orders.length === 0) return found
    return found.sort((a, b) => {
      for (const { column, sign } of orders) {
        const order = column.compare(a, b, nameOf)
        if (order !== 0) return sign * order
      }
      return a.id < b.id ? -1 : 1
    })
  }
}
