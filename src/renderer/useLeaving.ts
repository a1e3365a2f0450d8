import { useContext, useEffect } from 'react'
import { UnsavedContext } from './ui/unsaved'

/**
 * Stores what is typed in fields when the window is hidden or closed, and asks before it closes for as long as
 * something stands on screen alone.
 */
export function useLeaving(): void {
  const unsaved = useContext(UnsavedContext)
  useEffect(() => {
    const onHidden = (): void => {
      if (document.visibilityState === 'hidden') void unsaved?.save()
    }
    const onClosing = (event: BeforeUnloadEvent): void => {
      if (!unsaved || unsaved.all().length === 0) return
      void unsaved.save()
      event.preventDefault()
    }
    document.addEventListener('visibilitychange', onHidden)
    window.addEventListener('beforeunload', onClosing)
    return () => {
      document.removeEventListener('visibilitychange', onHidden)
      window.removeEventListener('beforeunload', onClosing)
    }
  }, [unsaved])
}
