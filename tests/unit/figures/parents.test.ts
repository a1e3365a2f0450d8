import { expect, test } from 'vitest'
import { deadlinesOf } from '../../../src/core/figures/deadlines'
import { engagedCafs } from '../../../src/core/figures/cafs'
import { dependentsOf, parentKinds, trashedParent, withParents } from '../../../src/core/figures/parents'
import { ofTrashed, selectionOf } from '../../../src/core/figures/selections'
import { livingRows } from '../../../src/core/figures/source'
import { conventionAmount } from '../../../src/core/records/conventionAmount'
import { payment } from '../../../src/core/records/payment'
import { partOf, rowsOf, type TestRecord } from '../../support/rows'

const today = '2026-11-22'

const held: readonly TestRecord[] = [
  { kind: 'partner', id: 'caf', values: { name: 'Caf', kind: 'caf' } },
  { kind: 'structure', id: 'mjc', values: { name: 'MJC', status: 'reseau' } },
  {
    kind: 'convention',
    id: 'signed',
    values: {
      structureId: 'mjc',
      parties: ['caf'],
      signedAt: '2024-01-01',
      from: '2024-01-01',
      to: '2026-12-31',
    },
  },
  { kind: 'conventionAmount', id: 'euros', values: { conventionId: 'signed', amount: 100 } },
  { kind: 'funding', id: '2026.kept', values: { year: 2026, fund: 'fpt', status: 'en-cours' } },
  { kind: 'funding', id: '2026.gone', values: { year: 2026, fund: 'fpt', status: 'en-cours' } },
  { kind: 'payment', id: '2026.a', values: { fundingId: '2026.kept', receivedAmount: 100 } },
  { kind: 'payment', id: '2026.b', values: { fundingId: '2026.gone', receivedAmount: 200 } },
  { kind: 'payment', id: '2026.c', values: { fundingId: '2026.unknown', receivedAmount: 300 } },
]

function withTrash(...ids: readonly string[]) {
  const rows = rowsOf(held)
  rows.put(held.filter(({ id }) => ids.includes(id)).map((one) => ({ ...partOf(one), deleted: true })))
  return rows
}

test('a part of a record in the trash counts no more, and can be found', () => {
  const rows = withTrash('2026.gone')
  const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id)
  expect(ids(livingRows(rows, payment))).toEqual(['2026.a', '2026.c'])
  expect(ids(withParents(rows, 'payment', rows.list('payment')))).toEqual(['2026.a', '2026.c'])
  const gone = rows.get('payment', '2026.b')
  expect(gone && trashedParent(rows, gone)?.id).toBe('2026.gone')
  const selection = selectionOf(payment, ofTrashed)
  expect([...(selection?.ids({ def: payment, source: rows, today, space: '50' }) ?? [])]).toEqual(['2026.b'])
})

test('nothing is due, in force or counted of a structure in the trash, as deep as its parts go', () => {
  const due = (rows: ReturnType<typeof rowsOf>) =>
    deadlinesOf(rows, today).map(({ nature, date }) => `${nature} ${date}`)
  expect(due(withTrash())).toEqual(['convention-end 2026-12-31'])
  const rows = withTrash('mjc')
  expect(due(rows)).toEqual([])
  expect(engagedCafs(withTrash(), today)).toBe(1)
  expect(engagedCafs(rows, today)).toBe(0)
  expect(livingRows(rows, conventionAmount)).toEqual([])
  expect([...parentKinds('conventionAmount')].sort()).toEqual(['convention', 'structure'])
})

test('what depends on a record is counted by kind, its parts and theirs', () => {
  const rows = withTrash()
  const counts = (kind: string, id: string) => {
    const row = rows.get(kind, id)
    return row && dependentsOf(rows, row).map(({ def, count }) => [def.name, count])
  }
  expect(counts('structure', 'mjc')).toEqual([
    ['convention', 1],
    ['conventionAmount', 1],
  ])
  expect(counts('funding', '2026.kept')).toEqual([['payment', 1]])
  expect(counts('partner', 'caf')).toEqual([])
})
