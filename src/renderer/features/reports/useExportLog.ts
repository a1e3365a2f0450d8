import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { type Audience, audiences } from '../../../core/sheets/sheet'
import { useWorkspace } from '../../data/hooks'

/** A workbook that was made here: no one's data, only that it was, when, and for whom. */
export interface ExportEntry {
  readonly fileName: string
  readonly audience: Audience
  /** ISO date and time. */
  readonly at: string
}

const LONGEST = 200
const CHANGED = 'maillage:exports'

/** The workbooks made on this computer, the last one first: the log of exports that carry personal data. */
export function useExportLog(): { readonly entries: readonly ExportEntry[]; add(entry: ExportEntry): void } {
  const { identity } = useWorkspace()
  const key = `maillage.exports.${identity.space}`
  const text = useSyncExternalStore(subscribe, () => localStorage.getItem(key))
  const entries = useMemo(() => read(text), [text])
  const add = useCallback(
    (entry: ExportEntry) => {
      // Read again: another card of the same page may have added to it since.
      const kept = [entry, ...read(localStorage.getItem(key))].slice(0, LONGEST)
      try {
        localStorage.setItem(key, JSON.stringify(kept))
      } catch {
        // A full storage costs a line of the log, never the export itself.
      }
      window.dispatchEvent(new Event(CHANGED))
    },
    [key],
  )
  return { entries, add }
}

function subscribe(listener: () => void): () => void {
  for (const event of [CHANGED, 'storage']) window.addEventListener(event, listener)
  return () => {
    for (const event of [CHANGED, 'storage']) window.removeEventListener(event, listener)
  }
}

function read(text: string | null): readonly ExportEntry[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(value) ? value.filter(isEntry) : []
  } catch {
    return []
  }
}

function isEntry(value: unknown): value is ExportEntry {
  if (typeof value !== 'object' || value === null) return false
  const { fileName, audience, at } = value as { [key: string]: unknown } // any object may be asked for its keys
  const isKnown = typeof audience === 'string' && Object.hasOwn(audiences, audience)
  return typeof fileName === 'string' && typeof at === 'string' && isKnown
}
