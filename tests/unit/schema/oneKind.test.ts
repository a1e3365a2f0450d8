import { expect, test } from 'vitest'
import { formatField, parseField } from '../../../src/core/schema/kinds'
import { sizeRefusal } from '../../../src/core/schema/kinds/links'
import { rangeBounds } from '../../../src/core/schema/kinds/numbers'
import { promeneur } from '../../../src/core/records/promeneur'
import { structure } from '../../../src/core/records/structure'
import { ok } from '../../../src/core/result'
import { brokenRules } from '../../../src/core/schema/validate'
import type { Field, FieldOf, Kind } from '../../../src/core/schema/field'
import { context, facts, fields, hash, isRefused, nameOf, read } from './kindFields'

test('values are written as French people write them', () => {
  const shown = (kind: Kind, value: unknown): string =>
    formatField(fields[kind], value as never, nameOf).replace(/\u00A0/g, ' ')
  expect(shown('money', 1_234_550)).toBe('12 345,50 €')
  expect(shown('money', -745_000)).toBe('\u22127 450,00 €')
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
  // Who types four digits has left one out: it is not known which.
  expect(read(postalCode, '5010')).toEqual(isRefused)
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

test('hours of a week are written as a clock or as a number, and are those of a week', () => {
  const hours: Field = {
    kind: 'range',
    buckets: ['<4', '4-6'],
    hours: true,
    label: 'Heures',
    scope: 'private',
  }
  const hear = (text: string) => parseField(hours, text, { today: '2026-11-22', department: '50' })
  expect(['3h30', '3 h 30', '3,5', '3.5', '4h', '12', 'moins de 4'].map(hear)).toEqual(
    ['3.5', '3.5', '3.5', '3.5', '4', '12', '<4'].map(ok),
  )
  expect(hear('200')).toEqual({ ok: false, error: 'Une semaine compte 168 heures.' })
  expect(hear('beaucoup').ok).toBe(false)
  expect(formatField(hours, '3.5', () => undefined)).toBe('3,5')
  expect(rangeBounds('3.5')).toEqual({ min: 3.5, max: 3.5 })
  const doubts = (weeklyPresence: string) =>
    brokenRules(promeneur, { firstName: 'Ada', weeklyPresence }, 'warn')
  expect(doubts('40').map(({ message }) => message)).toEqual([
    'Plus de 35 heures par semaine\u00a0: vérifiez ce nombre.',
  ])
  expect(doubts('35')).toEqual([])
})

test('a charte is not signed years ahead, and the year of a call is a year', () => {
  const { charteSignedAt } = structure.fields
  expect(read(charteSignedAt, '01/03/2027')).toBe('2027-03-01')
  expect(read(charteSignedAt, '01/03/2035')).toEqual(isRefused)
  const doubts = (callYear: string) => brokenRules(structure, { name: 'MJC', callYear }, 'warn').length
  expect(['hors', '2026', 'AAP 2026', 'deux mille'].map(doubts)).toEqual([0, 0, 0, 1])
})

test('a text that is too long is counted in thousands', () => {
  const text: Field = { kind: 'longText', label: 'Notes', scope: 'private' }
  expect(parseField(text, 'a'.repeat(120_024), { today: '2026-11-22', department: '50' })).toMatchObject({
    error: expect.stringContaining('120\u00a0024 caractères, 100\u00a0000 au plus'),
  })
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
  for (const odd of ['12/12/0026', '12/12/026', '12-12-20266'])
    expect(day(odd)).toEqual({
      ok: false,
      error: 'L’année s’écrit en quatre chiffres, par exemple 2026.',
    })
  expect(day('31022025')).toEqual({ ok: false, error: expect.stringContaining('Ce jour n’existe pas') })
  expect(day('hier')).toEqual({ ok: false, error: expect.stringContaining('jj/mm/aaaa') })
})

test('a day may be typed as its digits alone', () => {
  for (const text of ['15012026', '150126', '15/01/26'])
    expect(read({ kind: 'date', ...facts }, text), text).toBe('2026-01-15')
  for (const text of ['1501202', '15012', '20260115', '993126'])
    expect(parseField({ kind: 'date', ...facts }, text, context).ok, text).toBe(false)
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
    error: expect.stringMatching(/10\u00a0000 caractères, 500 au plus/),
  })
  expect(parseField(field, 'x'.repeat(500), context).ok).toBe(true)
})

test('a file that is too heavy is refused by its size alone, in words', () => {
  const most = 20 * 1024 ** 2
  const any = { kind: 'file', ...facts } as const
  expect(sizeRefusal(any, most, most)).toBeNull()
  expect(sizeRefusal(any, most + 1, most)).toMatch(/^Ce fichier dépasse 20\u00a0Mo\u00a0: /)
  expect(sizeRefusal(fields.file, 3_000_000, most)).toBe(
    'Fichier trop lourd\u00a0: 3\u00a0Mo, 2\u00a0Mo au plus.',
  )
})
