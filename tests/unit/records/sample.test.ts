import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { CommuneLine } from '../../../src/core/reference/communes'
import { recordOf } from '../../../src/core/records/index'
import { makeSample, sampleSizes, type SampleOptions } from '../../../src/core/records/sample'
import { fieldsOf } from '../../../src/core/schema/derive'
import { formatField, kinds, parseField } from '../../../src/core/schema/kinds'
import type { Field } from '../../../src/core/schema/field'
import type { AnyRecordDef } from '../../../src/core/schema/record'
import { brokenRules, missingRequired } from '../../../src/core/schema/validate'

// The file is ours: its lines have this shape.
const communes = JSON.parse(readFileSync('resources/communes.json', 'utf8')) as readonly CommuneLine[]
const options: SampleOptions = {
  seed: 'essai',
  department: '50',
  size: 'small',
  years: 3,
  today: '2026-11-22',
  communes,
  activity: true,
}

function defOf(kind: string): AnyRecordDef {
  const def = recordOf(kind)
  if (!def) throw new Error(`no kind ${kind}`)
  return def
}

function idsIn(field: Field, value: unknown): readonly string[] {
  if (field.kind === 'ref' && typeof value === 'string') return [value]
  if (field.kind === 'refs' && Array.isArray(value)) return value.map(String)
  return field.kind === 'marks' && typeof value === 'object' && value !== null ? Object.keys(value) : []
}

describe.each([
  ['small', 'Manche', options],
  ['median', 'La Réunion', { ...options, department: '974', size: 'median', seed: 'autre' }],
  ['large', 'Hérault', { ...options, department: '34', size: 'large', activity: false }],
  [
    'of seven promeneurs, one year, no communes',
    'Cher',
    { ...options, department: '18', size: 7, years: 1, communes: [] },
  ],
  ['on the first of January', 'Morbihan', { ...options, department: '56', today: '2026-01-01' }],
] as const satisfies readonly (readonly [string, string, SampleOptions])[])(
  'a %s sample (%s)',
  (_size, _name, given) => {
    const sample = makeSample(given)
    const kindById = new Map(sample.map(({ id, kind }) => [id, kind]))

    test('has one id a record, the yearly ones with their year', () => {
      expect(kindById.size).toBe(sample.length)
      for (const { kind, id } of sample) {
        expect(id).toMatch(/^[A-Za-z0-9._~-]+$/)
        expect(/^\d{4}\./.test(id), id).toBe(defOf(kind).partition === 'yearly')
      }
    })

    test('holds only values of their kind, that keep every rule', () => {
      const wrong = sample.flatMap(({ kind, id, values }) => {
        const def = defOf(kind)
        const odd = Object.entries(values).filter(([name, value]) => {
          const field = def.fields[name]
          return !field || (value !== null && !kinds[field.kind].is(value))
        })
        const problems = [...missingRequired(def, values), ...brokenRules(def, values, 'refuse')]
        return [...odd.map(([name]) => `${id} ${name}`), ...problems.map(({ message }) => `${id} ${message}`)]
      })
      expect(wrong).toEqual([])
    })

    test('holds values that a person could have typed', () => {
      const context = { today: given.today, department: given.department }
      const chosen = ['ref', 'refs', 'marks', 'rows', 'file', 'longText', 'richText']
      const wrong: unknown[] = []
      for (const { kind, values } of sample) {
        for (const [name, value] of Object.entries(values)) {
          const field = defOf(kind).fields[name]
          if (!field || value === null || value === undefined || chosen.includes(field.kind)) continue
          const text = formatField(field, value, () => undefined)
          const read = parseField(field, text, context)
          if (JSON.stringify(read) !== JSON.stringify({ ok: true, value }))
            wrong.push({ kind, name, text, read })
        }
      }
      expect(wrong).toEqual([])
    })

    test('names no record that is not there, of no kind it should not', () => {
      const wrong = sample.flatMap(({ kind, values }) =>
        Object.entries(defOf(kind).fields).flatMap(([name, field]) => {
          const targets = 'to' in field ? [field.to].flat() : []
          const lost = idsIn(field, values[name]).filter((id) => !targets.includes(kindById.get(id) ?? ''))
          return lost.map((id) => `${kind}.${name} → ${id}`)
        }),
      )
      expect(wrong).toEqual([])
    })

    test('puts records after those they name, save for a structure’s manager', () => {
      const seen = new Set<string>()
      const early: string[] = []
      for (const { kind, id, values } of sample) {
        for (const [name, field] of Object.entries(defOf(kind).fields)) {
          if (kind === 'structure' && name === 'manager') continue
          early.push(...idsIn(field, values[name]).filter((named) => !seen.has(named)))
        }
        seen.add(id)
      }
      expect(early).toEqual([])
    })

    test('is plainly fictional: no address, site or number in it exists', () => {
      for (const { values } of sample) {
        for (const value of Object.values(values)) {
          if (typeof value !== 'string') continue
          if (value.includes('@')) expect(value).toMatch(/\.example$/)
          if (value.startsWith('http')) expect(new URL(value).hostname).toMatch(/\.example$/)
          if (/^\+\d/.test(value)) expect(value).toMatch(/^\+33(63998|26191)\d{4}$/)
        }
      }
    })

    test('lets no surname, mail, phone, title or note out in a shared field', () => {
      const secrets = sample.flatMap(({ kind, values }) => {
        if (kind === 'coordinator' || kind === 'publicCard') return []
        return ['lastName', 'email', 'phone', 'title', 'notes', 'privateNote', 'handle', 'label'].flatMap(
          (name) => {
            const value = values[name]
            return typeof value === 'string' && defOf(kind).fields[name]?.scope === 'private' ? [value] : []
          },
        )
      })
      const shared = sample.flatMap(({ kind, values }) =>
        fieldsOf(defOf(kind), 'shared').map((name) => JSON.stringify(values[name] ?? null)),
      )
      const all = shared.join('\n')
      expect(
        secrets.filter(
          (secret) => all.includes(secret) && !['Achats', 'Locations', 'Subventions'].includes(secret),
        ),
      ).toEqual([])
    })
  },
)

test('equal seeds make equal lives, others differ', () => {
  expect(makeSample(options)).toEqual(makeSample(options))
  const names = (seed: string): string => JSON.stringify(makeSample({ ...options, seed }))
  expect(names('a')).not.toBe(names('b'))
})

test('sizes are those asked for', () => {
  const active = (size: SampleOptions['size']): number =>
    makeSample({ ...options, size, activity: false }).filter(
      ({ kind, values }) => kind === 'promeneur' && values.exitDate === null,
    ).length
  expect(active('small')).toBe(sampleSizes.small.promeneurs)
  expect(active('stress')).toBe(sampleSizes.stress.promeneurs)
  expect(active(50)).toBe(50)
})

test('the present shows work to do: things to complete, planned meetings, open actions, sums to come', () => {
  const sample = makeSample(options)
  const has = (kind: string, test: (values: Readonly<Record<string, unknown>>) => boolean): boolean =>
    sample.some((record) => record.kind === kind && test(record.values))
  expect(has('promeneur', ({ charteSigned }) => charteSigned === false)).toBe(true)
  expect(has('meeting', ({ date }) => String(date) > options.today)).toBe(true)
  expect(has('action', ({ status }) => status === 'a-faire')).toBe(true)
  expect(has('payment', ({ receivedAmount }) => receivedAmount === null)).toBe(true)
  expect(has('convention', ({ to }) => String(to).startsWith('2026'))).toBe(true)
})
