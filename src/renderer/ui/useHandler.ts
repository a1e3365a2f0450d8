import { useCallback, useLayoutEffect, useRef } from 'react'

/**
 * The same function at every drawing, which calls the last one given: for the handlers of memoised parts.
 * It is for events; called while drawing it would still be the one before.
 */
export function useHandler<A extends readonly unknown[], R>(handler: (...given: A) => R): (...given: A) => R {
  const last = useRef(handler)
  useLayoutEffect(() => {
    last.current = handler
  })
  return useCallback((...given: A) => last.current(...given), [])
}
