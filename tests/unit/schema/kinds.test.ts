import { describe, expect, test } from 'vitest'
import { compareField, formatField } from '../../../src/core/schema/kinds'
import type { Kind } from '../../../src/core/schema/field'
import { fields, hash, isRefused, nameOf, read } from './kindFields'

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
  money: ['beaucoup', true, '-5', '12 €€', '1e9', 1e20, '--3', '12 345,678', '0,000001 k€'],
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
