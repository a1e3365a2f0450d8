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

  /** Carries out a gesture; what it could not do is told, and the buttons are free again. */
  const gesture = async (
    carryOut: () => Promise<{ readonly told: string } | { readonly refused: string }>,
  ) => {
    setBusy(true)
    try {
      const outcome = await carryOut()
      if ('told' in outcome) announce(outcome.told)
      else announce(outcome.refused, 'danger')
    } catch (error) {
      announce('Ces fiches n’ont pas pu être lues. Rien n’a changé : réessayez.', 'danger')
      throw error
    } finally {
      setBusy(false)
    }
  }

  const merge = (mergesOf: () => Promise<readonly Merge[]>): Promise<void> =>
    gesture(async () => {
      const merges = await mergesOf()
      // Every year is looked at first: a reference in a closed year follows like the others.
      for (let year = FIRST_YEAR; year <= Number(today.slice(0, 4)) + 1; year++)
        await workspace.needYear(year)
      const done = await workspace.run(mergeDuplicates, { merges })
      if (!done.ok) return { refused: done.error.map((problem) => problem.message).join(' ') }
      if (merges.length > 1) return { told: `${merges.length} paires réunies. Ctrl Z annule tout.` }
      return { told: 'Une seule fiche désormais. L’autre est à la corbeille, Ctrl Z annule.' }
    })

  return {
    busy,
    merge: (merges) => merge(() => Promise.resolve(merges)),
    mergePairs: (pairs) =>
      merge(async () => {
        const conflicts = await conflictsOf(workspace, pairs, nameOf)
        return pairs.map((pair, index) => ({
          ...mergeOf(pair),
          values: keptValues(conflicts[index] ?? [], new Map()),
        }))
      }),
    apart: ({ kind, older, newer }) =>
      gesture(async () => {
        const done = await workspace.run(keepApart, { kind, ids: [older.id, newer.id] })
        if (!done.ok) return { refused: done.error.map((problem) => problem.message).join(' ') }
        return { told: 'Noté\u00a0: ces deux fiches ne seront plus proposées, à personne.' }
      }),
  }
}

/** A pair as the command takes it. */
export const mergeOf = (pair: DuplicatePair): Merge => ({
  kind: pair.kind,
  ids: [pair.older.id, pair.newer.id],
})
