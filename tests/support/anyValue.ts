import type { Random } from './random'

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

const keys = ['name', 'bytes', 'url', 'title', 'extensions', 'landscape', 'length']

/** Any value of the kinds that JSON and more can say, near the shapes that calls take. */
export function anyValue(random: Random, depth = 0): unknown {
  if (depth >= 2 || random.chance(0.4)) return odd[random.int(odd.length)]
  if (random.chance(0.2)) return Array.from({ length: random.int(4) }, () => anyValue(random, depth + 1))
  const entries = Array.from({ length: random.int(4) }, () => [
    random.pick(keys),
    anyValue(random, depth + 1),
  ])
  return Object.fromEntries(entries)
}
