import { useContext, useRef, useState } from 'react'
import { announce } from '../announce'
import { dropped, FieldDraftsContext, type Place, type Typing } from '../fieldDrafts'
import type { UnreadText } from '../formDrafts'
import { placeName } from '../placeName'
import { useServices } from '../services'

/** What is typed in a field, where it is kept until it is stored. */
export interface Kept {
  /** What the field went away with the last time it stood here. */
  readonly found: Typing | undefined
  /** Keeps what is being typed; resolves when it is on the disk. */
  keep(typing: Typing): Promise<void>
  /**
   * Called before a text is stored: what was kept of it earlier must not come back as something else, should the
   * window die between the two. Resolves when the disk has it, or does not answer.
   */
  settle(typing: Typing): Promise<void>
  /** Forgets what is stored now, or given up. */
  forget(): void
  /** Says of a field that goes away what it could not store, and where it waits. */
  leave(label: string, typing: Typing): void
}

/** How long an edit waits for the disk to take what it replaces, in milliseconds: a disk that fails is told by the edit. */
const PATIENCE = 500

/**
 * What is typed at a place, or in a form that keeps it (`unread`); without either, it stands on screen alone and can only
 * be told when its field goes.
 */
export function useKept(place: Place | undefined, unread: UnreadText | undefined): Kept {
  const drafts = useContext(FieldDraftsContext)
  const { nameOf } = useServices()
  const [found] = useState((): Typing | undefined =>
    unread?.found === undefined ? place && drafts?.take(place) : { text: unread.found, began: null, why: '' },
  )
  const last = useRef(found?.text)
  if (unread)
    return {
      found,
      keep: ({ text }) => Promise.resolve(unread.keep(text)),
      settle: () => Promise.resolve(),
      forget: () => unread.keep(undefined),
      leave: (_label, { text }) => unread.keep(text),
    }
  if (!place || !drafts)
    return {
      found,
      keep: () => Promise.resolve(),
      settle: () => Promise.resolve(),
      forget: () => undefined,
      leave: (label, { text, why }) => announce(dropped(`«\u00a0${label}\u00a0»`, text, why), 'danger'),
    }
  const keep = (typing: Typing): Promise<void> => {
    last.current = typing.text
    return drafts.keep(place, typing)
  }
  return {
    found,
    keep,
    settle: (typing) =>
      last.current === undefined || last.current === typing.text
        ? Promise.resolve()
        : Promise.race([keep(typing), new Promise<void>((resolve) => setTimeout(resolve, PATIENCE))]),
    forget: () => {
      last.current = undefined
      drafts.forget(place)
    },
    leave: (label, typing) => drafts.leave({ place, what: placeName(label, nameOf(place.record)), typing }),
  }
}
