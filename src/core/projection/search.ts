import { displayName, searchText } from '../schema/derive'
import { fold } from '../schema/fold'
import type { AnyRecordDef, AnyRow } from '../schema/record'
import type { NameOf } from '../schema/traits'
import type { RowStore } from './rows'

/** A record found by the palette. */
export interface Found {
  readonly def: AnyRecordDef
  readonly row: AnyRow
  readonly name: string
}

/**
 * Finds any record by any of its words, accents and case aside. Names that begin with the words come first, then
 * names that hold them, then the rest; at most `limit`.
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
    const found: (Found & { readonly rank: number })[] = []
    for (const def of defs)
      for (const row of store.list(def.name)) {
        const { name, folded, text } = prepare(def, row)
        if (!words.every((word) => text.includes(word) || folded.includes(word))) continue
        const starts = words.every((word) => folded.startsWith(word) || folded.includes(` ${word}`))
        const rank = starts ? 0 : words.every((word) => folded.includes(word)) ? 1 : 2
        found.push({ def, row, name, rank })
      }
    found.sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    return found.slice(0, limit)
  }
}
