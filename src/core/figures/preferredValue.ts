import type { HistoryEntry } from '../document/journal'
import { isLossy, sameLossyText } from '../schema/likeness'
import type { FieldValue } from '../schema/record'
import { isEmpty } from '../schema/validate'

/** One of the two records of a pair. */
export type Side = 'older' | 'newer'

/** What one record of a pair says in a field, and the last edit that this computer knows of it. */
export interface Said {
  readonly value: FieldValue | null | undefined
  readonly edit: HistoryEntry | undefined
}

/**
 * The last entry that wrote each field, from a record's history, newest first. What an undo brought back, or a redo, was
 * written by whoever wrote it first: an import stays an import.
 */
export function lastEdits(history: readonly HistoryEntry[]): ReadonlyMap<string, HistoryEntry> {
  const edits = new Map<string, HistoryEntry>()
  for (const entry of history) {
    if (entry.undone || entry.by === 'undo' || entry.by === 'redo') continue
    for (const { field } of entry.cells) if (!edits.has(field)) edits.set(field, entry)
  }
  return edits
}

/**
 * Which of two values « même fiche » proposes: the one that says more, then the one that was written last, then that of
 * the older record. A value whose edit is no longer known was written before any that is.
 */
export function preferredSide(older: Said, newer: Said): Side {
  const [first, second] = [says(older.value, newer.value), says(newer.value, older.value)]
  if (first !== second) return first ? 'older' : 'newer'
  return (newer.edit?.stamp ?? '') > (older.edit?.stamp ?? '') ? 'newer' : 'older'
}

/** Not empty, not « date inconnue », and no letter lost that the other has. */
function says(value: Said['value'], other: Said['value']): boolean {
  if (isEmpty(value) || value === 'unknown') return false
  if (typeof value !== 'string' || typeof other !== 'string') return true
  return !isLossy(value) || isLossy(other) || !sameLossyText(value, other)
}
