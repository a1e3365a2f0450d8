/** A source of choices that a seed decides: the same seed makes the same life everywhere. */
export interface Chance {
  /** Between 0 and 1. */
  next(): number
  /** A whole number from `least` to `most`, both possible. */
  int(least: number, most: number): number
  /** True so often, from 0 to 1. */
  happens(share: number): boolean
  pick<T>(list: readonly T[]): T
  /** So many different ones, in the order of the list; all of them when there are fewer. */
  some<T>(list: readonly T[], count: number): readonly T[]
}

/** Makes a source from a seed: FNV-1a to spread it, mulberry32 to draw. */
export function chanceFrom(seed: string): Chance {
  let state = 0x811c9dc5
  for (const character of seed) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const int = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1))
  return {
    next,
    int,
    happens: (share) => next() < share,
    pick(list) {
      const item = list[int(0, list.length - 1)]
      if (item === undefined) throw new Error('nothing to pick from')
      return item
    },
    some(list, count) {
      const ranked = list.map((item, index) => ({ item, index, rank: next() }))
      const kept = ranked.sort((a, b) => a.rank - b.rank).slice(0, count)
      return kept.sort((a, b) => a.index - b.index).map(({ item }) => item)
    },
  }
}

/** The day so many days later. */
export function later(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

const workingMonths = [1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12] as const

/** A working day of a year: events of a network fall from Monday to Friday, never in August. */
export function workingDay(chance: Chance, year: number, month: number = chance.pick(workingMonths)): string {
  const [monthOfYear, dayOfMonth] = [month, chance.int(1, 28)].map((part) => String(part).padStart(2, '0'))
  const day = `${year}-${monthOfYear}-${dayOfMonth}`
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday === 0 ? later(day, 1) : weekday === 6 ? later(day, 2) : day
}
