import type { Metrics } from './metrics'
import { type Log, reasonOf } from './log'
import type { Room } from './room'
import type { LogStore, RoomHead } from './stores/logStore'
import type { Workshop } from './workshop'

/** When rows are folded into a snapshot; the newest stay apart, for replicas that were away for a moment. */
const compactAt = { rows: 1_000, bytes: 2 * 1024 * 1024, keptRows: 200, ageMs: 24 * 3_600_000 }

/** Compaction by size, by time, and at once after an erasure. */
export interface Upkeep {
  /** Rows were added to a room. */
  grown(room: Room): void
  /** Folds what has been lying for a day, so that overwritten text does not stay. */
  fold(): Promise<void>
  /** Tries again to get replaced rows off the disk, where another one's reading was in the way. */
  tidy(): Promise<void>
}

/** Decides what is compacted; the worker does it. One compaction of a room at a time. */
export function openUpkeep(
  store: LogStore,
  workshop: Workshop,
  options: { readonly metrics: Metrics; readonly log: Log; readonly now: () => number },
): Upkeep {
  const busy = new Set<string>()
  let tidy = true

  async function compact(name: string, position: number): Promise<void> {
    if (busy.has(name)) return
    busy.add(name)
    try {
      const done = await workshop.run({ do: 'compact', room: name, position })
      options.metrics.count('maillage_compactions_total', done === undefined ? 'skipped' : 'done')
      if (done?.tidy === false) tidy = false
    } catch (error) {
      options.metrics.count('maillage_compactions_total', 'failed')
      options.log('compaction-failed', { room: name, reason: reasonOf(error) })
    } finally {
      busy.delete(name)
    }
  }

  async function consider(room: Room): Promise<void> {
    if (room.erased) {
      room.erased = false
      return compact(room.name, room.position)
    }
    const { base, position, tailBytes } = await store.head(room.name)
    if (position - base >= compactAt.rows) return compact(room.name, position - compactAt.keptRows)
    if (tailBytes >= compactAt.bytes) return compact(room.name, position)
  }

  const isStale = ({ base, position, savedAt }: RoomHead): boolean =>
    position > base && savedAt !== null && savedAt < options.now() - compactAt.ageMs

  return {
    grown: (room) => {
      if (busy.has(room.name)) return
      consider(room).catch((error: unknown) =>
        options.log('compaction-failed', { room: room.name, reason: reasonOf(error) }),
      )
    },
    fold: async () => {
      for (const head of await store.heads()) if (isStale(head)) await compact(head.room, head.position)
      // A command beside the server compacts as well, and may have left something too.
      tidy = false
    },
    tidy: async () => {
      if (!tidy) tidy = await workshop.run({ do: 'tidy' })
    },
  }
}
