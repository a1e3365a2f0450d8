import { flattenExtensions, getSchema } from '@tiptap/core'
import { StarterKit } from '@tiptap/starter-kit'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { action } from '../../../src/core/records/action'
import type { coordinator } from '../../../src/core/records/coordinator'
import type { decision } from '../../../src/core/records/decision'
import type { meeting } from '../../../src/core/records/meeting'
import type { Row } from '../../../src/core/schema/record'
import { carriedOver } from '../../../src/renderer/features/meetings/carriedOver'
import { nextDecisionNumber } from '../../../src/core/records/decisionNumber'
import { minutesKit, notesKit } from '../../../src/renderer/features/meetings/notesKit'
import { ownRecord } from '../../../src/renderer/features/meetings/ownRecord'
import { isKnownText, plainText } from '../../../src/renderer/features/meetings/fragmentShape'

const facts = { space: '50', deleted: false, pending: false } as const

const held = (id: string, values: Row<typeof meeting>['values']): Row<typeof meeting> => ({
  ...facts,
  kind: 'meeting',
  id,
  values,
})
const decided = (id: string, values: Row<typeof decision>['values']): Row<typeof decision> => ({
  ...facts,
  kind: 'decision',
  id,
  values,
})
const toDo = (id: string, values: Row<typeof action>['values']): Row<typeof action> => ({
  ...facts,
  kind: 'action',
  id,
  values,
})

test('whoever works here is known among the coordinators by name, however it is written', () => {
  const coordinates = (id: string, values: Row<typeof coordinator>['values']): Row<typeof coordinator> => ({
    ...facts,
    kind: 'coordinator',
    id,
    values,
  })
  const before = coordinates('A', { firstName: 'Zoé', lastName: 'Lefèvre', to: '2024-08-31' })
  const now = coordinates('B', { firstName: 'Zoé', lastName: 'Lefèvre' })
  const other = coordinates('C', { firstName: 'Luc', lastName: 'Zoé' })
  for (const name of ['Zoé Lefèvre', 'LEFEVRE Zoé', 'Mme Zoé Lefèvre'])
    expect(ownRecord([other, before, now], name), name).toBe(now)
  expect(ownRecord([other, before], 'Zoé Lefèvre')).toBe(before)
  expect(ownRecord([other], 'Zoé Lefèvre')).toBeUndefined()
})

describe('the number of a decision', () => {
  const first = held('2026.A', { kind: 'copil', date: '2026-03-02' })
  const second = held('2026.B', { kind: 'copil', date: '2026-11-05' })
  const technical = held('2026.C', { kind: 'cotech', date: '2026-01-10' })

  test('names the year, the kind of meeting and its rank in the year', () => {
    expect(nextDecisionNumber(second, [second, technical, first], [])).toBe('2026-C2-01')
    expect(nextDecisionNumber(technical, [second, technical, first], [])).toBe('2026-T1-01')
  })

  test('follows the last one of the meeting, whatever was trashed between', () => {
    const decisions = ['2026-C1-01', '2026-C1-03'].map((number, at) =>
      decided(`2026.d${at}`, { meetingId: first.id, number }),
    )
    expect(nextDecisionNumber(first, [first, second], decisions)).toBe('2026-C1-04')
  })

  test('keeps the prefix that the meeting has, when an earlier meeting is entered late', () => {
    const earlier = held('2026.Z', { kind: 'copil', date: '2026-01-05' })
    const decisions = [decided('2026.d', { meetingId: first.id, number: '2026-C1-01' })]
    expect(nextDecisionNumber(first, [earlier, first], decisions)).toBe('2026-C1-02')
    expect(nextDecisionNumber(earlier, [earlier, first], decisions)).toBe('2026-C2-01')
  })

  test('takes the filing year of a meeting without a date', () => {
    expect(nextDecisionNumber(held('2025.A', {}), [], [])).toBe('2025-X1-01')
  })
})

describe('an action to be taken up again', () => {
  const before = held('2026.A', { kind: 'copil', date: '2026-03-02' })
  const after = held('2026.B', { kind: 'copil', date: '2026-11-05' })
  const other = held('2026.C', { kind: 'cotech', date: '2026-12-01' })
  const meetings = [before, after, other]

  test('is shown at the next meeting of the same kind while it is open', () => {
    const open = toDo('a', { originId: before.id, carriedOver: true, status: 'en-cours' })
    expect(carriedOver(after, meetings, [open])).toEqual([open])
    expect(carriedOver(other, meetings, [open])).toEqual([])
    expect(carriedOver(before, meetings, [open])).toEqual([])
  })

  test('is not shown once done, nor when nobody asked for it', () => {
    const done = toDo('a', { originId: before.id, carriedOver: true, status: 'fait' })
    const left = toDo('b', { originId: before.id, status: 'a-faire' })
    expect(carriedOver(after, meetings, [done, left])).toEqual([])
  })
})

describe('the titles of notes', () => {
  const tagsOf = (kit: typeof notesKit): readonly unknown[] => {
    const heading = getSchema([kit]).nodes.heading
    return [1, 2, 3, 4, 5, 6]
      .map((level) => heading?.spec.toDOM?.(heading.create({ level })))
      .map((dom) => (Array.isArray(dom) ? dom[0] : dom))
  }

  test('stand under the title of their part in the minutes', () => {
    expect(tagsOf(minutesKit)).toEqual(['h3', 'h3', 'h4', 'h5', 'h6', 'h6'])
  })

  test('keep their level where they are written, so that copying does not lower them', () => {
    expect(tagsOf(notesKit)).toEqual(['h1', 'h2', 'h3', 'h4', 'h5', 'h6'])
  })

  test('are all that differs: what must not edit by itself is left out of both', () => {
    const namesOf = (kit: typeof notesKit): readonly string[] =>
      flattenExtensions([kit]).map(({ name }) => name)
    expect(namesOf(minutesKit)).toEqual(namesOf(notesKit))
    expect(namesOf(notesKit)).not.toContain('trailingNode')
  })
})

describe('a text of another version', () => {
  const schema = getSchema([StarterKit.configure({ undoRedo: false })])
  const fragmentWith = (name: string, text: string, marks: object = {}): Y.XmlFragment => {
    const fragment = new Y.Doc().getXmlFragment('meeting/2026.A/notes')
    const [element, words] = [new Y.XmlElement(name), new Y.XmlText()]
    fragment.insert(0, [element])
    element.insert(0, [words])
    words.insert(0, text, marks)
    return fragment
  }

  test('is edited when all of it is known', () => {
    expect(isKnownText(fragmentWith('paragraph', 'a < b', { bold: {} }), schema)).toBe(true)
    expect(isKnownText(new Y.Doc().getXmlFragment('empty'), schema)).toBe(true)
  })

  test('is only shown when it holds an element or a mark that the editor would delete', () => {
    expect(isKnownText(fragmentWith('tableau', 'x'), schema)).toBe(false)
    expect(isKnownText(fragmentWith('paragraph', 'x', { surligné: {} }), schema)).toBe(false)
    expect(plainText(fragmentWith('tableau', 'gardé'))).toBe('gardé')
  })
})
