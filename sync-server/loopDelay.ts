import { type ELDHistogram, monitorEventLoopDelay } from 'node:perf_hooks'

/** How late the event loop is for what is due: what ninety-nine of a hundred had to wait at most. */
export interface LoopDelay {
  /** Of the last interval, and of the one under way, in seconds. */
  readonly p99: number
  close(): void
}

/**
 * Measures from now on; over the whole life of a server a bad minute would be lost among good days. Two measures take
 * turns, the one begun when the other is half through: one that is begun anew misses the stall that it begins with.
 */
export function openLoopDelay(intervalMs = 15_000): LoopDelay {
  let [read, next] = [measure(), measure()]
  const timer = setInterval(() => {
    read.disable()
    ;[read, next] = [next, measure()]
  }, intervalMs)
  timer.unref()
  return {
    get p99() {
      return read.count === 0 ? 0 : read.percentile(99) / 1e9
    },
    close: () => {
      clearInterval(timer)
      read.disable()
      next.disable()
    },
  }
}

function measure(): ELDHistogram {
  const begun = monitorEventLoopDelay({ resolution: 20 })
  begun.enable()
  return begun
}
