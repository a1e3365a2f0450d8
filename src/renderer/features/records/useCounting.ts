import { useMemo } from 'react'
import { parentKinds, withParents } from '../../../core/figures/parents'
import type { AnyRow } from '../../../core/schema/record'
import { useSource } from '../../data/useSource'

/** The records that count among those of a kind: see `withParents`. */
export function useCounting(kind: string, rows: readonly AnyRow[]): readonly AnyRow[] {
  const source = useSource(useMemo(() => parentKinds(kind), [kind]))
  return useMemo(() => withParents(source, kind, rows), [source, kind, rows])
}
