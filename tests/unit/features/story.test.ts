import { expect, test } from 'vitest'
import type { HistoryEntry } from '../../../src/core/document/journal'
import { createRowStore } from '../../../src/core/projection/rows'
import { records } from '../../../src/core/records'
import { storyOf, withParts } from '../../../src/renderer/features/records/story'
import { slots } from '../../../src/renderer/slots'
import { partOf } from '../../support/rows'

const partsOfMeeting = (slots['meeting']?.sections ?? []).flatMap(({ lines }) => lines ?? [])

test('a meeting is told with its decisions and its actions, the trashed ones too, and with nobody else’s', () => {
  const rows = createRowStore()
  rows.put([
    partOf({ kind: 'meeting', id: '2026.m', values: { title: 'Copil' } }),
    partOf({ kind: 'decision', id: '2026.d', values: { meetingId: '2026.m' } }),
    { ...partOf({ kind: 'action', id: 'a', values: { originId: '2026.m' } }), deleted: true },
    partOf({ kind: 'action', id: 'b', values: { originId: '2026.other' } }),
  ])
  const row = rows.get('meeting', '2026.m')
  if (!row) throw new Error('the meeting was put above')
  expect(withParts(rows, row, partsOfMeeting).map(({ id }) => id)).toEqual(['2026.m', '2026.d', 'a'])

  const done = (stamp: string): HistoryEntry => ({
    commit: stamp,
    stamp,
    author: 'x',
    by: 'edit',
    undone: false,
    cells: [],
    merged: [],
  })
  const [first, third] = [done('1'), done('3')]
  const decision = { ...row, kind: 'decision', id: '2026.d' }
  const story = storyOf([row, decision], [[third, first], [done('2')]])
  expect(story.map(({ stamp, about }) => [stamp, about.kind])).toEqual([
    ['3', 'meeting'],
    ['2', 'decision'],
    ['1', 'meeting'],
  ])
})

test('what a section shows in lines names its parent in a field that exists', () => {
  for (const kind of Object.keys(slots))
    for (const { lines } of slots[kind]?.sections ?? []) {
      if (!lines) continue
      const field = Object.entries(records.find(({ name }) => name === lines.kind)?.fields ?? {}).find(
        ([name]) => name === lines.field,
      )?.[1]
      expect(field && 'to' in field ? [field.to].flat() : [], lines.kind).toContain(kind)
    }
})
