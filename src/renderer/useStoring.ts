import { useContext, useEffect } from 'react'
import type { Workspace } from './data/workspace'
import { UnsavedContext } from './ui/unsaved'

/**
 * Counts what was accepted and is on its way to the disk among what closing the page would lose: an import that is
 * being written, an edit that the disk refuses.
 */
export function useStoring(workspace: Workspace | undefined): void {
  const unsaved = useContext(UnsavedContext)
  useEffect(() => {
    if (!unsaved || !workspace) return
    const { storage } = workspace
    let out: (() => void) | undefined
    const stored = (): Promise<boolean> =>
      new Promise((resolve) => {
        const look = (): void => {
          const { is } = storage.get()
          if (is === 'saving') return
          stop()
          resolve(is === 'saved')
        }
        const stop = storage.subscribe(look)
        look()
      })
    const look = (): void => {
      if (storage.get().is === 'saved') {
        out?.()
        out = undefined
      } else out ??= unsaved.add({ what: 'vos dernières modifications', save: stored, isAccepted: true })
    }
    look()
    const stop = storage.subscribe(look)
    return () => {
      stop()
      out?.()
    }
  }, [unsaved, workspace])
}
