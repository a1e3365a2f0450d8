import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { fail } from '../../src/core/result'
import { limits } from '../../src/core/sync/protocol'
import { checkUpdate } from '../../sync-server/checks'
import { skipAny } from '../../sync-server/nesting'
import { createReader } from '../../sync-server/updates'
import { type Random, createRandom } from '../support/random'
import { type Struct, content, craft, gc, root } from './craft'

const readV1 = createReader()

function outcome(...structs: Struct[]): string {
  const checked = checkUpdate(readV1, craft([{ client: 1, clock: 0, structs }]), new Map())
  return checked.ok ? 'ok' : checked.error
}

const lists = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)
const objects = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`
const anyLists =
  (depth: number): Struct =>
  (e) => {
    for (let i = 0; i < depth; i++) {
      encoding.writeUint8(e, 117)
      encoding.writeVarUint(e, i === depth - 1 ? 0 : 1)
    }
  }
const anyObjects =
  (depth: number): Struct =>
  (e) => {
    for (let i = 0; i < depth; i++) {
      encoding.writeUint8(e, 118)
      encoding.writeVarUint(e, 1)
      encoding.writeVarString(e, 'a')
    }
    encoding.writeUint8(e, 126)
  }

const kinds: readonly (readonly [string, (depth: number) => Struct])[] = [
  ['an embed', (depth) => content.embed(lists(depth))],
  ['an embed of objects', (depth) => content.embed(objects(depth))],
  ['a format', (depth) => content.format('bold', lists(depth))],
  ['an old value', (depth) => content.json('1', lists(depth))],
  ['a value', (depth) => content.any(1, anyLists(depth))],
  ['a value of objects', (depth) => content.any(1, anyObjects(depth))],
]

test.each(kinds)('[S11] %s nested beyond what anybody could write again is refused', (_name, nested) => {
  for (const depth of [1, 5, 60]) expect([depth, outcome(nested(depth))]).toEqual([depth, 'ok'])
  for (const depth of [70, 5_000, 12_000, 200_000])
    expect([depth, outcome(nested(depth))]).toEqual([depth, 'limits'])
})

test('brackets inside of texts are no nesting, and a broken value is malformed', () => {
  expect(outcome(content.embed(JSON.stringify({ a: '['.repeat(500), ['"{'.repeat(100)]: '\\"[' })))).toBe(
    'ok',
  )
  expect(outcome(root('['.repeat(500)), root('x', '{'.repeat(500)))).toBe('ok')
  expect(outcome(content.json('undefined', '"["'))).toBe('ok')
  expect(outcome(content.embed('[1'))).toBe('malformed')
  expect(outcome(content.any(2, (e) => encoding.writeUint8(e, 3)))).toBe('malformed')
})

test('what is taken can be written again, in both forms', () => {
  const update = craft([{ client: 1, clock: 0, structs: kinds.map(([, nested]) => nested(60)) }])
  expect(checkUpdate(readV1, update, new Map()).ok).toBe(true)
  const doc = new Y.Doc()
  Y.applyUpdate(doc, update)
  expect(Y.encodeStateAsUpdate(doc).length).toBeGreaterThan(0)
  expect(Y.encodeStateAsUpdateV2(doc).length).toBeGreaterThan(0)
  expect(Y.mergeUpdates([update, update]).length).toBeGreaterThan(0)
})

test('[S11] a document inside of a document is refused: each ten bytes would make one', () => {
  expect(outcome(root(), content.subdocument('x'))).toBe('subdocument')
})

test('[S11] an update of too many things or values is given up on the way', () => {
  const things = (count: number): Uint8Array =>
    craft([{ client: 1, clock: 0, structs: Array.from({ length: count }, () => gc(1)) }])
  expect(checkUpdate(readV1, things(limits.updateStructs), new Map()).ok).toBe(true)
  expect(checkUpdate(readV1, things(limits.updateStructs + 1), new Map())).toEqual(fail('limits'))
  const undefineds: Struct = (e) => encoding.writeUint8Array(e, new Uint8Array(3_000_000).fill(127))
  expect(outcome(content.any(3_000_000, undefineds))).toBe('limits')
  expect(outcome(content.embed(`[${'[],'.repeat(3_000_000)}1]`))).toBe('limits')
  expect(outcome(content.json(...Array.from({ length: 5 }, () => `[${'1,'.repeat(500_000)}1]`)))).toBe(
    'limits',
  )
})

function value(random: Random, depth: number): unknown {
  const plain = [
    undefined,
    null,
    true,
    random.int(1000),
    -random.int(1000),
    0.1,
    2n ** 40n,
    'é🙂',
    2 ** 40,
    Uint8Array.of(1, 2),
  ]
  if (depth > 5 || random.chance(0.5)) return random.pick(plain.map((one) => ({ one }))).one
  const inner = Array.from({ length: random.int(4) }, () => value(random, depth + 1))
  return random.chance(0.5) ? inner : Object.fromEntries(inner.map((one, at) => [`k${at}`, one]))
}

test('a value is read past to where lib0 stops reading it (seeds 1 to 500)', () => {
  for (let seed = 1; seed <= 500; seed++) {
    const bytes = encoding.encode((e) => {
      // What it draws is what lib0 can write; its type names that value by value.
      encoding.writeAny(e, value(createRandom(seed), 0) as Parameters<typeof encoding.writeAny>[1])
      encoding.writeVarUint(e, 7)
    })
    const [theirs, ours] = [decoding.createDecoder(bytes), decoding.createDecoder(bytes)]
    decoding.readAny(theirs)
    skipAny(ours, () => undefined)
    expect(ours.pos, `seed ${seed}`).toBe(theirs.pos)
  }
})
