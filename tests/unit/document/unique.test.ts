import { expect, test } from 'vitest'
import { createRecord } from '../../../src/core/commands/createRecord'
import { editRecord } from '../../../src/core/commands/editRecord'
import { trashRecords } from '../../../src/core/commands/trashRecords'
import type { Command } from '../../../src/core/commands/command'
import { isOpen } from '../../../src/core/document/overruled'
import { activityReport } from '../../../src/core/records/activityReport'
import { derivedId } from '../../../src/core/schema/uniqueFacts'
import { Network } from '../../support/network'
import { createRandom } from '../../support/random'
import { Replica } from '../../support/replica'

/** Two coordinators who share one promeneur. */
function desks() {
  const random = createRandom(11)
  let now = Date.UTC(2026, 10, 2)
  const tick = () => (now += 1000)
  const a = new Replica('author-a', '50', random, tick)
  const b = new Replica('author-b', '50', random, tick)
  const wires = new Network([a, b], random)
  const settle = (): void => {
    wires.settle()
    a.look()
    b.look()
  }
  a.run(createRecord, { kind: 'promeneur', id: 'p1', values: { firstName: 'Inès', lastName: 'Mauger' } })
  settle()
  return { a, b, settle }
}

const march = { promeneurId: 'p1', period: '2026-03' } as const
const form = (values: object) => ({ kind: 'activityReport', values: { ...march, ...values } })
const ids = (desk: Replica) => desk.rows.list('activityReport').map((row) => row.id)
const refusal = <T>(desk: Replica, command: Command<T>, input: T) => {
  const planned = command.plan(desk.view, input)
  return planned.ok ? undefined : planned.error
}

test('an id follows from the promeneur, the period and the version of the form', () => {
  const idOf = (values: object) => derivedId(activityReport, { ...march, ...values })
  expect(idOf({})).toBe('2026.activity.p1.03')
  expect(idOf({ formVersion: '2' })).toBe('2026.activity.p1.03.2')
  expect(idOf({ period: '2026-T1', formVersion: 'Été 2026 / bis' })).toBe('2026.activity.p1.T1.ete-2026-bis')
  expect(idOf({ period: '2025' })).toBe('2025.activity.p1.annee')
  expect(idOf({ period: null })).toBeUndefined()
  expect(idOf({ period: 'mars' })).toBeUndefined()
})

test('a second form of one month is refused in words, and one in the trash is said to be there', () => {
  const { a } = desks()
  a.run(createRecord, form({ youthContacted: '12' }))
  expect(ids(a)).toEqual(['2026.activity.p1.03'])
  const again = refusal(a, createRecord, form({ youthContacted: '7' }))
  expect(again?.[0]).toEqual({
    field: 'period',
    message: 'Inès Mauger a déjà un formulaire d’activité pour mars 2026\u00a0: ouvrez cette fiche.',
  })
  // A version that the first does not say may well be the same.
  expect(refusal(a, createRecord, form({ formVersion: '2' }))).toHaveLength(1)
  expect(refusal(a, createRecord, form({ period: '2026-04' }))).toBeUndefined()

  a.run(trashRecords, { kind: 'activityReport', ids: ids(a) })
  expect(refusal(a, createRecord, form({}))?.[0]?.message).toContain('à la corbeille')
})

test('two versions of the form may stand beside each other, each once', () => {
  const { a } = desks()
  a.run(createRecord, form({ formVersion: '1' }))
  a.run(createRecord, form({ formVersion: '2' }))
  expect(ids(a)).toEqual(['2026.activity.p1.03.1', '2026.activity.p1.03.2'])
  expect(refusal(a, createRecord, form({ formVersion: '2' }))).toHaveLength(1)
})

test('two desks that make the same form apart have one, and the choice between what they wrote', () => {
  const { a, b, settle } = desks()
  a.run(createRecord, form({ youthContacted: '12' }))
  b.run(createRecord, form({ youthContacted: '7' }))
  settle()
  for (const desk of [a, b]) {
    expect(ids(desk)).toEqual(['2026.activity.p1.03'])
    const cases = [...desk.cases.values()].flatMap((byId) => [...byId.values()])
    expect(cases.filter((item) => isOpen(item, desk.rows.get(item.kind, item.record)))).toHaveLength(1)
  }
  expect(a.rows.list('activityReport')).toEqual(b.rows.list('activityReport'))
})

test('a form whose making was undone can be made again', () => {
  const { a } = desks()
  a.run(createRecord, form({ youthContacted: '12' }))
  a.undo('undo')
  expect(ids(a)).toEqual([])
  a.run(createRecord, form({ youthContacted: '7' }))
  expect(a.rows.list('activityReport')[0]?.values.youthContacted).toBe('7')
})

test('a fact is fixed once filled; an empty one is filled where no other form has it', () => {
  const { a } = desks()
  a.run(createRecord, form({}))
  const edit = (values: object) => ({
    kind: 'activityReport',
    id: '2026.activity.p1.03',
    values: { ...values },
  })
  expect(refusal(a, editRecord, edit({ period: '2026-04' }))?.[0]?.message).toContain('ne change plus')
  expect(refusal(a, editRecord, edit({ promeneurId: null }))?.[0]?.message).toContain('ne change plus')
  expect(refusal(a, editRecord, edit({ formVersion: '1', youthContacted: '3' }))).toBeUndefined()
})

test('a form made under a random id goes on, and is known by its facts', () => {
  const { a } = desks()
  a.run(createRecord, { ...form({ youthContacted: '12' }), id: '2026.01J9RANDOM' })
  expect(refusal(a, createRecord, form({}))?.[0]?.message).toContain('a déjà')
  a.run(editRecord, {
    kind: 'activityReport',
    id: '2026.01J9RANDOM',
    values: { formVersion: '1', youthContacted: '13' },
  })
  expect(a.rows.get('activityReport', '2026.01J9RANDOM')?.values).toMatchObject({
    formVersion: '1',
    youthContacted: '13',
  })
})
