import { duplicateKinds, saidDistinct, type DuplicatePair } from '../../core/figures/duplicates'
import type { RowStore } from '../../core/projection/rows'
import type { AnyRow } from '../../core/schema/record'
import type { DuplicateFinder } from './duplicateFinder'
import type { FoundPair } from './duplicateSearch'
import { hold } from './watched'
import type { Duplicates, Watched } from './workspace'

/** Milliseconds without an edit before pairs are looked for again. */
const QUIET = 400

/** Rows handed over within one turn of the event loop. */
const SLICE = 500

/**
 * The probable duplicates of a space. They are looked for by `startFinder`'s finder, from the first listener to the
 * last, each time that edits have come to rest; the window's own part is to hand over the rows that changed, and to
 * drop at once a pair of which nothing is left to ask.
 */
export function watchDuplicates(
  rows: RowStore,
  space: string,
  startFinder: (space: string) => DuplicateFinder,
): Watched<Duplicates> {
  const shown = hold<Duplicates>({ pairs: [], looking: true })
  let listeners = 0
  let stop: (() => void) | undefined
  return {
    get: shown.get,
    subscribe(listener) {
      const unsubscribe = shown.subscribe(listener)
      if (++listeners === 1) stop = look(rows, space, startFinder(space), shown.set)
      return () => {
        unsubscribe()
        if (--listeners === 0) stop?.()
      }
    },
  }
}

/** Looks until stopped. */
function look(
  rows: RowStore,
  space: string,
  finder: DuplicateFinder,
  show: (duplicates: Duplicates) => void,
): () => void {
  let found: readonly FoundPair[] = []
  let looking = true
  const changed = new Set(duplicateKinds.flatMap((kind) => rows.list(kind).map(({ id }) => id)))
  let timer: ReturnType<typeof setTimeout> | undefined
  let [searching, stopped] = [false, false]

  const tell = (isLooking: boolean): void => {
    looking = isLooking
    show({ pairs: pairsNow(rows, found), looking })
  }
  const rest = (): void => {
    clearTimeout(timer)
    if (!searching) timer = setTimeout(() => void search(), QUIET)
  }
  const search = async (): Promise<void> => {
    searching = true
    while (changed.size > 0 && !stopped) {
      const ids = [...changed].slice(0, SLICE)
      for (const id of ids) changed.delete(id)
      const now = ids.map((id) => rowsCalled(rows, id))
      finder.take({
        rows: now.flat().filter((row) => row.space === space),
        gone: ids.filter((_, at) => now[at]?.length === 0),
      })
      await new Promise((resolve) => setTimeout(resolve))
    }
    if (stopped) return
    try {
      const pairs = await finder.find()
      if (stopped) return
      found = pairs
    } finally {
      searching = false
      if (!stopped) tell(changed.size > 0)
    }
    if (changed.size > 0) rest()
  }

  const stops = duplicateKinds.map((kind) =>
    rows.subscribe(kind, (ids) => {
      for (const id of ids) changed.add(id)
      if (!looking || found.some(({ older, newer }) => ids.has(older) || ids.has(newer))) tell(true)
      rest()
    }),
  )
  rest()
  return () => {
    stopped = true
    clearTimeout(timer)
    for (const each of stops) each()
    finder.close()
  }
}

const rowsCalled = (rows: RowStore, id: string): readonly AnyRow[] =>
  duplicateKinds.flatMap((kind) => rows.get(kind, id) ?? [])

/** The pairs found, as their records are now: without those that were made one, trashed, or said to be two. */
function pairsNow(rows: RowStore, found: readonly FoundPair[]): readonly DuplicatePair[] {
  return found.flatMap(({ kind, older, newer, reasons, sure }) => {
    const [one, other] = [rows.get(kind, older), rows.get(kind, newer)]
    if (!one || !other || one.deleted || other.deleted || saidDistinct(one, other)) return []
    return [{ kind, older: one, newer: other, reasons, sure }]
  })
}
