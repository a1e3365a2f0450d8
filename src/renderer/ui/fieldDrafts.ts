import { createContext } from 'react'
import { announce } from './announce'
import type { Unsaved } from './unsaved'

/** Where a field stands. */
export interface Place {
  readonly record: string
  readonly field: string
}

/** What was typed in a field and cannot be stored as it is. */
export interface Unstored {
  readonly text: string
  /** In words. */
  readonly why: string
}

/** What fields went away with and could not store: it waits for its field to come back, or is told at the end. */
export interface FieldDrafts {
  /** Gives back what waits at a place, where it waits no more. */
  take(place: Place): Unstored | undefined
  /** Keeps what a field goes away with, and says where it waits; `what` names the field: « Courriel » (MJC du Port). */
  leave(place: Place, what: string, left: Unstored): void
  /** Says that the space is open; the returned function says that it closes, and tells of what still waits. */
  open(): () => void
}

interface Waiting {
  readonly what: string
  readonly left: Unstored
  /** Counts it out of what would be lost with the window. */
  readonly forget: (() => void) | undefined
}

/** Nothing waits yet. */
export function openFieldDrafts(unsaved: Unsaved | undefined): FieldDrafts {
  const waiting = new Map<string, Waiting>()
  let closed = false
  return {
    take(place) {
      const found = waiting.get(keyOf(place))
      waiting.delete(keyOf(place))
      found?.forget?.()
      return found?.left
    },
    leave(place, what, left) {
      if (closed) return announce(dropped(what, left), 'danger')
      waiting.get(keyOf(place))?.forget?.()
      // Only the person can correct it; until then it is typed and not stored, as it was in its field.
      const save = (): Promise<boolean> => Promise.resolve(false)
      waiting.set(keyOf(place), { what, left, forget: unsaved?.add({ what, save }) })
      announce(`${what} n’est pas enregistré. ${left.why} Votre saisie vous attend dans sa fiche.`, 'danger')
    },
    open() {
      closed = false
      return () => {
        closed = true
        for (const { what, left, forget } of waiting.values()) {
          forget?.()
          announce(dropped(what, left), 'danger')
        }
        waiting.clear()
      }
    },
  }
}

/** What nobody can store any more: said, and all of it kept where it can be copied from. */
export const dropped = (what: string, { text, why }: Unstored): string =>
  `${what} n’a pas été enregistré\u00a0: «\u00a0${text}\u00a0». ${why}`

const keyOf = ({ record, field }: Place): string => `${record}/${field}`

/** Given once for each open space. */
export const FieldDraftsContext = createContext<FieldDrafts | undefined>(undefined)
