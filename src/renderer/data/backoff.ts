/** How long to wait before trying again. */
export interface Backoff {
  /** The next wait in milliseconds: anywhere up to twice the one before, so that a hundred desks never return as one. */
  next(): number
  /** It worked: the next failure begins anew. */
  reset(): void
  readonly attempts: number
}

const FIRST_MS = 500
const LONGEST_MS = 60_000

/** Full jitter from half a second to a minute. `random` gives 0 to 1. */
export function createBackoff(random: () => number): Backoff {
  let attempts = 0
  return {
    next() {
      const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** attempts)
      attempts++
      return random() * ceiling
    },
    reset() {
      attempts = 0
    },
    get attempts() {
      return attempts
    },
  }
}
