import type { AnyRow } from '../../../core/schema/record'

/** The order in which a table last showed its rows. */
export interface LastOrder {
  /** The same rows, those shown last time in the order they had then. */
  arrange(rows: readonly AnyRow[]): AnyRow[]
  remember(ids: readonly string[]): void
}

/**
 * Remembers a table's order. Sorting again what one edit has changed then compares each row with its neighbour and
 * hardly more, where names are compared slowly, as French orders them.
 */
export function createLastOrder(): LastOrder {
  let places = new Map<string, number>()
  const placeOf = (row: AnyRow): number => places.get(row.id) ?? places.size
  return {
    arrange: (rows) => [...rows].sort((a, b) => placeOf(a) - placeOf(b)),
    remember(ids) {
      places = new Map(ids.map((id, place) => [id, place]))
    },
  }
}
