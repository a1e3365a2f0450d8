import { expect, test } from 'vitest'
import { createRecord } from '../../../src/core/commands/createRecord'
import { keepApart } from '../../../src/core/commands/keepApart'
import { mergeDuplicates } from '../../../src/core/commands/mergeDuplicates'
import { settleCase } from '../../../src/core/commands/settleCase'
import { trashRecords } from '../../../src/core/commands/trashRecords'
import { fundingBalances } from '../../../src/core/figures/funding'
import type { AnyValues } from '../../../src/core/schema/record'
import type { Replica } from '../../support/replica'
import { desk } from './desk'

const make = (at: Replica, kind: string, records: { readonly [id: string]: AnyValues }): void => {
  for (const [id, values] of Object.entries(records))
    expect(at.run(createRecord, { kind, id, values })).toBeDefined()
}

const merge = (at: Replica, kind: string, ids: readonly [string, string]): void =>
  void expect(at.run(mergeDuplicates, { merges: [{ kind, ids }] })).toBeDefined()

const living = (at: Replica, kind: string): readonly string[] => at.rows.list(kind).map(({ id }) => id)

test('two instalments of one grant that say the same stay two when it becomes one with another grant', () => {
  const at = desk(41)
  const grant = { year: 2026, fund: 'fpt-axe-3', granted: 100_000 }
  make(at, 'funding', { '2026.F1': grant, '2026.F2': grant })
  const half = { fundingId: '2026.F2', kind: 'acompte', receivedAmount: 50_000 }
  make(at, 'payment', { '2026.V1': half, '2026.V2': half })
  merge(at, 'funding', ['2026.F1', '2026.F2'])
  expect(fundingBalances(at.rows, '50').reduce((sum, one) => sum + one.paid, 0)).toBe(100_000)
})

test('and of what both had, each is one with at most one of the other: two and one are two', () => {
  const at = desk(42)
  const grant = { year: 2026, fund: 'fpt-axe-3', granted: 100_000 }
  make(at, 'funding', { '2026.F1': grant, '2026.F2': grant })
  const half = { kind: 'acompte', receivedAmount: 50_000 }
  make(at, 'payment', {
    '2026.V0': { ...half, fundingId: '2026.F1' },
    '2026.V1': { ...half, fundingId: '2026.F2' },
    '2026.V2': { ...half, fundingId: '2026.F2' },
  })
  merge(at, 'funding', ['2026.F1', '2026.F2'])
  expect(living(at, 'payment')).toEqual(['2026.V0', '2026.V2'])
})

test('two grants of one partner, of which nothing is known yet, stay two', () => {
  const at = desk(43)
  make(at, 'partner', { P1: { name: 'Caf de la Manche' }, P2: { name: 'CAF DE LA MANCHE' } })
  const asked = { year: 2026, fund: 'fpt-axe-3', funderId: 'P2', status: 'instruction' }
  make(at, 'funding', { '2026.F1': asked, '2026.F2': asked })
  merge(at, 'partner', ['P1', 'P2'])
  expect(living(at, 'funding')).toEqual(['2026.F1', '2026.F2'])
})

test('two people of one first name stay two where both work, and where somebody has said that they are distinct', () => {
  const at = desk(44)
  make(at, 'structure', { S1: { name: 'MJC' }, S2: { name: 'MJC' }, S3: { name: 'Foyer' } })
  make(at, 'promeneur', {
    A1: { firstName: 'Marie', structureId: 'S2' },
    A2: { firstName: 'Marie', structureId: 'S2' },
    B1: { firstName: 'Lou', structureId: 'S1' },
    B2: { firstName: 'Lou', structureId: 'S2' },
    C1: { firstName: 'Anne', structureId: 'S1' },
    C2: { firstName: 'Anne', structureId: 'S2' },
  })
  expect(at.run(keepApart, { kind: 'promeneur', ids: ['B1', 'B2'] })).toBeDefined()
  merge(at, 'structure', ['S1', 'S2'])
  expect(living(at, 'promeneur')).toEqual(['A1', 'A2', 'B1', 'B2', 'C1'])
})

test('« même fiche » here and the trash of the record that stays there: the question is asked on both sides', () => {
  const [claire, nour] = [desk(45), desk(46)]
  const meet = (): void => {
    const sent = [claire.sent.splice(0), nour.sent.splice(0)] as const
    for (const { room, update } of sent[0]) nour.receive(room, update)
    for (const { room, update } of sent[1]) claire.receive(room, update)
    claire.look()
    nour.look()
  }
  const cases = (at: Replica) => [...at.cases.values()].flatMap((byId) => [...byId.values()])
  const ada = { firstName: 'Ada', lastName: 'Zébulon', email: 'ada@exemple.example' }
  make(claire, 'promeneur', { A1: ada, A2: ada })
  meet()
  merge(claire, 'promeneur', ['A1', 'A2'])
  expect(nour.run(trashRecords, { kind: 'promeneur', ids: ['A1'] })).toBeDefined()
  meet()
  expect([living(claire, 'promeneur'), living(nour, 'promeneur')]).toEqual([[], []])
  const [asked] = cases(claire)
  expect(asked).toMatchObject({ is: 'trash', kind: 'promeneur', record: 'A1' })
  expect(cases(nour).map(({ id }) => id)).toEqual([asked?.id])
  if (asked) expect(claire.run(settleCase, { item: asked, keep: 'restore' })).toBeDefined()
  meet()
  expect([living(claire, 'promeneur'), living(nour, 'promeneur')]).toEqual([['A1'], ['A1']])
  expect([cases(claire), cases(nour)]).toEqual([[], []])
})
