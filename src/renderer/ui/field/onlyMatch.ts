import type { KeyboardEvent } from 'react'

/**
 * Enter on the only record that matches chooses it, where nothing in the list is pointed at: of several kinds the first
 * proposal is not taken by itself, since it may be one to be made. `isMade` tells those by their value.
 */
export function takeOnlyMatch(
  event: KeyboardEvent<HTMLInputElement>,
  isMade: (value: string) => boolean,
): void {
  const box = event.currentTarget
  if (event.key !== 'Enter' || event.nativeEvent.isComposing || box.value.trim() === '') return
  if (box.getAttribute('aria-expanded') !== 'true' || box.hasAttribute('aria-activedescendant')) return
  const list = document.getElementById(box.getAttribute('aria-controls') ?? '')
  const options = [...(list?.querySelectorAll<HTMLElement>('[role="option"]') ?? [])]
  const matches = options.filter((option) => !isMade(option.getAttribute('value') ?? ''))
  const [only] = matches
  if (only === undefined || matches.length > 1) return
  event.preventDefault() // in a form, Enter would send it
  only.click()
}
