import { createContext, useContext, useEffect } from 'react'

/** Work that stands on screen alone: closing the page would lose it. */
export interface Unsaved {
  /** Counts a work in; the returned function counts it out. */
  add(what: string): () => void
  /** What is open now, in the user's words. */
  all(): readonly string[]
}

/** Nothing is unsaved yet. */
export function openUnsaved(): Unsaved {
  const works = new Set<{ readonly what: string }>()
  return {
    add(what) {
      const work = { what }
      works.add(work)
      return () => works.delete(work)
    },
    all: () => [...works].map(({ what }) => what),
  }
}

/** Given once, when the page starts. */
export const UnsavedContext = createContext<Unsaved | undefined>(undefined)

/** Says that a work stands on screen alone for as long as it is named: « l’import en cours ». */
export function useUnsaved(what: string | undefined): void {
  const unsaved = useContext(UnsavedContext)
  useEffect(() => (what === undefined ? undefined : unsaved?.add(what)), [unsaved, what])
}
