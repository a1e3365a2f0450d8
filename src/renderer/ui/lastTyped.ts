import { createContext } from 'react'

/** A rich text that is written in this window. */
export interface WrittenText {
  readonly kind: string
  readonly id: string
  /** « les notes ». */
  readonly words: string
  /** Its place in the application. */
  readonly path: string
  /** Whether its editor stands still: it alone undoes what is typed in it. */
  isOpen(): boolean
}

/**
 * Whether what was done last in this window was to type in a rich text: no journal tells of that, and an undo from outside
 * would take back something older without a word. Known for as long as the window stands.
 */
export interface LastTyped {
  typed(text: WrittenText): void
  /** The text, where nothing was committed since it was typed in; told once. */
  take(): WrittenText | undefined
}

/** `commits` changes with every commit of one's own. */
export function createLastTyped(commits: { get(): unknown }): LastTyped {
  let last: { readonly text: WrittenText; readonly commit: unknown } | undefined
  return {
    typed(text) {
      last = { text, commit: commits.get() }
    },
    take() {
      const text = last?.commit === commits.get() ? last?.text : undefined
      last = undefined
      return text
    },
  }
}

/** Where editors tell of what is typed in them; nobody listens outside the window's shell. */
export const LastTypedContext = createContext<LastTyped | undefined>(undefined)
