import type { RowStore } from '../projection/rows'
import { rowsOf } from '../projection/rows'
import { isDay } from '../schema/kinds/dates'
import type { AnyRecordDef, AnyRow, Row } from '../schema/record'
import { withParents } from './parents'

/** What figures read: the living rows, never a document. */
export type Source = Pick<RowStore, 'get' | 'list'>

/**
 * The rows of a kind that exist here and count, of one space if asked: private cells that came ahead of their record wait,
 * and what is a part of a record in the trash counts no more than it.
 */
export function livingRows<D extends AnyRecordDef>(
  source: Source,
  def: D,
  space?: string,
): readonly Row<D>[] {
  const rows = rowsOf(source, def).filter(
    (row) => !row.pending && (space === undefined || row.space === space),
  )
  return withParents(source, def.name, rows)
}

/** A stored day, or null: missing, « date inconnue » and odd values alike cannot be counted with. */
export function dayOf(value: unknown): string | null {
  return isDay(value) ? value : null
}

/** A stored amount (cents) or number, or null. */
export function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

/** A stored text, or null when there is nothing to read. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

/**
 * The sum of what is known, or null when nothing is: a total of unknowns is not zero. Added up in hundredths, the most
 * that a figure is stored with, so that 10,1 and 20,2 are 30,3.
 */
export function sumOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((sum, value) => sum + Math.round(value * 100), 0) / 100
}

/** Items by key, in their order; those without a key are left out. */
export function grouped<T>(
  items: readonly T[],
  keyOf: (item: T) => string | null | undefined,
): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    if (key === null || key === undefined) continue
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

/** The rows of one space at a time, each kind being sorted out once: for reading a hundred départements in turn. */
export function sourceBySpace(source: Source): (space: string) => Source {
  const kinds = new Map<string, ReadonlyMap<string, AnyRow[]>>()
  const rowsIn = (kind: string, space: string): readonly AnyRow[] => {
    const spaces = kinds.get(kind) ?? grouped(source.list(kind), (row) => row.space)
    kinds.set(kind, spaces)
    return spaces.get(space) ?? []
  }
  return (space) => ({ get: (kind, id) => source.get(kind, id), list: (kind) => rowsIn(kind, space) })
}
