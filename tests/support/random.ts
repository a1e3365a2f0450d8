/** A seeded source of chance: the same seed tells the same story. */
export interface Random {
  /** A whole number from 0 to `below` - 1. */
  int(below: number): number
  chance(probability: number): boolean
  pick<T>(items: readonly T[]): T
  fill(bytes: Uint8Array): void
}

/** mulberry32: small, fast, good enough to shuffle stories. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const random: Random = {
    int: (below) => Math.floor(next() * below),
    chance: (probability) => next() < probability,
    pick(items) {
      const item = items[random.int(items.length)]
      if (item === undefined) throw new Error('nothing to pick from')
      return item
    },
    fill(bytes) {
      for (let i = 0; i < bytes.length; i++) bytes[i] = random.int(256)
    },
  }
  return random
}
