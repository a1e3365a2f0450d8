import { useContext, useState } from 'react'
import { announce } from '../announce'
import { dropped, FieldDraftsContext, type Place, type Unstored } from '../fieldDrafts'
import { useServices } from '../services'

/**
 * What a field went away with the last time it stood at this place, and what keeps it once more; without a place it can
 * only be told. What is given back is the field's again: it must be left anew to wait on.
 */
export function useKept(
  place: Place | undefined,
): readonly [Unstored | undefined, (label: string, left: Unstored) => void] {
  const drafts = useContext(FieldDraftsContext)
  const { nameOf } = useServices()
  const [kept] = useState(() => place && drafts?.take(place))
  const leave = (label: string, left: Unstored): void => {
    const what = `«\u00a0${label}\u00a0»`
    if (!place || !drafts) return announce(dropped(what, left), 'danger')
    const record = nameOf(place.record)
    drafts.leave(place, record === undefined ? what : `${what} (${record})`, left)
  }
  return [kept, leave]
}
