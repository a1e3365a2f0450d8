import {
  type FormEvent,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  useEffect,
  useRef,
  useState,
} from 'react'
import type { FieldValue } from '../../../core/schema/record'
import { useUnsaved } from '../unsaved'
import { useHandler } from '../useHandler'
import type { Commit } from './useDraft'
import { useKept } from './useKept'
import type { WidgetProps } from './widget'

/** What is typed in a list to look for a choice, until something is chosen. */
interface TypedChoice {
  /** What was typed; empty where the box only shows what is chosen. */
  readonly typed: string
  /** Why it is not a choice, in words. */
  readonly problem: string | undefined
  readonly commit: Commit
  /** Lets go of what was typed: what is chosen stands. */
  forget(): void
  /** What the library's box is given. */
  readonly box: {
    readonly searchValue: string
    onSearchChange(text: string): void
    onInput(event: FormEvent<HTMLInputElement>): void
    onFocus(event: FocusEvent<HTMLInputElement>): void
    onMouseDown(event: MouseEvent<HTMLInputElement>): void
    onBlur(): void
    onKeyDown(event: KeyboardEvent<HTMLInputElement>): void
  }
}

/**
 * A list keeps what was typed in it and is no choice, in red and on the disk, like what a field of text cannot read: the
 * library would put back what is chosen, and forget it. `advice` says what to do with it.
 */
export function useTypedChoice(props: WidgetProps, advice: (typed: string) => string): TypedChoice {
  const { field, place, unread, value, commit } = props
  const kept = useKept(place, unread)
  const [typed, setTyped] = useState(kept.found?.text ?? '')
  const [refused, setRefused] = useState(kept.found !== undefined)
  // What the library shows by itself: the name of what is chosen.
  const [shown, setShown] = useState('')
  // The library tells what is typed and what it shows by the same word, the first right after the event.
  const isInput = useRef(false)
  const words = `«\u00a0${typed.trim()}\u00a0» n’est pas retenu. ${advice(typed)}`
  const typing = { text: typed.trim(), began: value ?? null, why: words }
  const isTyped = typing.text !== ''

  const forget = (): void => {
    setTyped('')
    setRefused(false)
    kept.forget()
  }
  const leave = useHandler(() => {
    if (isTyped) kept.leave(field.label, typing)
  })
  useEffect(() => leave, [leave])
  useUnsaved(isTyped ? `«\u00a0${field.label}\u00a0»` : undefined, () => kept.keep(typing).then(() => false))

  return {
    typed: isTyped ? typed : '',
    forget,
    problem: refused && isTyped ? words : undefined,
    commit(next: FieldValue | null, began) {
      forget()
      return commit(next, began)
    },
    box: {
      searchValue: isTyped ? typed : shown,
      onSearchChange(text) {
        const isOfInput = isInput.current
        isInput.current = false
        if (!isOfInput || text === '') setShown(text)
      },
      onInput({ currentTarget }) {
        isInput.current = true
        setTyped(currentTarget.value)
      },
      // What is chosen is replaced by what is typed, never lengthened.
      onFocus: ({ currentTarget }) => currentTarget.select(),
      onMouseDown(event) {
        if (document.activeElement === event.currentTarget) return
        // The press would put the caret where it is made, and the selection away.
        event.preventDefault()
        event.currentTarget.focus()
      },
      onBlur() {
        if (!isTyped) return forget()
        setRefused(true)
        void kept.keep(typing)
      },
      onKeyDown(event) {
        const isList = event.currentTarget.getAttribute('data-mantine-stop-propagation') === 'true'
        if (event.key !== 'Escape' || isList || !isTyped) return
        event.stopPropagation()
        forget()
      },
    },
  }
}

/** What to do with what was typed in a list that is closed. */
export const choiceAdvice = (): string => 'Choisissez dans la liste, ou effacez ce texte.'
