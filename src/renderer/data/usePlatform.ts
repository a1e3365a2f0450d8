import { createContext, useContext } from 'react'
import type { Platform } from '../platform'

/** The desktop or the browser, opened once when the page starts. */
export const PlatformContext = createContext<Platform | undefined>(undefined)

/** What this computer can do for the page: files, printing, links. */
export function usePlatform(): Platform {
  const platform = useContext(PlatformContext)
  if (!platform) throw new Error('no platform above this component')
  return platform
}
