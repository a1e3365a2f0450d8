import type { Metrics } from './metrics'
import { type Log, reasonOf } from './log'
import type { Room } from './room'
import type { LogStore, RoomHead } from './stores/logStore'
import type { Workshop } from './workshop'

/** When rows are folded into a snapshot; the newest stay apart, for replicas that were away for a moment. */
const compactAt = { rows: 1_000, bytes: 2 * 1024 * 1024, keptRows: 200, ageMs: 24 * 3_600_000 }

/** A compaction that failed is not tried again before this long: whatever made it fail is not mended by writing. */
const retryMs = 60_000

/** Compaction by size, by time, and at once after an erasure. */
export interface Upkeep {
  /** Rows were added to a room. */
  grown(room: Room): void
  /** Looks for erasures that were stored before a restart and not compacted. */
  resume(): Promise<void>
  /** Folds what has been lying for a day, so that overwritten text does not stay. */
  fold(): Promise<void>
  /** Tries again what failed, and to get replaced rows off the disk where another one's reading was in the way. */
  retry(): Promise<void>
  /** Begins nothing any more. */
  stop(): void
}

/** Decides what is compacted; the worker does it. One compaction of a room at a time. */
export function openUpkeep(
  store: LogStore,
  workshop: Workshop,
  options: { readonly metrics: Metrics; readonly log: Log; readonly now: () => number },
): Upkeep {
  const { metrics, log, now } = options
  const busy = new Set<string>()
  /** Rooms that have grown while they were busy. */
  const grown = new Set<string>()
  /** Positions at or below which an erasure stands, by room, until a compaction has reached them. */
  const owed = new Map<string, number>()
  const failedAt = new Map<string, number>()
  let tidy = true
  let stopped = false

  /** Compacts what is due of a room, and again when that changes meanwhile. */
  async function tend(name: string, isOld = false): Promise<void> {
    if (stopped) return
    grown.add(name)
    if (busy.has(name)) return
    busy.add(name)
    try {
      for (let old = isOld; grown.delete(name) && !stopped; old = false) await consider(name, old)
    } catch (error) {
      failedAt.set(name, now())
      metrics.count('maillage_compactions_total', 'failed')
      log('compaction-failed', { room: name, reason: reasonOf(error) })
    } finally {
      busy.delete(name)
    }
  }

  async function consider(name: string, isOld: boolean): Promise<void> {
    if (now() - (failedAt.get(name) ?? Number.NEGATIVE_INFINITY) < retryMs) return
    const { base, position, tailBytes } = await store.head(name)
    if (owed.has(name) || isOld || tailBytes >= compactAt.bytes) return compact(name, position)
    if (position - base >= compactAt.rows) return compact(name, position - compactAt.keptRows)
  }

  async function compact(name: string, position: number): Promise<void> {
    const done = await workshop.run({ do: 'compact', room: name, position })
    failedAt.delete(name)
    if ((owed.get(name) ?? Number.POSITIVE_INFINITY) <= position) owed.delete(name)
    if (done?.tidy === false) tidy = false
    metrics.count('maillage_compactions_total', done === undefined ? 'skipped' : 'done')
  }

  /** What cannot be read keeps no other room from being looked at: whoever watches the store hears of it. */
  const holdsErasure = (room: string): Promise<boolean> =>
    workshop.run({ do: 'erases', room }).catch((error: unknown) => {
      log('resume-failed', { room, reason: reasonOf(error) })
      return false
    })

  const isStale = ({ base, position, tailSince }: RoomHead): boolean =>
    position > base && tailSince !== null && tailSince < now() - compactAt.ageMs

  return {
    grown: (room) => {
      if (room.erased) {
        owed.set(room.name, room.position)
        // Taken in before it is stored: among what is still on its way to the disk may be the erasure itself.
        if (room.waiting === 0) room.erased = false
      }
      void tend(room.name)
    },
    resume: async () => {
      for (const { room, base, position } of await store.heads()) {
        if (stopped) return
        if (position === base || !(await holdsErasure(room))) continue
        owed.set(room, position)
        await tend(room)
      }
    },
    fold: async () => {
      for (const head of await store.heads()) if (isStale(head)) await tend(head.room, true)
      // A command beside the server compacts as well, and may have left something too.
      tidy = false
    },
    retry: async () => {
      for (const name of owed.keys()) await tend(name)
      if (!tidy && !stopped) tidy = await workshop.run({ do: 'tidy' })
    },
    stop: () => {
      stopped = true
    },
  }
}
