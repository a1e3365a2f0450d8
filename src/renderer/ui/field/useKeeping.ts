import { useEffect, useRef } from 'react'
import type { Typing } from '../fieldDrafts'
import { useHandler } from '../useHandler'
import type { Kept } from './useKept'

/** How long what is typed stands on screen alone, in milliseconds. */
export const MOMENT = 400

/** Keeps what is typed a moment later, however long its writer goes on without a stop. */
export function useKeeping(typing: Typing | undefined, keep: Kept['keep']): void {
  const keepNow = useHandler(() => (typing ? keep(typing) : Promise.resolve()))
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const text = typing?.text
  useEffect(() => {
    if (text === undefined) return
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      void keepNow()
    }, MOMENT)
  }, [text, keepNow])
  useEffect(() => () => clearTimeout(timer.current), [])
}
