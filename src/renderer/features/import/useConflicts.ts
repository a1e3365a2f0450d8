import { useEffect, useMemo, useState } from 'react'
import type { DuplicatePair } from '../../../core/figures/duplicates'
import { useWorkspace } from '../../data/hooks'
import { useServices } from '../../ui/services'
import { type Conflict, conflictsOf } from './conflicts'

/** The fields to choose in of each pair on show, once their histories have been read. */
export function useConflicts(
  pairs: readonly DuplicatePair[],
  shown: number,
): ReadonlyMap<DuplicatePair, readonly Conflict[]> {
  const workspace = useWorkspace()
  const { nameOf } = useServices()
  const [found, setFound] = useState<ReadonlyMap<DuplicatePair, readonly Conflict[]>>(new Map())
  const wanted = useMemo(() => pairs.slice(0, shown), [pairs, shown])
  useEffect(() => {
    let current = true
    void conflictsOf(workspace, wanted, nameOf).then((conflicts) => {
      if (current) setFound(new Map(wanted.map((pair, index) => [pair, conflicts[index] ?? []])))
    })
    return () => {
      current = false
    }
  }, [workspace, nameOf, wanted])
  return found
}
