import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { indexCommunes, type CommuneLine } from '../../../src/core/reference/communes'
import { compareField, formatField, parseField } from '../../../src/core/schema/kinds'
import { rangeBounds } from '../../../src/core/schema/kinds/numbers'
import type { Field, FieldOf, Kind } from '../../../src/core/schema/field'
import type { ParseContext } from '../../../src/core/schema/traits'

// The file is ours: its lines have this shape.
const lines = JSON.parse(readFileSync('resources/communes.json', 'utf8')) as readonly CommuneLine[]
const communes = indexCommunes(lines)
const context: ParseContext = { today: '2026-11-22', department: '50', communes }
const nameOf = (reference: string): string | undefined => communes.nameOf(reference)

const facts = { label: 'Champ', scope: 'private' } as const
const fields: { readonly [K in Kind]: FieldOf<K> } = {
  text: { kind: 'text', ...facts },
  longText: { kind: 'longText', ...facts },
  richText: { kind: 'richText', ...facts },
  integer: { kind: 'integer', ...facts },
  decimal: { kind: 'decimal', digits: 2, ...facts },
  money: { kind: 'money', ...facts },
  date: { kind: 'date', unknown: true, ...facts },
  month: { kind: 'month', wider: true, ...facts },
  slot: { kind: 'slot', ...facts },
  flag: { kind: 'flag', ...facts },
  choice: {
    kind: 'choice',
    options: { CSC: 'Centre social', ML: 'Mission locale' },
    aliases: { 'Centre socioculturel / EVS': 'CSC' },
    ...facts,
  },
  choices: { kind: 'choices', options: { a: 'Alpha', b: 'Bêta, gamma', c: 'Delta' }, open: true, ...facts },
  range: { kind: 'range', buckets: ['<10', '10-50', '>50'], ...facts },
  email: { kind: 'email', ...facts },
  phone: { kind: 'phone', ...facts },
  url: { kind: 'url', ...facts },
  commune: { kind: 'commune', ...facts },
  siret: { kind: 'siret', ...facts },
  ref: { kind: 'ref', to: 'structure', ...facts },
  refs: { kind: 'refs', to: 'structure', ...facts },
  marks: { kind: 'marks', to: 'promeneur', options: { present: 'Présent', excuse: 'Excusé' }, ...facts },
  file: { kind: 'file', maxBytes: 2_000_000, ...facts },
  rows: {
    kind: 'rows',
    fields: { network: { kind: 'text', ...facts }, count: { kind: 'integer', ...facts } },
    ...facts,
  },
}

/** What an input is read as, or the sentence that refuses it. */
function read(field: Field, input: unknown, given: ParseContext = context): unknown {
  const result = parseField(field, input, given)
  return result.ok ? result.value : { refused: result.error }
}

const isRefused = { refused: expect.stringMatching(/^\p{Lu}.+[.…]$/u) as unknown }
const hash = 'a1'.repeat(32)

