import { useMemo } from 'react'
import {
  probableDuplicates,
  strayReferences,
  type DuplicatePair,
  type StrayReferences,
} from '../../../core/figures/duplicates'
import type { RowStore } from '../../../core/projection/rows'
import { useWatched, useWorkspace } from '../../data/hooks'
import type { Watched } from '../../data/workspace'

/** What looks like the same record twice, as the rows stand. */
export interface Duplicates {
  readonly pairs: readonly DuplicatePair[]
  readonly strays: readonly StrayReferences[]
}

/** The probable duplicates of the space, looked for again when a record changes. */
export function useDuplicates(): Duplicates {
  const { rows, identity } = useWorkspace()
  return useWatched(useMemo(() => watchDuplicates(rows, identity.space), [rows, identity.space]))
}

function watchDuplicates(rows: RowStore, space: string): Watched<Duplicates> {
  let found: Duplicates | undefined
  return {
    get: () => (found ??= { pairs: probableDuplicates(rows, space), strays: strayReferences(rows) }),
    subscribe(listener) {
      found = undefined // what changed before anyone listened
      return rows.subscribe('*', () => {
        found = undefined
        listener()
      })
    },
  }
}
