import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { openRoom, type RoomChange } from '../../../src/core/document/room'
import { casesAfter } from '../../../src/renderer/data/openCases'

test('of however many records change at once their cases alone are derived again, not those of the whole room', () => {
  const doc = new Y.Doc()
  const write = (from: number, count: number): void =>
    doc.transact(() => {
      for (let at = from; at < from + count; at++) doc.getMap('contact').set(`C${at}/phone`, `${at}`)
    })
  write(0, 500)
  const room = openRoom('dep-50-private', doc)
  let change: RoomChange | undefined
  room.watch((made) => (change = made))
  write(100, 40)
  const after = change && casesAfter(room, change)
  expect(after?.all).toBeUndefined()
  expect([...(after?.byRecord?.keys() ?? [])].sort()).toEqual(
    Array.from({ length: 40 }, (_, at) => `contact/C${100 + at}`).sort(),
  )
})
