/** A clock ahead of this computer's by more than this is not followed: one wrong clock must not pull all others. */
const FOLLOW_AT_MOST_MS = 24 * 3600 * 1000

/** Hybrid logical clock: stamps that never go back on one replica and pass what it has seen of others. */
export interface StampClock {
  /** A fresh stamp, greater than every stamp given or observed here. Text order is time order. */
  next(): string
  /** Takes notice of another replica's stamp. False where it is too far ahead to be followed today. */
  observe(stamp: string): boolean
}

/** Makes the clock of one replica. `now` gives milliseconds since 1970. */
export function createStampClock(now: () => number): StampClock {
  let [last, count] = [0, 0]
  return {
    next() {
      const wall = now()
      if (wall > last) [last, count] = [wall, 0]
      else count++
      return `${String(last).padStart(14, '0')}-${String(count).padStart(6, '0')}`
    },
    observe(stamp) {
      const seen = stampParts(stamp)
      if (!seen) return true
      if (seen.ms > now() + FOLLOW_AT_MOST_MS) return false
      if (seen.ms > last || (seen.ms === last && seen.count > count)) [last, count] = [seen.ms, seen.count]
      return true
    },
  }
}

function stampParts(stamp: string): { ms: number; count: number } | undefined {
  const match = /^(\d{14})-(\d{6})$/.exec(stamp)
  return match ? { ms: Number(match[1]), count: Number(match[2]) } : undefined
}

/** When a stamp was made, in milliseconds since 1970 by its author's clock; undefined for one that is not ours. */
export const stampTime = (stamp: string): number | undefined => stampParts(stamp)?.ms