const accepted: { readonly [K in Kind]: readonly (readonly [input: unknown, value: unknown])[] } = {
  text: [
    ['  Mauger \u0000 Inès\u200B ', 'Mauger Inès'],
    ['e\u0301te\u0301', 'été'],
    ['a\uFFFEb\uD800c', 'abc'],
    [50180, '50180'],
    ['deux\nlignes', 'deux lignes'],
  ],
  longText: [
    ['un \r\n\r\n\r\n\r\ndeux\t trois\n', 'un\n\ndeux trois'],
    ['\u2028a\u2029b', 'a\nb'],
  ],
  richText: [['Notes  de\nréunion', 'Notes de\nréunion']],
  integer: [
    ['1 234', 1234],
    ['1\u202F234', 1234],
    [12, 12],
    ['-3', -3],
    ['2.000', 2000],
  ],
  decimal: [
    ['0,5', 0.5],
    ['12.345', 12.35],
    ['80 %', 80],
    [0.1, 0.1],
  ],
  money: [
    ['12 345,50 €', 1_234_550],
    ['1500', 150_000],
    [1500, 150_000],
    [3200.5, 320_050],
    [0.07, 7],
    [1.005, 101],
    ['1.500', 150_000],
    ['1.234.567,89', 123_456_789],
    ['1,234.5', 123_450],
    ['12 k€', 1_200_000],
    ['1,5 k€', 150_000],
    ['3\u202F200,50\u00A0€', 320_050],
    ['€ 20', 2000],
    ['20 euros TTC', 2000],
    [0, 0],
    ['0', 0],
  ],
  date: [
    ['24/05/2020', '2020-05-24'],
    ['4/5/20', '2020-05-04'],
    ['04.05.1999', '1999-05-04'],
    ['4-5-98', '1998-05-04'],
    ['2026-08-21', '2026-08-21'],
    ['2026-08-21T10:00:00Z', '2026-08-21'],
    ['24 mai 2020', '2020-05-24'],
    ['1er août 2020', '2020-08-01'],
    ['mardi 3 novembre 2026', '2026-11-03'],
    ['3 déc. 2025', '2025-12-03'],
    ['12/3', '2026-03-12'],
    ['29/02/2024', '2024-02-29'],
    [45000, '2023-03-15'],
    [45000.75, '2023-03-15'],
    [new Date('2026-10-12T00:00:00.000Z'), '2026-10-12'],
    ['inconnue', 'unknown'],
    ['Date inconnue', 'unknown'],
    ['x', 'unknown'],
  ],
  month: [
    ['11/2026', '2026-11'],
    ['2026-08', '2026-08'],
    ['août 2026', '2026-08'],
    ['Fevrier 26', '2026-02'],
    ['2026-T3', '2026-T3'],
    ['T3 2026', '2026-T3'],
    ['2026', '2026'],
    [2026, '2026'],
    [45000, '2023-03'],
    [new Date('2026-10-12T00:00:00.000Z'), '2026-10'],
  ],
  slot: [
    ['14h-16h30', '14:00-16:30'],
    ['de 9h30 à 12h', '09:30-12:00'],
    ['14:00-16:00', '14:00-16:00'],
    ['14 h – 16 h', '14:00-16:00'],
  ],
  flag: [
    ['oui', true],
    ['X', true],
    ['vrai', true],
    [true, true],
    [1, true],
    ['✓', true],
    ['Non', false],
    [false, false],
    [0, false],
  ],
  choice: [
    ['CSC', 'CSC'],
    ['centre  SOCIAL', 'CSC'],
    ['Centre Socioculturel / EVS', 'CSC'],
    ['ml', 'ML'],
  ],
  choices: [
    ['Delta ; alpha', ['a', 'c']],
    ['Bêta, gamma', ['b']],
    ['alpha, delta', ['a', 'c']],
    ['Beta, gamma; Autre chose', ['b', 'Autre chose']],
    ['Alpha / Delta', ['a', 'c']],
    ['alpha et delta', ['a', 'c']],
    ['Écoute, et autre', ['Écoute, et autre']],
    [
      ['c', 'a', 'a'],
      ['a', 'c'],
    ],
  ],
  range: [
    ['12', '12'],
    [7, '7'],
    ['moins de 10', '<10'],
    ['Plus de 10h', '>10'],
    ['De 4 à 6h', '4-6'],
    ['entre 10 et 50', '10-50'],
    ['<10', '<10'],
    ['Aucun', '0'],
  ],
  email: [
    [' Ines.MAUGER@Structure.example ', 'ines.mauger@structure.example'],
    ['Inès Mauger <ines@structure.example>', 'ines@structure.example'],
    ['mailto:ines@structure.example', 'ines@structure.example'],
  ],
  phone: [
    ['06 39 98 00 12', '+33639980012'],
    [666612824, '+33666612824'],
    [225282877, '+33225282877'],
    ['06.52.53.92.66', '+33652539266'],
    ['+33 (0)6 23 50 03 37', '+33623500337'],
    ['0033623500337', '+33623500337'],
    ['33623500337', '+33623500337'],
    ['+44 20 7946 0018', '+442079460018'],
  ],
  url: [
    ['www.exemple.fr/page', 'https://www.exemple.fr/page'],
    ['http://exemple.fr', 'http://exemple.fr'],
    ['exemple.fr:8080', 'https://exemple.fr:8080'],
  ],
  commune: [
    ['50129', '50129'],
    ['AGNEAUX', '50002'],
    ['St-Lô', '50502'],
    ['Saint Hilaire du Harcouet', '50484'],
    ['La Haye (50)', '50236'],
    ['villedieu-les-poeles-rouffigny', '50639'],
    ['Bastia', '2B033'],
  ],
  siret: [
    ['732 829 320 00074', '73282932000074'],
    [73282932000074, '73282932000074'],
    ['356 000 000 49837', '35600000049837'],
    ['w501234567', 'W501234567'],
    ['W9R1234567', 'W9R1234567'],
  ],
  ref: [['01M5KWC800J7YDX0107JTRX8J4', '01M5KWC800J7YDX0107JTRX8J4']],
  refs: [
    [
      ['b', 'a', 'b'],
      ['a', 'b'],
    ],
    ['a', ['a']],
  ],
  marks: [
    [
      { b: 'Présent', a: 'excuse', c: '' },
      { a: 'excuse', b: 'present' },
    ],
  ],
  file: [[`${hash}/120/compte rendu.pdf`, `${hash}/120/compte rendu.pdf`]],
  rows: [
    [
      [
        { network: ' Discord ', count: '12' },
        { network: '', count: null },
      ],
      [{ network: 'Discord', count: 12 }],
    ],
  ],
}

