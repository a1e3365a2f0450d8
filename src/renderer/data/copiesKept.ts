const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** How many copies of the last hour are all kept; beyond, they are thinned out as well. */
const MOST = 60

interface Dated {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly size: number
}

/**
 * Which of the copies of one text stay, oldest first. All of the last hour (of more than sixty, those of each five
 * minutes); of the last day, those of each hour; of each earlier day those of the day, however long ago and however much
 * was typed since. « Those » of a time are its last and its longest: the last is what was left there, the longest is what
 * stood before much of it vanished.
 */
export function keptCopies<C extends Dated>(copies: readonly C[], now: number): readonly C[] {
  const isCrowded = copies.filter(({ at }) => now - at < HOUR).length > MOST
  const timeOf = ({ at }: C): string => {
    const age = now - at
    if (age < HOUR) return isCrowded ? `5 min ${Math.floor(at / (5 * MINUTE))}` : `${at}`
    if (age < DAY) return `hour ${Math.floor(at / HOUR)}`
    return new Date(at).toDateString()
  }
  const times = new Map<string, C[]>()
  for (const copy of copies) {
    const those = times.get(timeOf(copy))
    if (those) those.push(copy)
    else times.set(timeOf(copy), [copy])
  }
  return [...times.values()].flatMap((those) => {
    const last = those.at(-1)
    const longest = those.reduce((most, copy) => (copy.size > most.size ? copy : most))
    return last === undefined || last === longest ? [longest] : [longest, last]
  })
}
