import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { updateParts } from '../../../src/core/sync/parts'
import { limits } from '../../../src/core/sync/protocol'
import { checkUpdate } from '../../../sync-server/checks'
import { advance, createReader, type Vector } from '../../../sync-server/updates'
import { createRandom, type Random } from '../../support/random'

const MOST = 2_000

/** Applies the parts as a server would check them, and as a replica would take them: nothing may ever wait. */
function together(
  parts: readonly Uint8Array[],
  held: Uint8Array = Y.encodeStateAsUpdate(new Y.Doc()),
): Y.Doc {
  const readV1 = createReader()
  const doc = new Y.Doc()
  Y.applyUpdate(doc, held)
  const vector: Vector = new Map(Y.decodeStateVector(Y.encodeStateVector(doc)))
  for (const [at, part] of parts.entries()) {
    const checked = checkUpdate(readV1, part, vector)
    expect(checked.ok, `part ${at} of ${parts.length}: ${checked.ok ? '' : checked.error}`).toBe(true)
    advance(vector, part)
    Y.applyUpdate(doc, part)
    expect(doc.store.pendingStructs).toBeNull()
  }
  return doc
}

const words = (random: Random, count: number): string =>
  Array.from({ length: count }, () => random.pick(['mot', 'été', '🙂', ' ', 'œuvre'])).join('')

/** What a document shows, and how far it holds each client. */
const stateOf = (doc: Y.Doc): unknown => [
  doc.getText('texte').toString(),
  doc.getArray('liste').toJSON(),
  doc.getMap('fiches').toJSON(),
  Y.decodeStateVector(Y.encodeStateVector(doc)),
]

/** Some people who write, and hear of each other now and then. */
function written(random: Random): readonly Y.Doc[] {
  const docs = [1, 2, 3].map((client) => {
    const doc = new Y.Doc()
    doc.clientID = client
    return doc
  })
  for (let step = 0; step < 120; step++) {
    const doc = random.pick(docs)
    const text = doc.getText('texte')
    const list = doc.getArray('liste')
    if (random.chance(0.4)) text.insert(random.int(text.length + 1), words(random, random.int(300)))
    else if (random.chance(0.3)) text.delete(0, random.int(Math.min(80, text.length + 1)))
    else if (random.chance(0.5)) list.push(Array.from({ length: random.int(60) }, () => words(random, 3)))
    else doc.getMap('fiches').set(`f${random.int(20)}`, words(random, 10))
    if (random.chance(0.5)) Y.applyUpdate(random.pick(docs), Y.encodeStateAsUpdate(doc))
  }
  return docs
}

for (let seed = 1; seed <= 20; seed++)
  test(`[S28] a document cut in parts comes together again, each part on top of those before it (seed ${seed})`, () => {
    const random = createRandom(seed)
    const docs = written(random)
    const all = new Y.Doc()
    for (const doc of docs) Y.applyUpdate(all, Y.encodeStateAsUpdate(doc))
    const update = Y.encodeStateAsUpdate(all)
    const parts = updateParts(update, MOST)
    expect(parts.length).toBeGreaterThan(2)
    expect(Math.max(...parts.map((part) => part.length))).toBeLessThan(2 * MOST)
    expect(stateOf(together(parts))).toEqual(stateOf(all))
    // and on top of what somebody holds already
    const [first = all] = docs
    const held = Y.encodeStateAsUpdate(first)
    const lacked = Y.encodeStateAsUpdate(all, Y.encodeStateVector(first))
    expect(stateOf(together(updateParts(lacked, MOST), held))).toEqual(stateOf(all))
  })

test('[S28] one paste is cut between characters, and a single value is left whole', () => {
  const doc = new Y.Doc()
  const text = '🙂'.repeat(5_001)
  doc.getText('texte').insert(0, `a${text}`)
  const parts = updateParts(Y.encodeStateAsUpdate(doc), MOST)
  expect(parts.length).toBeGreaterThan(8)
  expect(together(parts).getText('texte').toString()).toBe(`a${text}`)
  const value = new Y.Doc()
  value.getMap('fiches').set('long', 'x'.repeat(3 * MOST))
  const whole = Y.encodeStateAsUpdate(value)
  expect(updateParts(whole, MOST)).toEqual([whole])
})

test('what thousands of clients wrote is cut, however short, so that a server takes each part', () => {
  const all = new Y.Doc()
  for (let client = 1; client <= 2_500; client++) {
    const doc = new Y.Doc()
    doc.clientID = client * 1_000
    if (client % 3 === 0) Y.applyUpdate(doc, Y.encodeStateAsUpdate(all))
    doc.getMap('fiches').set(`f${client % 50}`, client)
    Y.applyUpdate(all, Y.encodeStateAsUpdate(doc))
  }
  const parts = updateParts(Y.encodeStateAsUpdate(all), 1024 * 1024)
  expect(parts.length).toBeGreaterThan(2)
  for (const part of parts) expect(Y.parseUpdateMeta(part).to.size).toBeLessThanOrEqual(limits.newClients)
  expect(stateOf(together(parts))).toEqual(stateOf(all))
})
