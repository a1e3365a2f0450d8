import { createContext } from 'react'
import type { FieldValue } from '../../core/schema/record'
import { announce, announceWhile } from './announce'
import type { Unsaved } from './unsaved'

/** Where a field stands. */
export interface Place {
  readonly record: string
  readonly field: string
}

/** What was typed in a field and is not its value. */
export interface Typing {
  readonly text: string
  /** What the field held when this was begun. */
  readonly began: FieldValue | null
  /** Why it cannot be stored, in words; empty while it is only not stored yet. */
  readonly why: string
}

/** Where what is typed stands until it is stored, whatever happens to the window. */
export interface TypingShelf {
  keep(typing: Place & Typing): Promise<void>
  forget(record: string, field: string): Promise<void>
}

/** What is typed in fields and is not stored: kept on the disk, it waits for its field to come back. */
export interface FieldDrafts {
  /** What waits at a place: from now on it is its field's, and still on the disk. */
  take(place: Place): Typing | undefined
  /** Keeps what is being typed; resolves when it is on the disk. */
  keep(place: Place, typing: Typing): Promise<void>
  /** Forgets what is stored now, or given up. */
  forget(place: Place): void
  /** Keeps what a field goes away with, and says where it waits. */
  leave(waiting: Waiting): void
  /** Something more that the last window left: its record was not shown yet. */
  find(waiting: Waiting): void
  /** Says anew of all that waits whether its field can take it up. */
  settle(): void
  /** Says that the space is open, and what waits in it; the returned function says that it closes. */
  open(): () => void
}

/** What waits for its field; `what` names it: « Courriel » (MJC du Port). */
export interface Waiting {
  readonly place: Place
  readonly what: string
  readonly typing: Typing
}

interface Listed extends Waiting {
  /** Why its field cannot take it up for now, in words; it is listed, and waits until it can. */
  readonly aside: string | undefined
}

/** What the last window left waits from the first moment. `asideOf` says why a field cannot take up what waits for it. */
export function openFieldDrafts(
  unsaved: Unsaved | undefined,
  shelf: TypingShelf,
  found: readonly Waiting[],
  asideOf: (place: Place) => string | undefined,
): FieldDrafts {
  const all = new Map<string, Listed>()
  // Counts what waits out of what is not stored; while the space is open, each that waits has one.
  const counted = new Map<string, (() => void) | undefined>()
  let isOpen = false
  let takeBack: (() => void) | undefined
  const take = (place: Place): Typing | undefined => {
    const key = keyOf(place)
    const waiting = all.get(key)
    all.delete(key)
    counted.get(key)?.()
    counted.delete(key)
    if (all.size === 0) takeBack?.()
    return waiting?.typing
  }
  const giveUp = (place: Place): void => {
    take(place)
    void shelf.forget(place.record, place.field)
  }
  const count = ({ place, what, typing: { text }, aside: why }: Listed): void => {
    const key = keyOf(place)
    counted.get(key)?.()
    // Only the person can correct it; closing the window loses nothing of it.
    const save = (): Promise<boolean> => Promise.resolve(false)
    const aside = why === undefined ? {} : { aside: { why, text, giveUp: () => giveUp(place) } }
    counted.set(key, unsaved?.add({ what, save, keptAt: place, ...aside }))
  }
  const put = (waiting: Waiting): void => {
    const listed = { ...waiting, aside: asideOf(waiting.place) }
    all.set(keyOf(waiting.place), listed)
    if (isOpen) count(listed)
  }
  for (const waiting of found) put(waiting)
  return {
    take,
    keep: (place, typing) => shelf.keep({ ...place, ...typing }),
    forget: (place) => void shelf.forget(place.record, place.field),
    leave(waiting) {
      const { place, typing } = waiting
      void shelf.keep({ ...place, ...typing })
      put(waiting)
      announce(leftWords([...all.values()]), 'warn')
    },
    find(waiting) {
      put(waiting)
      announce(waitingWords([{ ...waiting, aside: asideOf(waiting.place) }]), 'danger')
    },
    settle() {
      for (const waiting of [...all.values()]) if (asideOf(waiting.place) !== waiting.aside) put(waiting)
    },
    open() {
      isOpen = true
      for (const waiting of all.values()) count(waiting)
      if (all.size > 0) takeBack = announceWhile(waitingWords([...all.values()]), 'warn')
      return () => {
        isOpen = false
        for (const stop of counted.values()) stop?.()
        counted.clear()
      }
    },
  }
}

/** Told whole each time: what is told in passing hides what was told before it. */
function leftWords(all: readonly Listed[]): string {
  const [only, ...others] = all
  if (only && others.length === 0)
    return `${only.what} n’est pas enregistré. ${only.typing.why} Votre saisie vous attend dans sa fiche.`
  const names = all.map(named).join(', ')
  return `Ne sont pas enregistrés et vous attendent dans leurs fiches, à corriger\u00a0: ${names}.`
}

function waitingWords(all: readonly Listed[]): string {
  const names = all.map(named).join(', ')
  return all.length > 1
    ? `Des saisies n’étaient pas enregistrées et vous attendent dans leurs fiches\u00a0: ${names}.`
    : `Une saisie n’était pas enregistrée et vous attend dans sa fiche\u00a0: ${names}.`
}

const named = ({ what, aside }: Listed): string =>
  aside === undefined ? what : `${what}, à lire dans «\u00a0Saisies à reprendre\u00a0»`

/** What stands nowhere once its field is gone: said, and all of it kept where it can be copied from. */
export const dropped = (what: string, text: string, why: string): string =>
  `${what} n’a pas été enregistré\u00a0: «\u00a0${text}\u00a0». ${why}`

const keyOf = ({ record, field }: Place): string => `${record}/${field}`

/** Given once for each open space. */
export const FieldDraftsContext = createContext<FieldDrafts | undefined>(undefined)
