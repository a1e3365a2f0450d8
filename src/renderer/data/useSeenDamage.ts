import { useState } from 'react'
import { useWatched, useWorkspace } from './hooks'
import type { Workspace } from './workspace'

type Damage = ReturnType<Workspace['damaged']['get']>

/** What was put aside because it does not open, and how much of it nobody has taken note of. */
export interface SeenDamage {
  readonly all: Damage
  readonly unseen: Damage
  /** Takes note of all of it: it stays listed, and is no longer announced. */
  takeNote(): void
}

/** The damaged records of this computer; that they were seen is kept on this computer alone. */
export function useSeenDamage(): SeenDamage {
  const { damaged, identity } = useWorkspace()
  const all = useWatched(damaged)
  const place = `maillage.damage-seen.${identity.space}.${identity.author}`
  const [seen, setSeen] = useState(() => Number(localStorage.getItem(place) ?? 0))
  return {
    all,
    unseen: all.filter(({ foundAt }) => foundAt > seen),
    takeNote() {
      const newest = Math.max(0, ...all.map(({ foundAt }) => foundAt))
      localStorage.setItem(place, String(newest))
      setSeen(newest)
    },
  }
}
