import { useCallback, useState } from 'react'

/**
 * A choice of this person on this computer (columns shown, panel's width): kept in the browser's storage, never in
 * the workspace, and forgotten without harm where storage is closed.
 */
export function useStored<T>(
  key: string,
  initial: T,
  check: (value: unknown) => value is T,
): [T, (value: T) => void] {
  const name = `maillage.${key}`
  const [state, setState] = useState(() => ({ name, value: read(name, initial, check) }))
  const current = state.name === name ? state.value : read(name, initial, check)
  const store = useCallback(
    (next: T) => {
      setState({ name, value: next })
      try {
        localStorage.setItem(name, JSON.stringify(next))
      } catch {
        // A closed or full storage costs a preference, nothing else.
      }
    },
    [name],
  )
  return [current, store]
}

function read<T>(name: string, initial: T, check: (value: unknown) => value is T): T {
  try {
    const text = localStorage.getItem(name)
    const value: unknown = text === null ? undefined : JSON.parse(text)
    return check(value) ? value : initial
  } catch {
    return initial
  }
}
