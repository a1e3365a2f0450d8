import { createContext, useContext } from 'react'
import type { Offline } from '../platform'

/** Given once, when the page starts. */
export const OfflineContext = createContext<Offline | undefined>(undefined)

/** Whether the workstation opens without a network here; undefined until the browser has answered. */
export const useOffline = (): Offline | undefined => useContext(OfflineContext)
