import { createContext } from 'react'
import type { AnyValues } from '../../core/schema/record'
import { announce } from './announce'
import type { Unsaved } from './unsaved'

/** Lines begun and not yet added, each at its place: they outlive the tab and the record they were begun in. */
export interface LineDrafts {
  /** What was begun at a place; empty where nothing was. */
  get(place: string): AnyValues
  /** Keeps what is typed; `label` names its gesture, « Ajouter la décision ». */
  set(place: string, label: string, values: AnyValues): void
  /** Says that a line is on screen; the returned function says that it no longer is, and tells of what waits there. */
  attend(place: string): () => void
  /** Says that the space is open; the returned function says that it closes, and tells of what was never added. */
  open(): () => void
}

interface Kept {
  readonly label: string
  readonly values: AnyValues
  /** Counts it out of what would be lost with the window. */
  readonly forget: (() => void) | undefined
}

/** No line is begun yet. */
export function openLineDrafts(unsaved: Unsaved | undefined): LineDrafts {
  const kept = new Map<string, Kept>()
  const attended = new Set<string>()
  let closed = false
  const tell = (label: string): void => {
    if (closed) announce(`«\u00a0${label}\u00a0» n’avait pas été fait\u00a0: la ligne est perdue.`, 'danger')
    else
      announce(
        `«\u00a0${label}\u00a0» n’est pas encore fait\u00a0: la ligne commencée vous attend sur cette fiche.`,
        'warn',
      )
  }
  return {
    get: (place) => kept.get(place)?.values ?? {},
    set(place, label, values) {
      kept.get(place)?.forget?.()
      kept.delete(place)
      if (Object.values(values).every((value) => (value ?? null) === null)) return
      if (!closed)
        kept.set(place, { label, values, forget: unsaved?.add({ what: `«\u00a0${label}\u00a0»` }) })
      // A field that goes away stores what it holds after its line has left.
      if (!attended.has(place)) tell(label)
    },
    attend(place) {
      attended.add(place)
      return () => {
        attended.delete(place)
        const left = kept.get(place)
        if (left) tell(left.label)
      }
    },
    open() {
      closed = false
      return () => {
        closed = true
        for (const { label, forget } of kept.values()) {
          forget?.()
          tell(label)
        }
        kept.clear()
      }
    },
  }
}

/** Given once for each open space. */
export const LineDraftsContext = createContext<LineDrafts | undefined>(undefined)
