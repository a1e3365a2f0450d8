import type { KeyboardEvent } from 'react'

interface Taking {
  /** What was typed to look for an option; empty where the box only shows what is chosen. */
  readonly typed: string
  /** Whether the first match is taken, or one that matches alone. */
  readonly first: boolean
  /** Tells by its value an option that makes a record: it is never taken by itself. */
  isMade?(value: string): boolean
}

/**
 * Enter in an open list is the list's, and never sends the form around it. What is pointed at is chosen by the list
 * itself; where nothing is, the option that was typed is.
 */
export function takeTyped(event: KeyboardEvent<HTMLInputElement>, { typed, first, isMade }: Taking): void {
  const box = event.currentTarget
  if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
  if (box.getAttribute('aria-expanded') !== 'true') return
  event.preventDefault()
  const list = document.getElementById(box.getAttribute('aria-controls') ?? '')
  if (typed.trim() === '' || !list || list.querySelector('[data-combobox-selected]') !== null) return
  const options = [...list.querySelectorAll<HTMLElement>('[role="option"]')]
  const matches = options.filter((option) => !isMade?.(option.getAttribute('value') ?? ''))
  if (first || matches.length === 1) (matches[0] ?? (first ? options[0] : undefined))?.click()
}
