import { createContext, useContext, useEffect, useSyncExternalStore } from 'react'
import { useHandler } from './useHandler'

/** Where something kept was begun, by ids and kinds alone: in a field of a record, or in the form of a new one. */
export type KeptAt = { readonly record: string; readonly field: string } | { readonly form: string }

/** What cannot be taken up where it was begun, as long as something is not undone there: to read, or to give up. */
export interface Aside {
  /** In words: its record is in the trash. */
  readonly why: string
  /** All that was typed. */
  readonly text: string
  /** Forgets it for good. */
  giveUp(): void
}

/** Something kept that waits to be taken up again. */
export interface KeptWork {
  readonly what: string
  readonly at: KeptAt
  readonly aside?: Aside
}

/** Something that stands on screen alone: closing the page would lose it. */
export interface Work {
  /** In the user's words: « Courriel », « l’import en cours ». */
  readonly what: string
  /** Stores it as leaving its field would, and says whether it is on disk; absent where only the person can finish it. */
  readonly save?: () => Promise<boolean>
  /** Whether it was accepted already, and is only on its way to the disk: it is nobody's typing. */
  readonly isAccepted?: boolean
  /** Where it waits, if it is on the disk as it was typed, though not stored: closing the page loses nothing of it. */
  readonly keptAt?: KeptAt
  /** Why it cannot be taken up there for now. */
  readonly aside?: Aside
  /** Whether it is all of its screen, and leaving the screen loses it. */
  readonly isScreen?: boolean
}

/** The works that stand on screen alone. */
export interface Unsaved {
  /** Counts a work in; the returned function counts it out. */
  add(work: Work): () => void
  /** What closing the page would lose, in the user's words. */
  all(): readonly string[]
  /** What leaving the screen would lose, in the user's words. */
  onScreen(): readonly string[]
  /** Stores what can be, and gives back what closing the page would lose all the same. */
  save(): Promise<readonly string[]>
  /** Whether a field holds something typed that is not stored yet. */
  isTyping(): boolean
  /** What is kept and waits to be taken up again; the same list until it is another one. */
  waiting(): readonly KeptWork[]
  /** Called when either may say something else. Returns the stop. */
  subscribe(listener: () => void): () => void
}

/** Nothing is unsaved yet. */
export function openUnsaved(): Unsaved {
  const works = new Set<Work>()
  const listeners = new Set<() => void>()
  let waiting: readonly KeptWork[] = []
  const tell = (): void => {
    waiting = [...works].flatMap(({ what, keptAt, aside }) =>
      keptAt ? [{ what, at: keptAt, ...(aside ? { aside } : {}) }] : [],
    )
    listeners.forEach((listener) => listener())
  }
  return {
    add(work) {
      const own = { ...work } // two works may be told in the same words
      works.add(own)
      tell()
      return () => {
        works.delete(own)
        tell()
      }
    },
    all: () => [...works].flatMap(({ what, keptAt }) => (keptAt ? [] : [what])),
    onScreen: () => [...works].flatMap(({ what, isScreen }) => (isScreen ? [what] : [])),
    async save() {
      const done = await Promise.all(
        [...works].map(async ({ what, save, keptAt }) => ((await save?.()) || keptAt ? [] : [what])),
      )
      return done.flat()
    },
    isTyping: () =>
      [...works].some(({ save, isAccepted, keptAt }) => save !== undefined && !isAccepted && !keptAt),
    waiting: () => waiting,
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** Given once, when the page starts. */
export const UnsavedContext = createContext<Unsaved | undefined>(undefined)

/** Says that a work stands on screen alone for as long as it is named: « Courriel ». */
export function useUnsaved(what: string | undefined, save?: () => Promise<boolean>): void {
  const unsaved = useContext(UnsavedContext)
  const saved = useHandler(async () => (await save?.()) ?? false)
  const saves = save !== undefined
  useEffect(
    () => (what === undefined ? undefined : unsaved?.add(saves ? { what, save: saved } : { what })),
    [unsaved, what, saves, saved],
  )
}

/** Says that a screen stands on itself alone for as long as it is named: leaving it asks first. */
export function useUnsavedScreen(what: string | undefined): void {
  const unsaved = useContext(UnsavedContext)
  useEffect(() => (what === undefined ? undefined : unsaved?.add({ what, isScreen: true })), [unsaved, what])
}

const nothing = (): (() => void) => () => undefined
const no = (): boolean => false

/** Whether a field holds something typed that is not stored yet. */
export function useTyping(): boolean {
  const unsaved = useContext(UnsavedContext)
  return useSyncExternalStore(unsaved?.subscribe ?? nothing, unsaved?.isTyping ?? no)
}

const nobody: readonly KeptWork[] = []
const none = (): readonly KeptWork[] => nobody

/** What is kept and waits to be taken up again. */
export function useWaiting(): readonly KeptWork[] {
  const unsaved = useContext(UnsavedContext)
  return useSyncExternalStore(unsaved?.subscribe ?? nothing, unsaved?.waiting ?? none)
}
