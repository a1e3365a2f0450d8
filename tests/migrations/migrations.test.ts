import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { inOrder, migrate, newerThan, type Migration } from '../../src/core/document/migrations'

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

const LIST = inOrder([split])

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
  expect(migrate(doc, LIST)).toEqual({ ok: true, value: ['001-split-name'] })
  expect(doc.getMap('person').toJSON()).toEqual({
    'p1/name': 'Ada Lovelace',
    'p1/first': 'Ada',
    'p1/last': 'Lovelace',
  })
  expect(doc.getMap('unknownKind').get('x/y')).toEqual({ kept: true })
  const before = Y.encodeStateVector(doc)
  expect(migrate(doc, LIST)).toEqual({ ok: true, value: [] })
  expect(Y.encodeStateVector(doc)).toEqual(before)
})

test('[G2] two desks that migrate the same room apart agree when they meet', () => {
  const [a, b] = [opened(savedBefore()), opened(savedBefore())]
  migrate(a, LIST)
  migrate(b, LIST)
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b))
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a))
  expect(a.getMap('person').toJSON()).toEqual(b.getMap('person').toJSON())
  expect(migrate(a, LIST)).toEqual({ ok: true, value: [] })
})

test('[G3] a document that a newer version wrote is refused untouched, and named', () => {
  const doc = opened(savedBefore())
  doc.getMap('migrations').set('002-from-the-future', true)
  const before = Y.encodeStateVector(doc)
  expect(migrate(doc, LIST)).toEqual({ ok: false, error: { newer: ['002-from-the-future'] } })
  expect(Y.encodeStateVector(doc)).toEqual(before)
})

test('[G4] a list with a hole or out of order does not start', () => {
  for (const wrong of ['002-late', '000-early', '01-short', '0001-long', '001'])
    expect(() => inOrder([{ ...split, id: wrong as Migration['id'] /* « 001 » is none */ }])).toThrow(wrong)
  expect(() => inOrder([split, { ...split, id: '001-again' }])).toThrow('001-again')
  expect(() => inOrder([split, { ...split, id: '003-hole' }])).toThrow('003-hole')
})

test('[G4] a list that nobody checked migrates nothing: it does not compile', () => {
  const doc = opened(savedBefore())
  const unchecked: readonly Migration[] = []
  // @ts-expect-error only inOrder makes a list that documents are migrated by
  migrate(doc, unchecked)
  // @ts-expect-error nor does an unchecked one say what is newer
  expect(newerThan(doc, unchecked)).toEqual([])
})
