import * as Y from 'yjs'
import { byStamp, readEntry, type JournalEntry } from '../../core/document/journal'
import type { OwnUpdate } from './readRoom'

/**
 * Of own updates that wait aside, in order, those that nothing can ever bring in: between them and what is here, or what
 * the server has acknowledged (`ackedClock`), own clocks are gone that nobody else holds.
 */
export function orphansOf(
  doc: Y.Doc,
  waiting: readonly OwnUpdate[],
  client: number,
  ackedClock: number,
): readonly OwnUpdate[] {
  let reach = Math.max(Y.getState(doc.store, client), ackedClock)
  return waiting.filter(({ update }) => {
    const { from, to } = Y.parseUpdateMeta(update)
    const start = from.get(client)
    if (start === undefined) return false
    if (start > reach) return true
    reach = Math.max(reach, to.get(client) ?? 0)
    return false
  })
}

/** The journal entries that stand in an update, whether or not anything can be built on it, in the order they were made. */
export function entriesIn(updates: readonly Uint8Array[]): readonly JournalEntry[] {
  const entries: JournalEntry[] = []
  for (const update of updates)
    for (const struct of Y.decodeUpdate(update).structs) {
      if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentAny)) continue
      for (const stored of struct.content.getContent()) {
        const entry = readEntry(stored)
        if (entry) entries.push(entry)
      }
    }
  return entries.sort(byStamp)
}

/** Whether an update holds typed text: no journal tells of it, and it cannot be made again without its document. */
export const holdsText = (update: Uint8Array): boolean =>
  Y.decodeUpdate(update).structs.some(
    (struct) => struct instanceof Y.Item && struct.content instanceof Y.ContentString,
  )
