import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { createInbox } from '../../../src/core/document/remote'
import { openRoom } from '../../../src/core/document/room'
import { createRandom, type Random } from '../../support/random'

/** Edits of three desks that met now and then, as updates in batches of one or two, in any order. */
function batches(random: Random): Uint8Array[] {
  const left: Uint8Array[] = []
  const desks = [1, 2, 3].map((client) => {
    const doc = new Y.Doc()
    doc.clientID = client
    doc.on('update', (update: Uint8Array, origin: unknown) => origin !== 'met' && left.push(update))
    return doc
  })
  for (let at = 0; at < 12; at++) {
    const doc = random.pick(desks)
    doc.transact(() => {
      doc.getArray('journal').push([at])
      doc.getMap('structure').set(`${random.int(3)}/name`, at)
      if (random.chance(0.2)) doc.getMap('structure').delete(`${random.int(3)}/name`)
    })
    if (random.chance(0.3)) Y.applyUpdate(random.pick(desks), Y.encodeStateAsUpdate(doc), 'met')
  }
  const made: Uint8Array[] = []
  while (left.length > 0) {
    const size = Math.min(left.length, 1 + random.int(2))
    const batch = Array.from({ length: size }, () => left.splice(random.int(left.length), 1)[0])
    made.push(Y.mergeUpdates(batch.filter((update) => update !== undefined)))
  }
  return made
}

test.each(Array.from({ length: 60 }, (_, at) => at + 1))(
  '[R1] what can be integrated is, whatever waits beside it: seed %i',
  (seed) => {
    const room = openRoom('dep-50', new Y.Doc())
    const inbox = createInbox(room)
    const plain = new Y.Doc() // Yjs keeps what waits inside of its document: what it shows is what can be shown
    for (const update of batches(createRandom(seed))) {
      const isWhole = inbox.take(update, 'remote')
      Y.applyUpdate(plain, update)
      expect(isWhole).toBe(!inbox.waiting().includes(update))
      expect(Y.decodeStateVector(Y.encodeStateVector(room.doc))).toEqual(
        Y.decodeStateVector(Y.encodeStateVector(plain)),
      )
      expect(room.doc.getMap('structure').toJSON()).toEqual(plain.getMap('structure').toJSON())
      expect([room.doc.store.pendingStructs, room.doc.store.pendingDs]).toEqual([null, null])
    }
    expect(inbox.waiting()).toEqual([])
  },
)

test('[R1] an update of which a part is integrated brings on what waits for that part', () => {
  const updates = [1, 2].map((client) => {
    const made: Uint8Array[] = []
    const doc = new Y.Doc()
    doc.clientID = client
    doc.on('update', (update: Uint8Array) => made.push(update))
    for (const field of ['name', 'city']) doc.getMap('structure').set(`s${client}/${field}`, field)
    return made
  })
  const [[a1, a2] = [], [, b2] = []] = updates
  if (!a1 || !a2 || !b2) throw new Error('two updates of each')
  const room = openRoom('dep-50', new Y.Doc())
  const inbox = createInbox(room)
  expect(inbox.take(a2, 'remote')).toBe(false)
  const part = Y.mergeUpdates([a1, b2])
  expect(inbox.take(part, 'remote')).toBe(false)
  expect(room.doc.getMap('structure').toJSON()).toEqual({ 's1/name': 'name', 's1/city': 'city' })
  expect(inbox.waiting()).toEqual([part])
})

test('[R1] what waits behind a gap is not tried again at every step: one row gone costs no more than it held', () => {
  const updates: Uint8Array[] = []
  const [own, other] = [1, 2].map((client) => {
    const doc = new Y.Doc()
    doc.clientID = client
    doc.on('update', (update: Uint8Array, origin: unknown) => origin !== 'met' && updates.push(update))
    return doc
  })
  if (!own || !other) throw new Error('two desks')
  const rows = 200
  own.getMap('structure').set('gone/name', 'the row that is gone')
  for (let at = 0; at < rows; at++) own.getMap('structure').set(`y${at}/name`, at)
  for (let at = 0; at < rows; at++) other.getMap('structure').set(`x${at}/name`, at)
  const room = openRoom('dep-50', new Y.Doc())
  const inbox = createInbox(room)
  let tries = 0
  room.doc.on('beforeTransaction', () => tries++)
  const [gone, ...rest] = updates
  for (const update of rest) inbox.take(update, 'remote')
  expect(inbox.waiting().length).toBe(rows)
  expect(tries).toBeLessThan(3 * rows)
  // Back again, it brings all of them on.
  if (gone) inbox.take(gone, 'remote')
  expect([inbox.waiting(), room.doc.getMap('structure').size]).toEqual([[], 2 * rows + 1])
})
