import { probableDuplicates } from '../../core/figures/duplicates'
import type { AnyRow } from '../../core/schema/record'

/** A pair of records that are probably one, by their ids. */
export interface FoundPair {
  readonly kind: string
  readonly older: string
  readonly newer: string
  readonly reasons: readonly string[]
  readonly sure: boolean
}

/** What has changed since the last look: rows as they are now, and ids of which there is no row any more. */
export interface RowsChange {
  readonly rows: readonly AnyRow[]
  readonly gone: readonly string[]
}

/** A copy of the rows that duplicates are looked for in. */
export interface DuplicateSearch {
  take(change: RowsChange): void
  /** The pairs of a space. */
  find(space: string): readonly FoundPair[]
}

/** Makes an empty copy. */
export function createDuplicateSearch(): DuplicateSearch {
  const kinds = new Map<string, Map<string, AnyRow>>()
  return {
    take({ rows, gone }) {
      for (const id of gone) for (const known of kinds.values()) known.delete(id)
      for (const row of rows) {
        const known = kinds.get(row.kind) ?? new Map<string, AnyRow>()
        kinds.set(row.kind, known.set(row.id, row))
      }
    },
    find(space) {
      const source = {
        get: (kind: string, id: string) => kinds.get(kind)?.get(id),
        list: (kind: string) => [...(kinds.get(kind)?.values() ?? [])].filter((row) => !row.deleted),
      }
      return probableDuplicates(source, space).map(({ kind, older, newer, reasons, sure }) => ({
        kind,
        older: older.id,
        newer: newer.id,
        reasons,
        sure,
      }))
    },
  }
}
