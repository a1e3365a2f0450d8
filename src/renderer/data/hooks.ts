import { createContext, useCallback, useContext, useSyncExternalStore } from 'react'
import type { AnyRecordDef, AnyRow, Row } from '../../core/schema/record'
import type { Watched, Workspace } from './workspace'

/** The workspace that is open; screens below its provider always find one. */
export const WorkspaceContext = createContext<Workspace | undefined>(undefined)

/** The open workspace. Throws outside its provider: no screen is shown without one. */
export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext)
  if (!workspace) throw new Error('no workspace above this component')
  return workspace
}

/** What is watched, redrawn when it changes. */
export function useWatched<T>(watched: Watched<T>): T {
  const subscribe = useCallback((listener: () => void) => watched.subscribe(listener), [watched])
  const get = useCallback(() => watched.get(), [watched])
  return useSyncExternalStore(subscribe, get)
}

/** Rises with every change of any row: for what is derived from rows of all kinds. */
export function useRevision(): number {
  const { rows } = useWorkspace()
  const subscribe = useCallback((listener: () => void) => rows.subscribe('*', listener), [rows])
  return useSyncExternalStore(subscribe, rows.revision)
}

/** The living rows of a kind, ordered by id; the same array until one of them changes. */
export function useRows(kind: string): readonly AnyRow[]
/** The living rows of a record, typed by its definition. */
export function useRows<D extends AnyRecordDef>(def: D): readonly Row<D>[]
export function useRows(kind: string | AnyRecordDef): readonly AnyRow[] {
  const { rows } = useWorkspace()
  const name = typeof kind === 'string' ? kind : kind.name
  const subscribe = useCallback((listener: () => void) => rows.subscribe(name, listener), [rows, name])
  const get = useCallback(() => rows.list(name), [rows, name])
  return useSyncExternalStore(subscribe, get)
}

/** One row, trashed ones included; undefined while this computer does not hold it. */
export function useRow(kind: string, id: string): AnyRow | undefined
/** One row, typed by its definition. */
export function useRow<D extends AnyRecordDef>(def: D, id: string): Row<D> | undefined
export function useRow(kind: string | AnyRecordDef, id: string): AnyRow | undefined {
  const { rows } = useWorkspace()
  const name = typeof kind === 'string' ? kind : kind.name
  const subscribe = useCallback((listener: () => void) => rows.subscribe(name, listener), [rows, name])
  const get = useCallback(() => rows.get(name, id), [rows, name, id])
  return useSyncExternalStore(subscribe, get)
}
