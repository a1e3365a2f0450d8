import { useEffect, useMemo, useState } from 'react'
import type { DuplicatePair } from '../../../core/figures/duplicates'
import { useWorkspace } from '../../data/hooks'
import { readAgain } from '../../data/readAgain'
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
    return readAgain(
      () => conflictsOf(workspace, wanted, nameOf),
      (conflicts) => setFound(new Map(wanted.map((pair, index) => [pair, conflicts[index] ?? []]))),
    )
  }, [workspace, nameOf, wanted])
  return found
}
