import { createContext } from 'react'
import type { Place } from './fieldDrafts'

/** Brings whoever asks for a field to it, once the panel of its record is on screen. */
export interface AskedField {
  ask(place: Place): void
  /** Says that a record is on screen; `take` is called with each of its fields that is asked for. Returns the stop. */
  attend(record: string, take: (field: string) => void): () => void
}

/** Nothing is asked for yet; what is asked for last is waited for, and nothing before it. */
export function openAskedField(): AskedField {
  const attending = new Map<string, (field: string) => void>()
  let waited: Place | undefined
  return {
    ask(place) {
      const take = attending.get(place.record)
      waited = take ? undefined : place
      take?.(place.field)
    },
    attend(record, take) {
      attending.set(record, take)
      if (waited?.record === record) {
        take(waited.field)
        waited = undefined
      }
      return () => {
        if (attending.get(record) === take) attending.delete(record)
      }
    },
  }
}

/** Given once for each open space. */
export const AskedFieldContext = createContext<AskedField | undefined>(undefined)
