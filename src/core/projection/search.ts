import { displayName, searchText } from '../schema/derive'
import { fold } from '../schema/fold'
import type { AnyRecordDef, AnyRow } from '../schema/record'
import { compareText, type NameOf } from '../schema/traits'
import type { RowStore } from './rows'

/** A record found by the palette. */
export interface Found {
  readonly def: AnyRecordDef
  readonly row: AnyRow
  readonly name: string
}

/** What decides of its place. */
interface Ranked extends Found {
  readonly rank: number
  /** Of its kind among those that are sought. */
  readonly order: number
  readonly begins: boolean
}

/**
 * Finds any record by any of its words, accents and case aside; at most `limit`. The name that is just what was typed
 * comes first, then names in which a word begins with each of those typed, then names that hold them, then the rest.
 * Among as good ones the kinds come in the order of `defs`, and in a kind the names that begin so.
 */
export function createSearch(store: RowStore, defs: readonly AnyRecordDef[], nameOf: NameOf) {
  // a row's text holds the names it refers to: prepared texts are good until any row changes
  let prepared = new Map<AnyRow, { readonly name: string; readonly folded: string; readonly text: string }>()
  let preparedAt = -1
  const prepare = (def: AnyRecordDef, row: AnyRow) => {
    const known = prepared.get(row)
    if (known) return known
    const name = displayName(def, row.values, nameOf)
    const made = { name, folded: fold(name), text: searchText(def, row, nameOf) }
    prepared.set(row, made)
    return made
  }
  return (input: string, limit: number): readonly Found[] => {
    const words = fold(input)
      .split(' ')
      .filter((word) => word !== '')
    if (words.length === 0) return []
    if (preparedAt !== store.revision()) [prepared, preparedAt] = [new Map(), store.revision()]
    const whole = words.join(' ')
    const best: Ranked[] = []
    for (const [order, def] of defs.entries())
      for (const row of store.list(def.name)) {
        const { name, folded, text } = prepare(def, row)
        if (!words.every((word) => text.includes(word) || folded.includes(word))) continue
        const starts = words.every((word) => folded.startsWith(word) || folded.includes(` ${word}`))
        const holds = words.every((word) => folded.includes(word))
        const rank = folded === whole ? 0 : starts ? 1 : holds ? 2 : 3
        keepBest(best, { def, row, name, rank, order, begins: folded.startsWith(whole) }, limit)
      }
    return best
  }
}

/** Puts one in its place among the best so far: of many that are found, all but a few are compared once. */
function keepBest(best: Ranked[], one: Ranked, limit: number): void {
  const last = best[limit - 1]
  if (last && compareRanked(one, last) >= 0) return
  let [from, to] = [0, best.length]
  while (from < to) {
    const middle = (from + to) >> 1
    const other = best[middle]
    if (other && compareRanked(one, other) < 0) to = middle
    else from = middle + 1
  }
  best.splice(from, 0, one)
  if (best.length > limit) best.pop()
}

const compareRanked = (a: Ranked, b: Ranked): number =>
  a.rank - b.rank || a.order - b.order || Number(b.begins) - Number(a.begins) || compareText(a.name, b.name)
