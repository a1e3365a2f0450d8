import type { Watched } from './workspace'

/** A watched value with the hand that changes it. */
export interface Holder<T> extends Watched<T> {
  /** Tells the listeners, unless the value is the very same. */
  set(value: T): void
}

/** A value that can be watched; `get` returns the same object until `set` gives another. */
export function hold<T>(first: T): Holder<T> {
  let value = first
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return
      value = next
      for (const listener of [...listeners]) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