const refused: { readonly [K in Kind]: readonly unknown[] } = {
  text: [{ a: 1 }, Number.NaN],
  longText: [[1, 2]],
  richText: [12],
  integer: ['1,5', 1.234, 'douze', true, Infinity, '1e3'],
  decimal: ['beaucoup', true, '1,2,3'],
  money: ['beaucoup', true, '-5', '12 €€', '1e9', 1e20, '--3'],
  date: [
    '31/02/2025',
    '12/13/2020',
    '2024',
    2024,
    'hier',
    false,
    '1/1/0001',
    new Date('nope'),
    'ma 2020',
    'juin 2020',
  ],
  month: ['13/2026', 'ju 2026', 'hier', '2026-T5'],
  slot: ['16h-14h', '25h-26h', 'midi', '14h'],
  flag: ['peut-être', 2],
  choice: ['Autre', {}, 'constructor', '__proto__'],
  choices: [[{}]],
  range: ['beaucoup', '50-10', '-3', true],
  email: ['ines', 'ines@', 'a b@c.fr', 'ines@structure', 'a@b.fr, c@d.fr'],
  phone: ['12', 'pas de téléphone', true, '06 39 98 00 12 ou 13', '+33'],
  url: ['exemple', 'javascript:alert(1)', 'ftp://exemple.fr', 'https://a b.fr', 'data:text/html,x'],
  commune: ['Atlantide', true, '99999', 'Saint-Denis (93'],
  siret: ['12345678901234', 'W12', true, '7328293200007'],
  ref: ['Centre social', {}, 'a/b'],
  refs: [['a', 'b c']],
  marks: ['présent', { 'a/b': 'present' }, { a: 'peut-être' }],
  file: ['compte rendu.pdf', `${hash}/3000000/lourd.pdf`, 12],
  rows: ['x', [12], [{ count: 'douze' }], [{ inconnue: 1 }]],
}

const kinds = Object.keys(fields) as readonly Kind[] // the keys of a table by kind

