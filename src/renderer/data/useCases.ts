import type { OverruledCase } from '../../core/document/overruled'
import { writesIn } from '../../core/document/rights'
import { useWatched, useWorkspace } from './hooks'

/** The cases that this person may settle: those of rooms that she writes. */
export function useCases(): readonly OverruledCase[] {
  const { identity, overruled } = useWorkspace()
  return useWatched(overruled).filter(({ room }) => writesIn(identity, room))
}
