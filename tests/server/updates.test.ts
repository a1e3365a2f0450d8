import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { DeletedRanges, type Ranges, rangesOf } from '../../sync-server/deletes'
import {
  type Vector,
  createReader,
  decodeHeld,
  decodeVector,
  encodeVector,
  mergeAll,
  withoutDeletes,
} from '../../sync-server/updates'
import { edit } from './desk'

const readV1 = createReader()

test('the structs of an update can be had without its delete set', () => {
  const doc = new Y.Doc()
  doc.getText('t').insert(0, 'abcdef')
  for (let i = 0; i < 3; i++) doc.getText('t').delete(i, 1)
  const whole = Y.encodeStateAsUpdate(doc)
  const structs = withoutDeletes(whole, readV1(whole))
  const read = readV1(structs)
  expect(read.deletes.size).toBe(0)
  expect(read.structs.length).toBe(readV1(whole).structs.length)
  const empty = Y.encodeStateAsUpdate(new Y.Doc())
  expect([...withoutDeletes(empty, readV1(empty))]).toEqual([0, 0])
})

test('[S13] deleted ranges: what is held is told from what is new', () => {
  const ranges = new DeletedRanges()
  const set = (...list: [number, number][]): Ranges =>
    rangesOf(new Map([[1, list.map(([clock, len]) => ({ clock, len }))]]))
  ranges.add(set([5, 3], [20, 2]))
  expect(ranges.holds(set([5, 3]))).toBe(true)
  expect(ranges.holds(set([6, 1], [20, 2]))).toBe(true)
  expect(ranges.holds(set([4, 2]))).toBe(false)
  expect(ranges.holds(set([7, 2]))).toBe(false)
  ranges.add(set([8, 12]))
  expect(ranges.holds(set([5, 17]))).toBe(true)
  ranges.add(set(...Array.from({ length: 20 }, (_, i): [number, number] => [100 + i * 2, 1])))
  expect(ranges.holds(set([100, 1], [138, 1]))).toBe(true)
  expect(ranges.holds(set([101, 1]))).toBe(false)
  expect(ranges.holds(rangesOf(new Map([[2, [{ clock: 0, len: 1 }]]])))).toBe(false)
})

test('vectors go to the wire and back, and odd ones are none', () => {
  const vector: Vector = new Map([
    [7, 3],
    [2 ** 32 - 1, 12],
  ])
  expect(decodeVector(encodeVector(vector))).toEqual(vector)
  expect(decodeVector(Uint8Array.of(1, 2))).toBeUndefined()
  expect(decodeVector(Uint8Array.of(0, 0))).toBeUndefined()
})

test('of what somebody holds is read what the room has, and no more of it', () => {
  const room: Vector = new Map([
    [7, 3],
    [8, 5],
  ])
  const said: Vector = new Map([
    [7, 9],
    [8, 2],
    [9, 4],
  ])
  expect(decodeHeld(encodeVector(said), room)).toEqual(
    new Map([
      [7, 3],
      [8, 2],
    ]),
  )
  expect(decodeHeld(Uint8Array.of(1, 2), room)).toBeUndefined()
  const many: Vector = new Map(Array.from({ length: 30_000 }, (_, i) => [i + 100, 1]))
  expect(decodeHeld(encodeVector(many), room)).toBeUndefined()
  expect(decodeHeld(encodeVector(many), many)?.size).toBe(30_000)
})

test('many updates merge into one that holds them all', () => {
  const doc = new Y.Doc()
  const updates = Array.from({ length: 200 }, (_, i) => edit(doc, `k${i}`, i))
  const merged = new Y.Doc()
  Y.applyUpdate(merged, mergeAll([Uint8Array.of(0, 0), ...updates]))
  expect(merged.getMap('essai').toJSON()).toEqual(doc.getMap('essai').toJSON())
  expect([...mergeAll([])]).toEqual([0, 0])
})
