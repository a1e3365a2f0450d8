import { readFile } from 'node:fs/promises'
import { writeDurably } from './durable'

/** What a clock is set back by when it is only set right: less is no jump. */
export const clockSlack = 3_600_000

/** How long a clock must have gone on from a time for that time to be believed: more than a week-end nobody looks at it. */
const standsAfter = 4 * 24 * 3_600_000

/** Times are noted this far apart, and as many as reach back beyond one that stands. */
const noteEvery = 6 * 3_600_000
const noted = 24

/** Notes in a file what this computer's clock shows, and gives back the last time that stands. */
export async function noteTime(path: string, now: number): Promise<number | undefined> {
  const seen = await readTimes(path)
  const last = seen.at(-1)
  if (last === undefined || Math.abs(now - last) >= noteEvery)
    await writeDurably(path, Buffer.from(JSON.stringify([...seen, now].slice(-noted))))
  return stoodAt(seen, now)
}

/**
 * The last time that stands, of those seen in their order. After a jump ahead it is one from before it, and after a jump
 * back none, until the clock has gone on for long enough that somebody would have set it right.
 */
export function stoodAt(seen: readonly number[], now: number): number | undefined {
  const times = [...seen, now]
  const jump = times.findLastIndex((time, index) => time < (times[index - 1] ?? time) - clockSlack)
  return times.slice(Math.max(0, jump)).findLast((time) => now - time >= standsAfter)
}

/** A file that is not there or cannot be read says nothing of the clock, which then has to stand anew. */
async function readTimes(path: string): Promise<readonly number[]> {
  try {
    const times: unknown = JSON.parse(await readFile(path, 'utf8'))
    return Array.isArray(times) ? times.filter((time) => typeof time === 'number') : []
  } catch {
    return []
  }
}
