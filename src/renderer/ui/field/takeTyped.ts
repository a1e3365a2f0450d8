import type { KeyboardEvent } from 'react'

interface Taking {
  /** What was typed to look for an option; empty where the box only shows what is chosen. */
  readonly typed: string
  /** Whether the first match is taken, or one that matches alone. */
  readonly first: boolean
  /** Tells by its value an option that makes a record: it is taken where it is pointed at alone. */
  isMade?(value: string): boolean
}

/**
 * Tab leaves the field and takes what alone matches what was typed: it is what was meant. Enter in an open list is the list's, and never sends the form around it: it chooses what is pointed at, else what was
 * typed. To be heard as the key comes in (`onKeyDownCapture`): the library's own answer forgets what it points at when
 * the first letter opens the list, and takes back the choice of a list that has only been opened.
 */
export function takeTyped(event: KeyboardEvent<HTMLInputElement>, { typed, first, isMade }: Taking): void {
  const box = event.currentTarget
  const leaves = event.key === 'Tab' && !event.shiftKey
  if ((event.key !== 'Enter' && !leaves) || event.nativeEvent.isComposing) return
  if (box.getAttribute('aria-expanded') !== 'true') return
  if (!leaves) {
    event.preventDefault()
    event.stopPropagation()
  }
  const list = document.getElementById(box.getAttribute('aria-controls') ?? '')
  const options = [...(list?.querySelectorAll<HTMLElement>('[role="option"]') ?? [])]
  const pointed = options.find((option) => option.hasAttribute('data-combobox-selected'))
  if (pointed && !leaves) return pointed.click()
  if (typed.trim() === '') return
  const matches = options.filter((option) => !isMade?.(option.getAttribute('value') ?? ''))
  if ((first && !leaves) || matches.length === 1) matches[0]?.click()
}
