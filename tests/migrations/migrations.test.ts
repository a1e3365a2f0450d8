import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { checkOrder, migrate, type Migration } from '../../src/core/document/migrations'

/** A change of shape such as a later version may bring: one field becomes two. */
const split: Migration = {
  id: '001-split-name',
  up(doc) {
    const people = doc.getMap<string>('person')
    for (const [key, value] of [...people.entries()]) {
      const [id = '', field] = key.split('/')
      if (field !== 'name') continue
      const [first = '', last = ''] = value.split(' ')
      people.set(`${id}/first`, first)
      people.set(`${id}/last`, last)
    }
  },
}

function savedBefore(): Uint8Array {
  const doc = new Y.Doc()
  doc.getMap('person').set('p1/name', 'Ada Lovelace')
  doc.getMap('unknownKind').set('x/y', { kept: true })
  return Y.encodeStateAsUpdate(doc)
}

function opened(bytes: Uint8Array): Y.Doc {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, bytes)
  return doc
}

test('[G1] a document saved before a migration is brought up to date once, and what it does not touch stays', () => {
  const doc = opened(savedBefore())
  expect(migrate(doc, [split])).toEqual({ ok: true, value: ['001-split-name'] })
  expect(doc.getMap('person').toJSON()).toEqual({
    'p1/name': 'Ada Lovelace',
    'p1/first': 'Ada',
    'p1/last': 'Lovelace',
  })
  expect(doc.getMap('unknownKind').get('x/y')).toEqual({ kept: true })
  const before = Y.encodeStateVector(doc)
  expect(migrate(doc, [split])).toEqual({ ok: true, value: [] })
  expect(Y.encodeStateVector(doc)).toEqual(before)
})

test('[G2] two desks that migrate the same room apart agree when they meet', () => {
  const [a, b] = [opened(savedBefore()), opened(savedBefore())]
  migrate(a, [split])
  migrate(b, [split])
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b))
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a))
  expect(a.getMap('person').toJSON()).toEqual(b.getMap('person').toJSON())
  expect(migrate(a, [split])).toEqual({ ok: true, value: [] })
})

test('[G3] a document that a newer version wrote is refused untouched, and named', () => {
  const doc = opened(savedBefore())
  doc.getMap('migrations').set('002-from-the-future', true)
  const before = Y.encodeStateVector(doc)
  expect(migrate(doc, [split])).toEqual({ ok: false, error: { newer: ['002-from-the-future'] } })
  expect(Y.encodeStateVector(doc)).toEqual(before)
})

test('[G4] a list with a hole or out of order does not start', () => {
  expect(() => checkOrder([split])).not.toThrow()
  expect(() => checkOrder([{ ...split, id: '002-late' }])).toThrow('002-late')
  expect(() => checkOrder([split, { ...split, id: '001-again' }])).toThrow('001-again')
})
