import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { createRecord } from '../../../src/core/commands/createRecord'
import { editRecord } from '../../../src/core/commands/editRecord'
import { mergeDuplicates } from '../../../src/core/commands/mergeDuplicates'
import { settleCase } from '../../../src/core/commands/settleCase'
import { restoreRecords, trashRecords } from '../../../src/core/commands/trashRecords'
import { historyOf } from '../../../src/core/document/history'
import { isOpen, type OverruledCase } from '../../../src/core/document/overruled'
import { Network } from '../../support/network'
import { createRandom } from '../../support/random'
import { Replica } from '../../support/replica'

/** Two coordinators of the Manche who already share one structure and one promeneur. */
function desks(clockOfB = 0) {
  const random = createRandom(7)
  let now = Date.UTC(2026, 10, 2)
  const tick = () => (now += 1000)
  const a = new Replica('author-a', '50', random, tick)
  const b = new Replica('author-b', '50', random, () => tick() + clockOfB)
  const wires = new Network([a, b], random)
  const network = {
    /** Everything arrives, and both look at it. */
    settle() {
      wires.settle()
      a.look()
      b.look()
    },
  }
  a.run(createRecord, {
    kind: 'structure',
    id: 's1',
    values: { name: 'Centre social', phone: '+33233000001' },
  })
  a.run(createRecord, { kind: 'promeneur', id: 'p1', values: { firstName: 'Ana', lastName: 'Duval' } })
  network.settle()
  return { a, b, network }
}

const open = (desk: Replica): OverruledCase[] =>
  [...desk.cases.values()]
    .flatMap((cases) => [...cases.values()])
    .filter((item) => isOpen(item, desk.rows.get(item.kind, item.record)))

const value = (desk: Replica, kind: string, id: string, field: string) =>
  desk.rows.get(kind, id)?.values[field]

