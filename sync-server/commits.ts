import { groupBy } from './group'
import type { Metrics } from './metrics'
import type { Append, LogStore } from './stores/logStore'

/** Who is told when something is on disk. */
export interface Writer {
  /** These messages of its own are on disk, in their order; the room's log stands at `position`. */
  saved(entries: readonly Stored[], position: number): void
}

/** A room as a commit sees it: where its log stands, and what to call when its entries are on disk. */
export interface LogOwner {
  readonly name: string
  readonly position: number
  /** False once its memory may be ahead of the disk. */
  readonly open: boolean
  /** Entries submitted and not yet committed. */
  waiting: number
  stored(entries: readonly Stored[]): void
}

/** A message that waits for the next commit; without an update it only keeps its place in the order. */
export interface Entry<R extends LogOwner> {
  readonly room: R
  readonly update: Uint8Array | undefined
  readonly from: Writer
}

/** One entry after its commit. */
export interface Stored {
  readonly update: Uint8Array | undefined
  readonly position: number
  readonly from: Writer
}

/** Group commit: a few milliseconds or a full batch, whichever is first. */
export interface Commits<R extends LogOwner> {
  submit(entry: Entry<R>): void
  /** Resolves when everything submitted so far has been committed, or dropped with its room. */
  flush(): Promise<void>
  /** Why the last commit failed; undefined while the store takes what it is given. */
  readonly failure: string | undefined
}

const fullBatch = { entries: 256, bytes: 1024 * 1024, ms: 2 }

/**
 * Stores first, tells others second: a desk must never hold an edit that a crash of the server could lose.
 * A batch that cannot be stored is dropped whole, and `onFailure` lets go of the rooms it was for, since
 * their memory is ahead of the disk. A room that cannot tell of what was stored is let go alone.
 */
export function openCommits<R extends LogOwner>(
  store: LogStore,
  metrics: Metrics,
  onFailure: (rooms: ReadonlySet<R>, error: unknown, at: 'append' | 'told') => void,
): Commits<R> {
  let batch: Entry<R>[] = []
  let bytes = 0
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let failure: string | undefined

  async function drain(): Promise<void> {
    while (batch.length > 0) {
      // What was accepted while a commit of the same room failed builds on what that commit lost: it goes with it.
      const taken = batch.filter(({ room }) => room.open)
      batch = []
      bytes = 0
      await write(taken)
    }
  }

  async function write(taken: readonly Entry<R>[]): Promise<void> {
    const byRoom = groupBy(taken, (entry) => entry.room)
    const rows: Append[] = []
    const stored = new Map<R, Stored[]>()
    for (const [room, entries] of byRoom) {
      let position = room.position
      const list: Stored[] = []
      for (const { update, from } of entries) {
        if (update !== undefined) rows.push({ room: room.name, position: ++position, update })
        list.push({ update, position, from })
      }
      stored.set(room, list)
    }
    try {
      if (rows.length > 0) await append(rows)
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error)
      metrics.count('maillage_failures_total', 'append')
      onFailure(new Set(byRoom.keys()), error, 'append')
      return
    }
    for (const [room, list] of stored) {
      try {
        room.stored(list)
      } catch (error) {
        // Its members were told nothing or half of it, and read it again from the log: the others are none of it.
        metrics.count('maillage_failures_total', 'told')
        onFailure(new Set([room]), error, 'told')
      }
    }
  }

  async function append(rows: readonly Append[]): Promise<void> {
    const start = performance.now()
    await store.append(rows)
    failure = undefined
    metrics.observe((performance.now() - start) / 1000)
    metrics.count('maillage_updates_stored_total', undefined, rows.length)
    metrics.count(
      'maillage_bytes_stored_total',
      undefined,
      rows.reduce((sum, row) => sum + row.update.length, 0),
    )
  }

  function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    running ??= drain().finally(() => {
      running = undefined
    })
    return running
  }

  return {
    submit: (entry) => {
      batch.push(entry)
      entry.room.waiting++
      bytes += entry.update?.length ?? 0
      if (batch.length >= fullBatch.entries || bytes >= fullBatch.bytes) void flush()
      else timer ??= setTimeout(() => void flush(), fullBatch.ms)
    },
    flush,
    get failure() {
      return failure
    },
  }
}
