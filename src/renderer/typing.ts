const textual = 'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable="true"]'

/** Whether the keys of an undo belong to the field that has the focus: to what is being typed in it. */
export interface Typing {
  isIn(target: EventTarget | null): boolean
  stop(): void
}

/**
 * Watches where something is being typed. A field keeps Ctrl Z for what was typed in it since it was entered and is still
 * there. Where nothing was, or where a choice has put something else, the browser would go on to the field before and
 * empty what is stored there, while what was done last stays. A form in front and an editor keep it always: they undo
 * their own.
 */
export function watchTyping(page: Document): Typing {
  let entered = ''
  let typed: { readonly field: EventTarget | null; readonly value: string } | undefined
  const onFocus = ({ target }: Event): void => {
    entered = valueOf(target)
    typed = undefined
  }
  const onInput = ({ target }: Event): void => {
    typed = { field: target, value: valueOf(target) }
  }
  page.addEventListener('focusin', onFocus)
  page.addEventListener('input', onInput)
  return {
    isIn(target) {
      if (!(target instanceof Element) || target.closest(textual) === null) return false
      if (target.closest('[contenteditable="true"], [role="dialog"][aria-modal="true"]') !== null) return true
      const value = valueOf(target)
      return typed?.field === target && typed.value === value && value !== entered
    },
    stop() {
      page.removeEventListener('focusin', onFocus)
      page.removeEventListener('input', onInput)
    },
  }
}

const valueOf = (target: EventTarget | null): string =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? target.value : ''
