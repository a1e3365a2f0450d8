import { describe, expect, test } from 'vitest'
import { createRecord } from '../../../src/core/commands/createRecord'
import { editRecord } from '../../../src/core/commands/editRecord'
import { settleCase } from '../../../src/core/commands/settleCase'
import { trashRecords } from '../../../src/core/commands/trashRecords'
import { LocalCommit } from '../../../src/core/document/commit'
import { settlement } from '../../../src/core/document/overruled'
import type { AnyValues } from '../../../src/core/schema/record'
import type { Replica } from '../../support/replica'
import { open, twoDesks } from './twoDesks'

/** Two desks that hold one structure. */
function withStructure() {
  const desks = twoDesks(7)
  desks.a.run(createRecord, {
    kind: 'structure',
    id: 's1',
    values: { name: 'Centre', phone: '+33233000001' },
  })
  desks.settle()
  return desks
}

const edit = (desk: Replica, values: AnyValues): void =>
  void desk.run(editRecord, { kind: 'structure', id: 's1', values })

describe.each([
  ['shared', { name: 'Un' }, { name: 'Deux' }],
  ['private', { phone: '+33233000002' }, { phone: '+33233000003' }],
])('a case on a %s field', (_scope, one, other) => {
  test.each(['chosen', 'other'])('is closed on both sides by keeping the value that is %s', (which) => {
    const { a, b, settle } = withStructure()
    edit(a, one)
    edit(b, other)
    settle()
    const [item, ...more] = open(a)
    const keep = item?.heads.find(({ chosen }) => chosen === (which === 'chosen'))
    if (!item || !keep) throw new Error('no case')
    expect(more).toEqual([])
    a.run(settleCase, { item, keep: keep.item })
    settle()
    expect([open(a), open(b)]).toEqual([[], []])
    for (const desk of [a, b]) expect(desk.rows.get('structure', 's1')?.values[item.field]).toBe(keep.value)
  })

  test('of a record trashed apart is closed by leaving it in the trash', () => {
    const { a, b, settle } = withStructure()
    a.run(trashRecords, { kind: 'structure', ids: ['s1'] })
    edit(b, one)
    settle()
    const [item] = open(b)
    if (!item) throw new Error('no case')
    b.run(settleCase, { item, keep: 'keep-trash' })
    settle()
    expect([open(a), open(b)]).toEqual([[], []])
  })
})

test('what a newer version keeps in the private room is settled there, and never in the shared one', () => {
  const { a, b, settle } = withStructure()
  for (const [desk, value] of [
    [a, 'un secret'],
    [b, 'un autre'],
  ] as const) {
    const { doc } = desk.load('dep-50-private').room
    doc.transact(() => doc.getMap('structure').set('s1/fromTomorrow', value), new LocalCommit(value))
  }
  settle()
  const item = open(a).find(({ field }) => field === 'fromTomorrow')
  const keep = item?.heads.find(({ chosen }) => chosen)
  if (!item || !keep) throw new Error('no case')
  a.run(settleCase, { item, keep: keep.item })
  settle()
  expect([open(a), open(b)]).toEqual([[], []])
  for (const desk of [a, b])
    expect([...desk.load('dep-50').room.keys('structure', 's1')].join()).not.toMatch(/Tomorrow|review/)
})

test('a write that no journal tells of is said to have been, and is not kept in place of one that is known', () => {
  // The merge shows what b wrote, whose client id is the higher one: what it does not show is known from the journal alone.
  const lost = (['a', 'b'] as const).flatMap((untold) => {
    const { settle, ...desks } = withStructure()
    for (const [at, desk] of [desks.a, desks.b].entries()) desk.load('dep-50').room.doc.clientID = at + 1
    edit(desks[untold === 'a' ? 'b' : 'a'], { name: 'Deux' })
    const { doc } = desks[untold].load('dep-50').room
    doc.transact(() => doc.getMap('structure').set('s1/name', 'Un'), new LocalCommit('untold'))
    settle()
    const [item] = open(desks.a)
    return item?.heads.flatMap((head) => (head.unknown ? [{ item, head }] : [])) ?? []
  })
  expect(lost.map(({ item, head }) => [head.value, settlement(item, head.item)])).toEqual([[null, undefined]])
})
