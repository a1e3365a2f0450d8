import { useMemo } from 'react'
import { strayReferences, type StrayReferences } from '../../../core/figures/duplicates'
import type { RowStore } from '../../../core/projection/rows'
import { useWatched, useWorkspace } from '../../data/hooks'
import type { Watched } from '../../data/workspace'

/** Records that name one that was merged, looked for again when a record changes while the screen is open. */
export function useStrays(): readonly StrayReferences[] {
  const { rows } = useWorkspace()
  return useWatched(useMemo(() => watchStrays(rows), [rows]))
}

function watchStrays(rows: RowStore): Watched<readonly StrayReferences[]> {
  let found: readonly StrayReferences[] | undefined
  return {
    get: () => (found ??= strayReferences(rows)),
    subscribe(listener) {
      found = undefined // what changed before anyone listened
      return rows.subscribe('*', () => {
        found = undefined
        listener()
      })
    },
  }
}
