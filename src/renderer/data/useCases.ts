import { placeOf } from '../../core/document/rooms'
import type { OverruledCase } from '../../core/document/overruled'
import { useWatched, useWorkspace } from './hooks'
import type { Identity } from './workspace'

/** The cases that this person may settle: those of rooms that she writes. */
export function useCases(): readonly OverruledCase[] {
  const { identity, overruled } = useWorkspace()
  return useWatched(overruled).filter((item) => mayWrite(identity, item.room))
}

function mayWrite({ role, space }: Identity, room: string): boolean {
  const place = placeOf(room)
  if (role === 'reader' || place === undefined) return false
  return role === 'national' ? place.committee : !place.committee && place.space === space
}
