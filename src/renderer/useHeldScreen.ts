import { useContext, useState } from 'react'
import { useLocation } from 'wouter'
import { UnsavedContext } from './ui/unsaved'

/** The address whose screen is shown. */
interface HeldScreen {
  readonly shown: string
  /** What leaving that screen would lose; it stays until the person has said. */
  readonly losing: readonly string[]
  leave(): void
  stay(): void
}

/** Holds a screen that stands on itself alone, however the address was changed: menu, shortcut, link or « retour ». */
export function useHeldScreen(): HeldScreen {
  const unsaved = useContext(UnsavedContext)
  const [location, go] = useLocation()
  const [shown, setShown] = useState(location)
  const losing = location === shown ? [] : (unsaved?.onScreen() ?? [])
  if (location !== shown && losing.length === 0) setShown(location)
  return {
    shown,
    losing,
    leave() {
      setShown(location)
      go(location, { replace: true })
    },
    stay: () => go(shown, { replace: true }),
  }
}
