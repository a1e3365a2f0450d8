import { expect, test } from 'vitest'
import { probableDuplicates } from '../../../src/core/figures/duplicates'
import { rowsOf } from '../../support/rows'

const each = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at))

test.each([30, 31, 200])('a file of %i grants of one year brought in twice leaves as many pairs', (count) => {
  const rows = rowsOf([
    { kind: 'partner', id: 'P1', values: { name: 'Caf de la Manche' } },
    ...each(count, (at) => ({
      year: 2026,
      fund: `Dispositif ${at}`,
      funderId: 'P1',
      requested: 1000 * at,
    })).flatMap((values, at) => [
      { kind: 'funding', id: `2026.A${at}`, values },
      { kind: 'funding', id: `2026.B${at}`, values },
    ]),
  ])
  const pairs = probableDuplicates(rows, '50').filter(({ kind }) => kind === 'funding')
  expect([pairs.length, pairs.every(({ sure }) => sure)]).toEqual([count, true])
})

test('a grant whose fund nobody wrote is still held against those of its year, funder and purpose', () => {
  const values = { year: 2026, funderId: 'P1', purpose: ['Formation'], requested: 1000 }
  const rows = rowsOf([
    { kind: 'partner', id: 'P1', values: { name: 'Caf de la Manche' } },
    { kind: 'funding', id: '2026.A', values: { ...values, fund: 'FPT' } },
    { kind: 'funding', id: '2026.B', values: { ...values, purpose: ['formation'] } },
    { kind: 'funding', id: '2026.C', values: { ...values, year: 2027 } },
  ])
  const pairs = probableDuplicates(rows, '50').filter(({ kind }) => kind === 'funding')
  expect(pairs.map(({ older, newer }) => [older.id, newer.id])).toEqual([['2026.A', '2026.B']])
})

test('structures of a name that every commune has are compared commune by commune', () => {
  const rows = rowsOf(
    each(40, (at) => ({ name: 'Mairie', communeCode: String(50100 + at) })).flatMap((values, at) => [
      { kind: 'structure', id: `A${at}`, values },
      { kind: 'structure', id: `B${at}`, values },
    ]),
  )
  expect(probableDuplicates(rows, '50').length).toBe(40)
})

test('a grant that leaves its purpose out may be the one that says it, and is never surely so', () => {
  const values = { year: 2026, funderId: 'P1', fund: 'FPT' }
  const rows = rowsOf([
    { kind: 'partner', id: 'P1', values: { name: 'Caf de la Manche' } },
    { kind: 'funding', id: '2026.A', values: { ...values, purpose: ['Formation'] } },
    { kind: 'funding', id: '2026.B', values },
    { kind: 'funding', id: '2026.C', values: { ...values, purpose: ['Coordination'] } },
  ])
  const pairs = probableDuplicates(rows, '50').filter(({ kind }) => kind === 'funding')
  expect(pairs.map(({ older, newer, sure }) => [older.id, newer.id, sure])).toEqual([
    ['2026.A', '2026.B', false],
    ['2026.B', '2026.C', false],
  ])
})
