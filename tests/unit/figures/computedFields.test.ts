import { describe, expect, test } from 'vitest'
import { computedFields, withComputed } from '../../../src/core/figures/computedFields'
import { recordOf, records } from '../../../src/core/records'
import type { AnyRecordDef, AnyValues } from '../../../src/core/schema/record'
import { viewExport } from '../../../src/core/sheets/viewExport'
import { rowsOf, type TestRecord } from '../../support/rows'
import { editionOf } from '../sheets/edition'
import { smallNetwork, today } from './smallNetwork'

const defs: readonly AnyRecordDef[] = records

/** What is computed for a record among others. */
function factsOf(kind: string, id: string, all: readonly TestRecord[]): AnyValues | undefined {
  const rows = rowsOf(all)
  const row = rows.get(kind, id)
  return row && computedFields(kind)?.read(rows, today)(row)
}

test('computed facts stand in a section of their kind, are never typed, and take no stored name', () => {
  const kinds = defs.filter(({ name }) => computedFields(name))
  expect(kinds.map(({ name }) => name)).toEqual(['structure', 'contact', 'budgetLine'])
  for (const def of kinds) {
    const { fields = {}, from = [] } = computedFields(def.name) ?? {}
    for (const kind of from) expect(recordOf(kind), kind).toBeDefined()
    for (const [name, field] of Object.entries(fields)) {
      expect(Object.keys(def.fields)).not.toContain(name)
      expect(def.sections).toContain(field.section ?? def.sections[0])
      expect(field.readOnly).toBe(true)
    }
  }
})

describe('a structure', () => {
  test('counts the promeneurs who are active in it', () => {
    expect(factsOf('structure', 'S1', smallNetwork)).toEqual({ activeCount: 2 })
    expect(factsOf('structure', 'S2', smallNetwork)).toEqual({ activeCount: 1 })
    expect(factsOf('structure', 'S3', smallNetwork)).toEqual({ activeCount: 0 })
  })

  test('shows it in an exported view as in the table', () => {
    const rows = rowsOf(smallNetwork)
    const factsOfRow = computedFields('structure')?.read(rows, today)
    const def = recordOf('structure')
    if (!def || !factsOfRow) throw new Error('no such kind')
    const shown = rows
      .list('structure')
      .map((row) => ({ ...row, values: { ...row.values, ...factsOfRow(row) } }))
    const view = { rows: shown, columns: ['name', 'activeCount'], filters: [] }
    const [sheet] = viewExport(editionOf(rows), withComputed(def), view).sheets
    expect(sheet?.columns.map(({ label }) => label)).toEqual(['Nom', 'Promeneurs actifs'])
    expect(sheet?.lines.map(({ cells }) => cells[1])).toEqual([2, 1, 0, 0])
  })
})

describe('a contact', () => {
  const lastOf = (...all: TestRecord[]) => factsOf('contact', 'C1', [...smallNetwork, ...all])?.lastContactAt
  const act = (date: string, contactIds: readonly string[]): TestRecord => ({
    kind: 'act',
    id: `2026.act.${date}`,
    values: { title: 'Appel', date, contactIds },
  })
  const meeting = (date: string, mark: string): TestRecord => ({
    kind: 'meeting',
    id: `2026.meeting.${date}`,
    values: { title: 'Copil', date, attendance: { C1: mark } },
  })

  test('was last met by the last act, or at the last meeting where it was present', () => {
    expect(lastOf()).toBeNull()
    expect(lastOf(act('2026-03-01', ['C1', 'C2']), act('2026-09-01', ['C2']))).toBe('2026-03-01')
    expect(lastOf(act('2026-03-01', ['C1']), meeting('2026-04-02', 'present'))).toBe('2026-04-02')
  })

  test('is not met by what it missed, what is to come or what has no day', () => {
    expect(lastOf(meeting('2026-04-02', 'excuse'))).toBeNull()
    expect(lastOf(act('2026-12-01', ['C1']), meeting('2026-12-02', 'present'))).toBeNull()
    expect(lastOf(act('unknown', ['C1']))).toBeNull()
  })
})

describe('a line of the budget', () => {
  const line = (id: string, values: AnyValues): TestRecord => ({
    kind: 'budgetLine',
    id: `2026.${id}`,
    values: { year: 2026, side: 'charges', ...values },
  })
  const expense = (id: string, values: AnyValues): TestRecord => ({
    kind: 'expense',
    id: `2026.expense.${id}`,
    values: { label: id, date: '2026-05-01', ...values },
  })
  const spent = [
    expense('papier', { account: '60', amount: 40_000 }),
    expense('avoir', { account: '60', amount: -5000 }),
    expense('l’an dernier', { account: '60', amount: 90_000, date: '2025-12-31' }),
    expense('salaire', { account: '64', amount: 1_000_000, date: 'unknown' }),
  ]
  const of = (id: string, ...all: TestRecord[]) => factsOf('budgetLine', `2026.${id}`, all)

  test('has what was spent on its account in its year, and the gap', () => {
    expect(of('B', line('B', { account: '60', planned: 50_000 }), ...spent)).toEqual({
      actual: 35_000,
      gap: -15_000,
    })
    expect(of('B', line('B', { account: '64', planned: 900_000 }), ...spent)).toEqual({
      actual: 1_000_000,
      gap: 100_000,
    })
  })

  test('shares what was spent with the other lines of its account', () => {
    const lines = [
      line('B1', { account: '60', planned: 20_000 }),
      line('B2', { account: '60', planned: 30_000 }),
    ]
    for (const id of ['B1', 'B2'])
      expect(of(id, ...lines, ...spent)).toEqual({ actual: 35_000, gap: -15_000 })
  })

  test('is not added up in a column: lines that share an account would count it twice', () => {
    const def = recordOf('budgetLine')
    if (!def) throw new Error('no such kind')
    const rows = rowsOf([line('B', { account: '60', planned: 50_000 }), ...spent])
    const view = { rows: rows.list('budgetLine'), columns: ['planned', 'actual', 'gap'], filters: [] }
    const [sheet] = viewExport(editionOf(rows), withComputed({ ...def, naming: [] }), view).sheets
    // The first column of a view counts its lines.
    expect(sheet?.columns.map(({ key, total }) => [key, total])).toEqual([
      ['planned', 'sum'],
      ['actual', undefined],
      ['gap', undefined],
    ])
  })

  test('is at 0 without an expense once the year has some, and unknown before', () => {
    const travel = line('B', { account: '62', planned: 10_000 })
    expect(of('B', travel, ...spent)).toEqual({ actual: 0, gap: -10_000 })
    expect(of('B', travel)).toEqual({ actual: null, gap: null })
    expect(of('B', line('B', { account: '60' }), ...spent)).toEqual({ actual: 35_000, gap: null })
    expect(of('B', travel, ...spent, expense('train', { account: '62' }))).toEqual({
      actual: null,
      gap: null,
    })
  })

  test('of receipts has what came of the grants that it names', () => {
    const grant = { kind: 'funding', id: '2026.F', values: { year: 2026, status: 'en-cours' } }
    const payment = {
      kind: 'payment',
      id: '2026.P',
      values: { fundingId: '2026.F', receivedAmount: 70_000, receivedAt: '2026-06-01' },
    }
    const receipts = (values: AnyValues) =>
      line('B', { side: 'produits', account: '74', planned: 100_000, ...values })
    expect(of('B', receipts({ fundingId: '2026.F' }), grant, payment)).toEqual({
      actual: 70_000,
      gap: -30_000,
    })
    expect(of('B', receipts({}), grant, payment)).toEqual({ actual: null, gap: null })
  })
})