describe.each(kinds)('%s', (kind) => {
  test.each(accepted[kind])('reads %j', (input, value) => {
    expect(read(fields[kind], input)).toEqual(value)
  })

  test.each(refused[kind].map((input) => [input]))('refuses %j with a sentence', (input) => {
    expect(read(fields[kind], input)).toEqual(isRefused)
  })

  test('is cleared by a blank', () => {
    for (const blank of ['', '  \u00A0', null, undefined]) expect(read(fields[kind], blank)).toBeNull()
  })

  test('reads back what it writes', () => {
    const chosen = ['ref', 'refs', 'marks', 'file', 'rows']
    for (const [, value] of accepted[kind]) {
      const text = formatField(fields[kind], value as never, nameOf) // the values above are of their kind
      if (!chosen.includes(kind)) expect(read(fields[kind], text), text).toEqual(value)
    }
  })

  test('sorts: equal to itself, opposite when turned round, empty and odd values last', () => {
    const field = fields[kind]
    const values = accepted[kind].map(([, value]) => value as never) // of their kind, as above
    for (const a of values) {
      expect(compareField(field, a, a, nameOf)).toBe(0)
      expect(compareField(field, a, null, nameOf)).toBeLessThan(0)
      for (const b of values) {
        expect(Math.sign(compareField(field, a, b, nameOf))).toBe(
          -Math.sign(compareField(field, b, a, nameOf)) || 0,
        )
      }
    }
  })

  test('shows a stored value of another shape without failing', () => {
    for (const odd of [true, 12, 'texte', ['a'], { a: 'b' }, [{ a: 1 }]]) {
      expect(typeof formatField(fields[kind], odd as never, nameOf)).toBe('string') // odd on purpose
      compareField(fields[kind], odd as never, 'autre' as never, nameOf)
    }
  })
})

test('values are written as French people write them', () => {
  const shown = (kind: Kind, value: unknown): string =>
    formatField(fields[kind], value as never, nameOf).replace(/\u00A0/g, ' ')
  expect(shown('money', 1_234_550)).toBe('12 345,50 €')
  expect(shown('money', -745_000)).toBe('-7 450,00 €')
  expect(shown('money', 0)).toBe('0,00 €')
  expect(shown('integer', 1_234_567)).toBe('1 234 567')
  expect(shown('decimal', 0.5)).toBe('0,50')
  expect(shown('date', '2026-11-03')).toBe('03/11/2026')
  expect(shown('date', 'unknown')).toBe('date inconnue')
  expect(shown('month', '2026-08')).toBe('août 2026')
  expect(shown('month', '2026-T1')).toBe('1er trimestre 2026')
  expect(shown('slot', '09:30-12:00')).toBe('9h30–12h')
  expect(shown('flag', true)).toBe('Oui')
  expect(shown('phone', '+33639980012')).toBe('06 39 98 00 12')
  expect(shown('phone', '+262692123456')).toBe('06 92 12 34 56')
  expect(shown('phone', '+442079460018')).toBe('+44 20 7946 0018')
  expect(shown('siret', '73282932000074')).toBe('732 829 320 00074')
  expect(shown('commune', '50502')).toBe('Saint-Lô')
  expect(shown('range', '10-50')).toBe('de 10 à 50')
  expect(shown('marks', { a: 'present', b: 'present', c: 'excuse' })).toBe('Présent : 2, Excusé : 1')
  expect(shown('file', `${hash}/120000/compte rendu.pdf`)).toBe('compte rendu.pdf (120 ko)')
  expect(shown('rows', [{}, {}])).toBe('2 lignes')
  expect(shown('ref', 'X')).toBe('(fiche absente)')
})

test('a year is written without a space and read within bounds', () => {
  const year: FieldOf<'integer'> = { kind: 'integer', year: true, ...facts }
  expect(formatField(year, 2026, nameOf)).toBe('2026')
  expect(read(year, '2026')).toBe(2026)
  expect(read(year, 26)).toEqual(isRefused)
})

