import { expect, test } from 'vitest'
import { createRecord } from '../../../src/core/commands/createRecord'
import { keepApart } from '../../../src/core/commands/keepApart'
import { mergeDuplicates } from '../../../src/core/commands/mergeDuplicates'
import { settleCase } from '../../../src/core/commands/settleCase'
import { editRecord } from '../../../src/core/commands/editRecord'
import { restoreRecords, trashRecords } from '../../../src/core/commands/trashRecords'
import { strayReferences } from '../../../src/core/figures/duplicates'
import type { AnyValues } from '../../../src/core/schema/record'
import type { Replica } from '../../support/replica'
import { open, twoDesks } from './twoDesks'

const make = (at: Replica, kind: string, id: string, values: AnyValues): void =>
  void at.run(createRecord, { kind, id, values })
const trash = (at: Replica, kind: string, id: string): void => void at.run(trashRecords, { kind, ids: [id] })
const restore = (at: Replica, kind: string, id: string): void =>
  void at.run(restoreRecords, { kind, ids: [id] })
const merge = (at: Replica, kind: string, ids: readonly [string, string]): void =>
  void at.run(mergeDuplicates, { merges: [{ kind, ids }] })

/** Two desks that hold two structures which are one, and records that name the second in each way. */
function withCiters() {
  const desks = twoDesks(9)
  const { a, settle } = desks
  make(a, 'structure', 's1', { name: 'MJC du Port' })
  make(a, 'structure', 's2', { name: 'MJC du port de Granville' })
  make(a, 'promeneur', 'p1', { firstName: 'Ada', structureId: 's2' })
  make(a, 'promeneur', 'p2', { firstName: 'Ada', lastName: 'Z' })
  make(a, 'meeting', '2026.m1', {
    kind: 'copil',
    title: 'Copil',
    date: '2026-03-01',
    attendance: { p2: 'present' },
  })
  settle()
  return desks
}

const valuesOf = (at: Replica, kind: string, id: string): AnyValues => at.rows.get(kind, id)?.values ?? {}

test('a record that was in the trash when another was merged names the one that stays when it comes back', () => {
  const { a, b, settle } = withCiters()
  for (const [kind, id] of [
    ['promeneur', 'p1'],
    ['meeting', '2026.m1'],
  ] as const)
    trash(a, kind, id)
  merge(a, 'structure', ['s1', 's2'])
  make(a, 'structure', 's0', { name: 'Maison du Port' })
  merge(a, 'structure', ['s0', 's1']) // and the one that stayed is merged in its turn
  make(a, 'promeneur', 'p0', { firstName: 'Ada', lastName: 'Z' })
  merge(a, 'promeneur', ['p0', 'p2'])
  settle()
  // Nothing was written in the trash: nobody is asked anything.
  expect(open(b)).toEqual([])
  restore(b, 'promeneur', 'p1')
  restore(b, 'meeting', '2026.m1')
  settle()
  for (const desk of [a, b]) {
    expect(valuesOf(desk, 'promeneur', 'p1').structureId).toBe('s0')
    expect(valuesOf(desk, 'meeting', '2026.m1').attendance).toEqual({ p0: 'present' })
    expect(strayReferences(desk.rows)).toEqual([])
  }
  // One step, there and back.
  b.undo('undo')
  expect(b.rows.get('meeting', '2026.m1')).toMatchObject({
    deleted: true,
    values: { attendance: { p2: 'present' } },
  })
})

test('undoing the merge puts all back: what was in the trash still names the record that is one again', () => {
  const { a } = withCiters()
  trash(a, 'promeneur', 'p1')
  merge(a, 'structure', ['s1', 's2'])
  restore(a, 'promeneur', 'p1')
  expect(valuesOf(a, 'promeneur', 'p1').structureId).toBe('s1')
  a.undo('undo')
  a.undo('undo')
  expect(a.rows.get('structure', 's2')).toMatchObject({ deleted: false })
  expect(a.rows.get('promeneur', 'p1')).toMatchObject({ deleted: true, values: { structureId: 's2' } })
  restore(a, 'promeneur', 'p1')
  expect(valuesOf(a, 'promeneur', 'p1').structureId).toBe('s2')
})

test('so it is by « Restaurer » of a question', () => {
  const { a, b, settle } = withCiters()
  trash(a, 'promeneur', 'p1')
  b.run(editRecord, { kind: 'promeneur', id: 'p1', values: { jobTitle: 'Animatrice' } })
  merge(a, 'structure', ['s1', 's2'])
  settle()
  const [item] = open(a).filter(({ is }) => is === 'trash')
  if (!item) throw new Error('no case')
  a.run(settleCase, { item, keep: 'restore' })
  settle()
  expect(valuesOf(b, 'promeneur', 'p1')).toMatchObject({ jobTitle: 'Animatrice', structureId: 's1' })
})

test('a record restored after « même fiche » is one of its own again: trashed anew, its references are no other’s', () => {
  const { a } = twoDesks(11)
  for (const id of ['p1', 'p2']) make(a, 'promeneur', id, { firstName: 'Inès', lastName: 'Mauger' })
  const mergedInto = () => valuesOf(a, 'promeneur', 'p2').mergedInto ?? null
  merge(a, 'promeneur', ['p1', 'p2'])
  expect(mergedInto()).toBe('p1')
  restore(a, 'promeneur', 'p2')
  expect(mergedInto()).toBeNull()
  a.undo('undo')
  expect([mergedInto(), a.rows.get('promeneur', 'p2')?.deleted]).toEqual(['p1', true])
  a.undo('redo')
  a.run(keepApart, { kind: 'promeneur', ids: ['p1', 'p2'] })
  make(a, 'meeting', '2026.m2', {
    kind: 'copil',
    title: 'Copil',
    date: '2026-03-02',
    attendance: { p2: 'present' },
  })
  trash(a, 'promeneur', 'p2')
  expect(strayReferences(a.rows)).toEqual([])
})