describe('two desks that worked apart', () => {
  test('[M2] different fields of one record both stay, and nothing is to check', () => {
    const { a, b, network } = desks()
    a.run(editRecord, { kind: 'promeneur', id: 'p1', values: { firstName: 'Anaïs' } })
    b.run(editRecord, { kind: 'promeneur', id: 'p1', values: { lastName: 'Duval-Marie' } })
    network.settle()
    for (const desk of [a, b])
      expect(desk.rows.get('promeneur', 'p1')?.values).toEqual({
        firstName: 'Anaïs',
        lastName: 'Duval-Marie',
      })
    expect([...open(a), ...open(b)]).toEqual([])
  })

  test.each([0, 3_600_000, -20 * 365 * 86_400_000])(
    '[M3] the same field written apart: both see both values, and one gesture closes the case on both (a clock %i ms off)',
    (clock) => {
      const { a, b, network } = desks(clock)
      a.run(editRecord, { kind: 'structure', id: 's1', values: { phone: '+33233000002' } })
      b.run(editRecord, { kind: 'structure', id: 's1', values: { phone: '+33233000003' } })
      network.settle()
      expect(value(a, 'structure', 's1', 'phone')).toBe(value(b, 'structure', 's1', 'phone'))
      const [[item], [same]] = [open(a), open(b)]
      expect(item?.heads.map((h) => h.value).sort()).toEqual(['+33233000002', '+33233000003'])
      expect(item?.heads.map((h) => h.author).sort()).toEqual(['author-a', 'author-b'])
      expect(same).toEqual(item)
      const loser = item?.heads.find((h) => !h.chosen)
      if (!item || !loser) throw new Error('a case with a loser is expected')
      b.run(settleCase, { item, keep: loser.item })
      network.settle()
      for (const desk of [a, b]) {
        expect(value(desk, 'structure', 's1', 'phone')).toBe(loser.value)
        expect(open(desk)).toEqual([])
      }
    },
  )

  test('[M4] keeping the value that the merge chose closes the case too, and a later edit of one desk opens none', () => {
    const { a, b, network } = desks()
    a.run(editRecord, { kind: 'structure', id: 's1', values: { name: 'Un' } })
    b.run(editRecord, { kind: 'structure', id: 's1', values: { name: 'Deux' } })
    network.settle()
    const [item] = open(a)
    const winner = item?.heads.find((h) => h.chosen)
    if (!item || !winner) throw new Error('a case is expected')
    a.run(settleCase, { item, keep: winner.item })
    network.settle()
    b.run(editRecord, { kind: 'structure', id: 's1', values: { name: 'Trois' } })
    network.settle()
    expect([open(a), open(b)]).toEqual([[], []])
    expect(value(a, 'structure', 's1', 'name')).toBe('Trois')
  })

  test('[M5] the same value written apart is not a question', () => {
    const { a, b, network } = desks()
    for (const desk of [a, b])
      desk.run(editRecord, { kind: 'structure', id: 's1', values: { name: 'Même nom' } })
    network.settle()
    expect([open(a), open(b)]).toEqual([[], []])
  })

  test('[M6] trashed here and edited there is listed on both, whatever room the edit is in, and can be restored', () => {
    for (const values of [{ name: 'Nom partagé' }, { phone: '+33233000009' }]) {
      const { a, b, network } = desks()
      a.run(trashRecords, { kind: 'structure', ids: ['s1'] })
      b.run(editRecord, { kind: 'structure', id: 's1', values })
      network.settle()
      const [[item], [same]] = [open(a), open(b)]
      expect(item?.is).toBe('trash')
      expect(same).toEqual(item)
      expect(item?.heads.map((h) => h.value)).toEqual(Object.values(values))
      if (!item) throw new Error('a case is expected')
      a.run(settleCase, { item, keep: 'restore' })
      network.settle()
      for (const desk of [a, b]) {
        expect(desk.rows.get('structure', 's1')?.deleted).toBe(false)
        expect(desk.rows.get('structure', 's1')?.values).toMatchObject(values)
        expect(open(desk)).toEqual([])
      }
    }
  })

  test('[M7] a trash made after the edit was seen is no question, nor one that was restored since', () => {
    const { a, b, network } = desks()
    b.run(editRecord, { kind: 'structure', id: 's1', values: { phone: '+33233000004' } })
    network.settle()
    a.run(trashRecords, { kind: 'structure', ids: ['s1'] })
    network.settle()
    expect([open(a), open(b)]).toEqual([[], []])
    b.run(restoreRecords, { kind: 'structure', ids: ['s1'] })
    b.run(editRecord, { kind: 'structure', id: 's1', values: { phone: '+33233000005' } })
    network.settle()
    a.run(trashRecords, { kind: 'structure', ids: ['s1'] })
    network.settle()
    expect([open(a), open(b)]).toEqual([[], []])
  })

  test('[M8] each adds a member to the same set, and both members stay', () => {
    const { a, b, network } = desks()
    a.run(editRecord, { kind: 'promeneur', id: 'p1', values: { specialty: ['jeunesse'] } })
    b.run(editRecord, { kind: 'promeneur', id: 'p1', values: { specialty: ['parentalite'] } })
    network.settle()
    for (const desk of [a, b])
      expect(value(desk, 'promeneur', 'p1', 'specialty')).toEqual(['jeunesse', 'parentalite'])
  })

  test('[M9] two desks that create the same derived record hold one, merged field by field', () => {
    const { a, b, network } = desks()
    a.run(createRecord, { kind: 'structure', id: 'same', values: { name: 'Mission locale' } })
    b.run(createRecord, {
      kind: 'structure',
      id: 'same',
      values: { name: 'Mission locale', phone: '+33233000007' },
    })
    network.settle()
    for (const desk of [a, b])
      expect(desk.rows.get('structure', 'same')?.values).toEqual({
        name: 'Mission locale',
        phone: '+33233000007',
      })
    expect([open(a), open(b)]).toEqual([[], []])
  })

  test('[M10] « même fiche » alone is no question; what was written apart in the record it threw away is one', () => {
    const { a, b, network } = desks()
    a.run(createRecord, { kind: 'structure', id: 's2', values: { name: 'Centre social' } })
    network.settle()
    a.run(mergeDuplicates, { merges: [{ kind: 'structure', ids: ['s1', 's2'] }] })
    network.settle()
    expect([open(a), open(b)]).toEqual([[], []])
    a.undo('undo')
    a.undo('redo')
    network.settle()
    expect(b.rows.get('structure', 's2')).toMatchObject({ deleted: true, values: { mergedInto: 's1' } })
    expect([open(a), open(b)]).toEqual([[], []])
    a.run(createRecord, { kind: 'structure', id: 's3', values: { name: 'Centre social' } })
    network.settle()
    a.run(mergeDuplicates, { merges: [{ kind: 'structure', ids: ['s1', 's3'] }] })
    b.run(editRecord, { kind: 'structure', id: 's3', values: { website: 'https://centre.fr' } })
    network.settle()
    for (const desk of [a, b]) {
      const [item] = open(desk)
      expect(item).toMatchObject({ is: 'trash', record: 's3' })
      expect(item?.heads.map((head) => head.field)).toEqual(['website'])
    }
  })
})

