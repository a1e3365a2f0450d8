import { createContext, useContext } from 'react'
import type { Workspaces } from './workspaces'

/** The workspaces of this computer, and which one this window has open. */
export interface Shelf {
  readonly workspaces: Workspaces
  /** The open workspace's id; undefined on the first screen. */
  readonly current: string | undefined
  /** Closes the open workspace, then opens another one, or shows the list. */
  change(to: string | undefined): Promise<void>
}

/** Given once, when the page starts. */
export const ShelfContext = createContext<Shelf | undefined>(undefined)

/** The workspaces of this computer. */
export function useShelf(): Shelf {
  const shelf = useContext(ShelfContext)
  if (!shelf) throw new Error('no shelf above this component')
  return shelf
}
