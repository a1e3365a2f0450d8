import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { indexCommunes, type CommuneLine } from '../../../src/core/reference/communes'
import { records } from '../../../src/core/records/index'
import { cleanLine } from '../../../src/core/schema/clean'
import type { Field } from '../../../src/core/schema/field'
import { compareField, formatField, kinds, parseField } from '../../../src/core/schema/kinds'
import type { AnyRecordDef, FieldValue } from '../../../src/core/schema/record'
import { createRandom, type Random } from '../../support/random'

// The file is ours: its lines have this shape.
const lines = JSON.parse(readFileSync('resources/communes.json', 'utf8')) as readonly CommuneLine[]
const communes = indexCommunes(lines)
const ours = lines.filter(([code]) => code.startsWith('50'))
const context = { today: '2026-11-22', department: '50', communes }
const nameOf = (reference: string): string | undefined => communes.nameOf(reference)

const letters = [
  'a',
  'É',
  'ç',
  ' ',
  '’',
  '-',
  'œ',
  '1',
  '\u00A0',
  '\n',
  ';',
  '«',
  '\u0301',
  '😀',
  '\uD800',
  '\u0007',
  '=',
  '?',
]

const two = (value: number): string => String(value).padStart(2, '0')
const textFrom = (random: Random): string =>
  Array.from({ length: random.int(20) }, () => random.pick(letters)).join('')
const dayFrom = (random: Random, ahead = 20): string =>
  `${1950 + random.int(77 + ahead)}-${two(1 + random.int(12))}-${two(1 + random.int(28))}`
const between = (random: Random, least: number | undefined, most: number | undefined): number => {
  const from = least ?? -5000
  return from + random.int((most ?? from + 10_000) - from + 1)
}

/** A value that the field can hold; null where a value is chosen, not typed. */
function valueFrom(field: Field, random: Random): FieldValue | null {
  switch (field.kind) {
    case 'text':
      return field.digits === undefined
        ? cleanLine(textFrom(random).slice(0, Math.min(10, field.maxLength ?? 10)))
        : String(random.int(10 ** field.digits)).padStart(field.digits, '0')
    case 'longText':
    case 'richText':
      return cleanLine(textFrom(random))
    case 'integer':
      return field.year ? 1990 + random.int(57) : between(random, field.min, field.max)
    case 'decimal': {
      const scale = 10 ** field.digits
      const [min, max] = [field.min ?? -500, field.max ?? 500]
      return Math.round((min + (random.int(1001) / 1000) * (max - min)) * scale) / scale
    }
    case 'money':
      return random.int(2 ** 31) * (field.negative && random.chance(0.5) ? -1 : 1) || 0
    case 'date':
      return field.unknown && random.chance(0.1) ? 'unknown' : dayFrom(random, field.yearsAhead)
    case 'month': {
      const day = dayFrom(random)
      if (!field.wider) return day.slice(0, 7)
      return random.pick([day.slice(0, 7), day.slice(0, 4), `${day.slice(0, 4)}-T${1 + random.int(4)}`])
    }
    case 'slot': {
      const from = random.int(23 * 60)
      const to = from + 1 + random.int(24 * 60 - from - 1)
      const clock = (minutes: number): string => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
      return `${clock(from)}-${clock(to)}`
    }
    case 'flag':
      return random.chance(0.5)
    case 'choice':
      return Object.keys(field.options).length > 0 ? random.pick(Object.keys(field.options)) : 'Libre'
    case 'choices': {
      const codes = Object.keys(field.options).filter(() => random.chance(0.4))
      return codes.length > 0 ? codes : null
    }
    case 'range':
      return random.pick([
        ...field.buckets,
        String(random.int(field.hours ? 169 : 300)),
        `${random.int(10)}-${10 + random.int(90)}`,
      ])
    case 'email':
      return `p${random.int(1e6)}.n${random.int(99)}@s${random.int(1e4)}.example`
    case 'phone':
      return `+33${random.pick(['12', '33', '44', '51', '60', '73', '81'])}${String(random.int(1e7)).padStart(7, '0')}`
    case 'url':
      return `https://s${random.int(1e5)}.example/${random.int(99)}`
    case 'commune':
      return random.pick(ours)[0]
    case 'siret':
      return `W${String(random.int(1e9)).padStart(9, '0')}`
    default:
      return null
  }
}

const all: readonly AnyRecordDef[] = records

test.each(all.map((def) => [def.name, def] as const))(
  '%s: what every field shows is read back as the value it shows (200 seeds)',
  (_name, def) => {
    const wrong: unknown[] = []
    for (let seed = 1; seed <= 200; seed += 1) {
      const random = createRandom(seed)
      for (const [name, field] of Object.entries(def.fields)) {
        const value = valueFrom(field, random)
        if (value === null || value === '') continue
        const text = formatField(field, value, nameOf)
        // Two communes of one département may share a name: those are picked in a list.
        if (field.kind === 'commune' && communes.find(text, '50').length > 1) continue
        const read = parseField(field, text, context)
        const isSame = JSON.stringify(read) === JSON.stringify({ ok: true, value })
        if (!isSame || compareField(field, value, value, nameOf) !== 0)
          wrong.push({ name, seed, text, value, read })
      }
    }
    expect(wrong).toEqual([])
  },
)

const odd: readonly unknown[] = [
  ...[null, undefined, 0, -1, Number.NaN, Infinity, 1e300, 45000.5, true, Symbol('s'), 10n, () => 1],
  ...[{}, [], [[]], [null], { a: null }, new Date(Number.NaN), new Date(0)],
]

test('no input makes a field fail instead of answering, and what is read has the kind’s shape (300 seeds)', () => {
  const wrong: unknown[] = []
  for (let seed = 1; seed <= 300; seed += 1) {
    const random = createRandom(seed)
    const input = random.chance(0.3) ? odd[random.int(odd.length)] : textFrom(random)
    for (const def of all) {
      for (const [name, field] of Object.entries(def.fields)) {
        const read = parseField(field, input, context)
        if (!read.ok) {
          if (!/^\p{Lu}.*[.…]$/u.test(read.error))
            wrong.push({ def: def.name, name, seed, error: read.error })
          continue
        }
        const isOdd = read.value !== null && !kinds[field.kind].is(read.value)
        const text = formatField(field, read.value, nameOf)
        if (isOdd || /[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u.test(text.replaceAll('\n', '')))
          wrong.push({ def: def.name, name, seed, value: read.value })
      }
    }
  }
  expect(wrong).toEqual([])
})

test('sorting orders any values the same way round (100 seeds)', () => {
  const wrong: unknown[] = []
  for (let seed = 1; seed <= 100; seed += 1) {
    const random = createRandom(seed)
    for (const def of all) {
      for (const [name, field] of Object.entries(def.fields)) {
        const [a, b, c] = [valueFrom(field, random), valueFrom(field, random), valueFrom(field, random)]
        const order = (x: FieldValue | null, y: FieldValue | null): number =>
          Math.sign(compareField(field, x, y, nameOf))
        const isMirrored = order(a, b) === -order(b, a)
        const isChained = order(a, b) > 0 || order(b, c) > 0 || order(a, c) <= 0
        if (!isMirrored || !isChained) wrong.push({ def: def.name, name, seed, a, b, c })
      }
    }
  }
  expect(wrong).toEqual([])
})
