import type * as Y from 'yjs'
import { itemParts, lastItemOf } from '../../core/document/items'
import { journalOf, type JournalEntry } from '../../core/document/journal'

/** Makes an entry's edit again as it was. What a trash had seen of the writes that are gone, it sees of those made again. */
export function writeAgain(doc: Y.Doc, entry: JournalEntry, client: number): void {
  const seenAgain = (record: string, seen: { readonly [key: string]: string }) =>
    Object.entries(seen).map(([key, item]) => {
      const [kind = ''] = record.split('/')
      return [key, itemParts(item)?.client === client ? (lastItemOf(doc, kind, key) ?? item) : item]
    })
  const trashed = Object.entries(entry.trashed ?? {}).map(([record, seen]) => [
    record,
    Object.fromEntries(seenAgain(record, seen)),
  ])
  journalOf(doc).push([{ ...entry, ...(entry.trashed ? { trashed: Object.fromEntries(trashed) } : {}) }])
  for (const [key, , value] of entry.cells) {
    const [kind = '', ...rest] = key.split('/')
    doc.getMap(kind).set(rest.join('/'), value)
  }
}
