/** A source of chance that a seed repeats: numbers from 0 (included) to 1 (excluded). */
export type Random = () => number

/** Mulberry32: small, and good enough to try things with. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const odd: readonly unknown[] = [
  undefined,
  true,
  false,
  0,
  -1,
  1.5,
  NaN,
  Infinity,
  '',
  '../../etc/passwd',
  '__proto__',
  'C:\\Windows\\win.ini',
  'nom\u0000caché.xlsx',
  'x'.repeat(5000),
]

const keys = [
  'name',
  'bytes',
  'url',
  'title',
  'extensions',
  'landscape',
  '__proto__',
  'constructor',
  'length',
]

/** Any value of the kinds that JSON and more can say, near the shapes that calls take. */
export function anyValue(random: Random, depth = 0): unknown {
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)]
  const kind = random()
  if (depth >= 2 || kind < 0.4) return pick(odd)
  if (kind < 0.5) return Array.from({ length: Math.floor(random() * 4) }, () => anyValue(random, depth + 1))
  const entries = Array.from({ length: Math.floor(random() * 4) }, () => [
    pick(keys),
    anyValue(random, depth + 1),
  ])
  return Object.fromEntries(entries)
}
