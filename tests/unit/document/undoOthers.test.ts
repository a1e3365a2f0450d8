import { expect, test } from 'vitest'
import { createRecord } from '../../../src/core/commands/createRecord'
import { editRecord } from '../../../src/core/commands/editRecord'
import { restoreRecords, trashRecords } from '../../../src/core/commands/trashRecords'
import { createRandom } from '../../support/random'
import { Replica } from '../../support/replica'

/** Two desks, and what brings them level. */
function twoDesks() {
  let now = Date.UTC(2026, 10, 22)
  const [claire, nour] = ['claire', 'nour'].map(
    (author, seed) => new Replica(author, '50', createRandom(seed + 1), () => (now += 1000)),
  ) as [Replica, Replica]
  const meet = (): void => {
    const sent = [claire.sent.splice(0), nour.sent.splice(0)] as const
    for (const { room, update } of sent[0]) nour.receive(room, update)
    for (const { room, update } of sent[1]) claire.receive(room, update)
    claire.look()
    nour.look()
  }
  claire.run(createRecord, { kind: 'structure', id: 's1', values: { name: 'MJC', phone: '+33233000001' } })
  meet()
  return { claire, nour, meet }
}

test('[U1] a colleague who went elsewhere and came back to my value has the last word: an undo leaves it', () => {
  const { claire, nour, meet } = twoDesks()
  claire.run(editRecord, { kind: 'structure', id: 's1', values: { phone: '+33233000002' } })
  meet()
  for (const phone of ['+33233000003', '+33233000002'])
    nour.run(editRecord, { kind: 'structure', id: 's1', values: { phone } })
  meet()
  claire.undo('undo')
  meet()
  expect(nour.rows.get('structure', 's1')?.values['phone']).toBe('+33233000002')
})

test('[U1] nor does it bring back what she has restored and put in the trash again', () => {
  const { claire, nour, meet } = twoDesks()
  claire.run(trashRecords, { kind: 'structure', ids: ['s1'] })
  meet()
  nour.run(restoreRecords, { kind: 'structure', ids: ['s1'] })
  nour.run(trashRecords, { kind: 'structure', ids: ['s1'] })
  meet()
  claire.undo('undo')
  meet()
  expect(nour.rows.get('structure', 's1')?.deleted).toBe(true)
})

test('[U1] one’s own edits are undone one after the other, through those that were undone before', () => {
  const { claire } = twoDesks()
  for (const phone of ['+33233000002', '+33233000003'])
    claire.run(editRecord, { kind: 'structure', id: 's1', values: { phone } })
  const shown = () => claire.rows.get('structure', 's1')?.values['phone']
  claire.undo('undo')
  claire.undo('undo')
  expect(shown()).toBe('+33233000001')
  claire.undo('redo')
  claire.undo('redo')
  expect(shown()).toBe('+33233000003')
})