test('a code of fixed length gets its zeros back', () => {
  const postalCode: FieldOf<'text'> = { kind: 'text', digits: 5, ...facts }
  expect(read(postalCode, 1400)).toBe('01400')
  expect(read(postalCode, '50 180')).toBe('50180')
  expect(read(postalCode, '501800')).toEqual(isRefused)
})

test('a repayment may be negative, and a date is not unknown unless the field says so', () => {
  expect(read({ kind: 'money', negative: true, ...facts }, '-120,50')).toBe(-12_050)
  expect(read({ kind: 'date', ...facts }, 'inconnue')).toEqual(isRefused)
})

test('an open list keeps an unknown text as it was written', () => {
  const open: FieldOf<'choice'> = { kind: 'choice', options: { fpt3: 'FPT axe 3' }, open: true, ...facts }
  expect(read(open, 'Mieux vivre en milieu rural')).toBe('Mieux vivre en milieu rural')
  expect(read(open, 'fpt AXE 3')).toBe('fpt3')
})

test('a number belongs to the country of its prefix, wherever it is typed', () => {
  expect(read(fields.phone, '0692 12 34 56')).toBe('+262692123456')
  expect(read(fields.phone, 590123456)).toBe('+590590123456')
  expect(read(fields.phone, '0639 12 34 56')).toBe('+262639123456')
  expect(read(fields.phone, '02 61 91 00 00')).toBe('+33261910000')
})

test('a homonymous commune is that of the département, and asked elsewhere', () => {
  expect(read(fields.commune, 'Saint-Denis', { ...context, department: '974' })).toBe('97411')
  expect(read(fields.commune, 'Saint-Denis', { ...context, department: undefined })).toEqual(isRefused)
  expect(read(fields.commune, '50180')).toEqual(isRefused)
  expect(read(fields.commune, '50129', { today: context.today })).toBe('50129')
})

test('ranges have bounds, never a midpoint', () => {
  expect(rangeBounds('<10')).toEqual({ min: 0, max: 9 })
  expect(rangeBounds('10-50')).toEqual({ min: 10, max: 50 })
  expect(rangeBounds('>50')).toEqual({ min: 51, max: null })
  expect(rangeBounds('7')).toEqual({ min: 7, max: 7 })
  expect(rangeBounds('beaucoup')).toBeNull()
})

test('a day that does not exist is told apart from what is no date', () => {
  const day = (text: string) => parseField({ kind: 'date', label: 'Du', scope: 'private' }, text, context)
  expect(day('31/02/2025')).toEqual({ ok: false, error: expect.stringContaining('Ce jour n’existe pas') })
  expect(day('hier')).toEqual({ ok: false, error: expect.stringContaining('jj/mm/aaaa') })
})

test('a day, a month or a year that the network cannot speak of is refused, with the years that it can', () => {
  const tooFar = { ok: false, error: expect.stringMatching(/1900 et 2046/) }
  for (const input of ['03/11/2190', '3 nov. 2047', '2190-11-03', '01/01/1850', new Date('2190-11-03')])
    expect(parseField({ kind: 'date', ...facts }, input, context), String(input)).toEqual(tooFar)
  for (const input of ['11/2190', '2190-T4', '2190'])
    expect(parseField({ kind: 'month', wider: true, ...facts }, input, context), input).toEqual(tooFar)
  expect(parseField({ kind: 'integer', year: true, ...facts }, '2190', context)).toEqual(tooFar)
  expect(read({ kind: 'date', ...facts }, '31/12/2046')).toBe('2046-12-31')
})

test('a line that is no line any more is refused, with how long it is', () => {
  const field = { kind: 'text', label: 'Nom', scope: 'private' } as const
  expect(parseField(field, 'x'.repeat(10_000), context)).toEqual({
    ok: false,
    error: expect.stringMatching(/10000 caractères, 500 au plus/),
  })
  expect(parseField(field, 'x'.repeat(500), context).ok).toBe(true)
})