describe('what is private', () => {
  test('[P1] no private value, and no journal of one, is in the shared room', () => {
    const { a } = desks()
    const shared = Buffer.from(Y.encodeStateAsUpdate(a.load('dep-50').room.doc)).toString('latin1')
    expect(shared).toContain('Centre social')
    expect(shared).not.toContain('Duval')
    expect(shared).not.toContain('+33233000001')
  })

  test('[P2] private cells that come before their record wait: « en attente »', () => {
    const { a } = desks()
    const late = new Replica('author-c', '50', createRandom(3), () => Date.UTC(2026, 10, 3))
    for (const update of a.log.get('dep-50-private') ?? []) late.receive('dep-50-private', update)
    late.load('dep-50-private')
    expect(late.rows.get('promeneur', 'p1')).toMatchObject({ pending: true, values: { lastName: 'Duval' } })
    for (const update of a.log.get('dep-50') ?? []) late.receive('dep-50', update)
    late.load('dep-50')
    expect(late.rows.get('promeneur', 'p1')).toMatchObject({ pending: false, values: { firstName: 'Ana' } })
  })
})

describe('undo', () => {
  test('[U1] takes back one’s last commit in all its rooms, after a restart and a sync, and redo does it again', () => {
    const { a, b, network } = desks()
    a.run(editRecord, { kind: 'structure', id: 's1', values: { name: 'Neuf', phone: '+33233000008' } })
    network.settle()
    b.run(editRecord, { kind: 'promeneur', id: 'p1', values: { lastName: 'Marie' } })
    network.settle()
    a.restart()
    a.undo('undo')
    network.settle()
    expect(b.rows.get('structure', 's1')?.values).toEqual({ name: 'Centre social', phone: '+33233000001' })
    expect(value(a, 'promeneur', 'p1', 'lastName')).toBe('Marie')
    a.undo('redo')
    network.settle()
    expect(b.rows.get('structure', 's1')?.values).toEqual({ name: 'Neuf', phone: '+33233000008' })
  })

  test('[U2] leaves alone what someone else has changed since', () => {
    const { a, b, network } = desks()
    a.run(editRecord, { kind: 'structure', id: 's1', values: { name: 'De A', address: '1 rue A' } })
    network.settle()
    b.run(editRecord, { kind: 'structure', id: 's1', values: { name: 'De B' } })
    network.settle()
    a.undo('undo')
    expect(a.rows.get('structure', 's1')?.values).toEqual({ name: 'De B', phone: '+33233000001' })
  })

  test('[U3] of a creation leaves no row', () => {
    const { a } = desks()
    a.run(createRecord, { kind: 'structure', id: 's2', values: { name: 'Par erreur' } })
    a.undo('undo')
    expect(a.rows.get('structure', 's2')).toBeUndefined()
  })
})

test('[H1] a record’s history tells each commit once, newest first, with what was there before', () => {
  const { a } = desks()
  a.run(editRecord, { kind: 'structure', id: 's1', values: { name: 'Neuf', phone: '+33233000008' } })
  const rooms = ['dep-50', 'dep-50-private'].map((name) => a.load(name).room)
  const [last, first] = historyOf(rooms, 'structure', 's1')
  expect(last).toMatchObject({ author: 'author-a', by: 'edit', undone: false })
  expect(last?.cells).toContainEqual({ field: 'phone', before: '+33233000001', after: '+33233000008' })
  expect(last?.cells).toContainEqual({ field: 'name', before: 'Centre social', after: 'Neuf' })
  expect(first?.by).toBe('create')
})

test('[K1] a kind and a field that this version does not know are kept and written back untouched', () => {
  const { a } = desks()
  const newer = new Y.Doc()
  newer.getMap('futureKind').set('f1/name', 'plus tard')
  newer.getMap('structure').set('s1/futureField', 42)
  a.receive('dep-50', Y.encodeStateAsUpdate(newer))
  a.run(editRecord, { kind: 'structure', id: 's1', values: { name: 'Après' } })
  a.restart()
  const { doc } = a.load('dep-50').room
  expect(doc.getMap('futureKind').get('f1/name')).toBe('plus tard')
  expect(doc.getMap('structure').get('s1/futureField')).toBe(42)
  expect(a.rows.get('structure', 's1')?.values).toEqual({ name: 'Après', phone: '+33233000001' })
})

test('[R1] an update whose dependencies are missing waits aside: the document holds nothing pending', () => {
  const { a, b, network } = desks()
  a.run(editRecord, { kind: 'structure', id: 's1', values: { name: 'Un' } })
  a.run(editRecord, { kind: 'structure', id: 's1', values: { name: 'Deux' } })
  const [first, second] = a.sent.map((message) => message.update)
  if (!first || !second) throw new Error('two updates are expected')
  b.receive('dep-50', second)
  const { room, inbox } = b.load('dep-50')
  expect(inbox.waiting()).toHaveLength(1)
  expect([room.doc.store.pendingStructs, room.doc.store.pendingDs]).toEqual([null, null])
  b.receive('dep-50', first)
  expect(inbox.waiting()).toHaveLength(0)
  expect(value(b, 'structure', 's1', 'name')).toBe('Deux')
  network.settle()
})
