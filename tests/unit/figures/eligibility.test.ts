import { expect, test } from 'vitest'
import { eligibilityHints } from '../../../src/core/figures/eligibility'
import { funding } from '../../../src/core/records/funding'
import { rowOf } from '../../../src/core/projection/rows'
import type { AnyValues } from '../../../src/core/schema/record'
import { rowsOf, type TestRecord } from '../../support/rows'

const grant = (id: string, values: AnyValues): TestRecord => ({
  kind: 'funding',
  id,
  values: { year: 2026, status: 'accordee', beneficiaryId: 'P1', purpose: ['poste'], ...values },
})

/** An expense and the part of it that the grant F1 bears. */
const charged = (id: string, values: AnyValues, percent = 100): readonly TestRecord[] => [
  { kind: 'expense', id: `2026.E${id}`, values: { label: `Dépense ${id}`, date: '2026-05-04', ...values } },
  {
    kind: 'expenseShare',
    id: `2026.S${id}`,
    values: { expenseId: `2026.E${id}`, fundingId: '2026.F1', percent },
  },
]

function hints(...records: readonly TestRecord[]) {
  const rows = rowsOf(records)
  const of = rowOf(rows, funding, '2026.F1')
  if (!of) throw new Error('no grant')
  return eligibilityHints(rows, of)
}

test('expenses of investment, of promenade time and of another year are said by name', () => {
  const found = hints(
    grant('2026.F1', {}),
    ...charged('1', {}),
    ...charged('2', { kind: 'investissement' }),
    ...charged('3', { promenadeTime: true }),
    ...charged('4', { date: '2025-12-31' }),
    ...charged('5', { kind: 'investissement' }, 0),
  )
  expect(found.map(({ code, message }) => [code, message.split('\u00a0: ')[1]])).toEqual([
    ['investissement', 'Dépense 2.'],
    ['promenade', 'Dépense 3.'],
    ['hors-periode', 'Dépense 4.'],
  ])
})

test('a period of several years is the grant’s, and a financial year of its own leaves dates alone', () => {
  const late = charged('1', { date: '2028-01-15' })
  expect(hints(grant('2026.F1', { period: '2026-2028' }), ...late)).toEqual([])
  expect(hints(grant('2026.F1', { period: '2026-2027' }), ...late)).toHaveLength(1)
  const shifted = { kind: 'department', id: 'dep.50', values: { financialYearStart: 9 } }
  expect(hints(grant('2026.F1', {}), ...late, shifted)).toEqual([])
})

test('what is granted to one project is held against its cost', () => {
  const own = grant('2026.F1', { totalCost: 1_000_000, granted: 600_000 })
  const other = grant('2026.F2', { granted: 500_000 })
  expect(hints(own)).toEqual([])
  expect(hints(own, other)[0]).toMatchObject({ code: 'surfinancement' })
  expect(hints(own, other)[0]?.message).toContain('Les 2 financements')
  for (const apart of [
    { purpose: ['formation'] },
    { beneficiaryId: 'P2' },
    { year: 2025 },
    { status: 'refusee' },
  ])
    expect(hints(own, grant('2026.F2', { granted: 500_000, ...apart })), JSON.stringify(apart)).toEqual([])
  expect(hints(grant('2026.F1', { totalCost: 1_000_000, granted: 1_000_001 }))).toHaveLength(1)
})
