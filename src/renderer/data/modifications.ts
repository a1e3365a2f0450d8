import { entriesIn } from './orphans'
import type { StoredUpdate } from './updateLog'

/** What a row of the log brings, as its writer would count it: commits by their id, or none where it is typed text. */
export type Brought = readonly string[]

/**
 * What a row brings. One that came by a backup or a file is a whole of its own, however many commits of others are in
 * it; so is one that cannot be read.
 */
export function broughtBy(row: Pick<StoredUpdate, 'seq' | 'own'>, update: Uint8Array | undefined): Brought {
  const whole = [`row/${row.seq}`]
  if (!row.own || !update) return whole
  try {
    return entriesIn([update]).map(({ commit }) => commit)
  } catch {
    return whole
  }
}

/**
 * How many modifications rows make, given by room in the order of the log. A commit is one, whatever rooms it wrote;
 * so is the text that was typed in a room between two commits, however many keys it took.
 */
export function countModifications(rooms: Iterable<Iterable<Brought>>): number {
  const commits = new Set<string>()
  let texts = 0
  for (const rows of rooms) {
    let typing = false
    for (const brought of rows) {
      const isText = brought.length === 0
      if (isText && !typing) texts++
      typing = isText
      for (const commit of brought) commits.add(commit)
    }
  }
  return commits.size + texts
}
