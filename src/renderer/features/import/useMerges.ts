import { useState } from 'react'
import { keepApart } from '../../../core/commands/keepApart'
import { mergeDuplicates, type Merge } from '../../../core/commands/mergeDuplicates'
import type { DuplicatePair } from '../../../core/figures/duplicates'
import { useWorkspace } from '../../data/hooks'
import { announce } from '../../ui/announce'
import { useServices } from '../../ui/services'
import { useToday } from '../../ui/useToday'
import { conflictsOf, keptValues } from './conflicts'

/** The first years of the networks: older rooms do not exist. */
const FIRST_YEAR = 2012

/** The two gestures on a pair, and whether one is being written. */
export interface Merges {
  readonly busy: boolean
  merge(merges: readonly Merge[]): Promise<void>
  /** Merges pairs with what is proposed where they differ. */
  mergePairs(pairs: readonly DuplicatePair[]): Promise<void>
  apart(pair: DuplicatePair): Promise<void>
}

/** « Même fiche » and « Deux fiches distinctes ». */
export function useMerges(): Merges {
  const workspace = useWorkspace()
  const today = useToday()
  const { nameOf } = useServices()
  const [busy, setBusy] = useState(false)

  const merge = async (mergesOf: () => Promise<readonly Merge[]>): Promise<void> => {
    setBusy(true)
    const merges = await mergesOf()
    // Every year is looked at first: a reference in a closed year follows like the others.
    for (let year = FIRST_YEAR; year <= Number(today.slice(0, 4)) + 1; year++) await workspace.needYear(year)
    const done = await workspace.run(mergeDuplicates, { merges })
    setBusy(false)
    if (!done.ok) announce(done.error.map((problem) => problem.message).join(' '), 'danger')
    else if (merges.length === 1)
      announce('Une seule fiche désormais. L’autre est à la corbeille, Ctrl Z annule.')
    else announce(`${merges.length} paires réunies. Ctrl Z annule tout.`)
  }

  return {
    busy,
    merge: (merges) => merge(() => Promise.resolve(merges)),
    mergePairs: (pairs) =>
      merge(async () => {
        const merges: Merge[] = []
        for (const pair of pairs) {
          const conflicts = await conflictsOf(workspace, pair, nameOf)
          merges.push({ ...mergeOf(pair), values: keptValues(conflicts, new Map()) })
        }
        return merges
      }),
    async apart({ kind, older, newer }) {
      setBusy(true)
      const done = await workspace.run(keepApart, { kind, ids: [older.id, newer.id] })
      setBusy(false)
      if (done.ok) announce('Noté : ces deux fiches ne seront plus proposées, à personne.')
      else announce(done.error.map((problem) => problem.message).join(' '), 'danger')
    },
  }
}

/** A pair as the command takes it. */
export const mergeOf = (pair: DuplicatePair): Merge => ({
  kind: pair.kind,
  ids: [pair.older.id, pair.newer.id],
})
