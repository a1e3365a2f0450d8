import { describe, expect, test } from 'vitest'
import { createRecord } from '../../../src/core/commands/createRecord'
import { settleCase } from '../../../src/core/commands/settleCase'
import { trashRecords } from '../../../src/core/commands/trashRecords'
import { LocalCommit } from '../../../src/core/document/commit'
import { appendParagraphs, textName } from '../../../src/core/document/text'
import type { Replica } from '../../support/replica'
import { open, twoDesks } from './twoDesks'

const meeting = '2026.m1'
const privateRoom = 'dep-50-private-2026'
const notes = textName('meeting', meeting, 'notes')

const textOf = (desk: Replica) => desk.load(privateRoom).room.doc.getXmlFragment(notes)

function type(desk: Replica, words: string): void {
  const text = textOf(desk)
  text.doc?.transact(() => appendParagraphs(text, words), new LocalCommit(words))
}

/** Two desks that hold one meeting. */
function withMeeting() {
  const desks = twoDesks(11)
  desks.a.run(createRecord, { kind: 'meeting', id: meeting, values: { title: 'Copil', date: '2026-11-02' } })
  desks.settle()
  return desks
}

const trash = (desk: Replica): void => void desk.run(trashRecords, { kind: 'meeting', ids: [meeting] })

describe('notes typed apart from the trash of their meeting', () => {
  test('are a question on both sides, with the very words that the other had not seen', () => {
    const { a, b, settle } = withMeeting()
    type(a, 'Présents : six.')
    settle()
    trash(a)
    type(b, 'Suite à donner : relancer la Caf.')
    settle()
    expect(open(a)).toEqual(open(b))
    expect(open(a)).toMatchObject([
      { is: 'trash', heads: [{ field: 'notes', value: 'Suite à donner : relancer la Caf.' }] },
    ])
  })

  test('are one also where there were none before', () => {
    const { a, b, settle } = withMeeting()
    trash(a)
    type(b, 'Premiers mots')
    settle()
    expect(open(b)).toMatchObject([{ heads: [{ value: 'Premiers mots' }] }])
  })

  test('are none when the author of the trash had read them', () => {
    const { a, b, settle } = withMeeting()
    type(b, 'Déjà lu')
    settle()
    trash(a)
    settle()
    expect([open(a), open(b)]).toEqual([[], []])
  })

  test('close on both sides by one gesture; words that come later ask again, and those alone', () => {
    const { a, b, settle } = withMeeting()
    trash(a)
    type(b, 'Un mot')
    settle()
    type(b, 'encore')
    const [item] = open(a)
    if (!item) throw new Error('no case')
    a.run(settleCase, { item, keep: 'keep-trash' })
    settle()
    expect(open(a)).toEqual(open(b))
    expect(open(a).flatMap(({ heads }) => heads.map(({ value }) => value))).toEqual(['encore'])
    const [again] = open(b)
    if (!again) throw new Error('no second case')
    b.run(settleCase, { item: again, keep: 'restore' })
    settle()
    expect([open(a), open(b)]).toEqual([[], []])
    for (const desk of [a, b]) {
      expect(desk.rows.get('meeting', meeting)?.deleted).toBe(false)
      expect(textOf(desk).toString()).toContain('encore')
    }
  })

  test('are no question when their writer took them back', () => {
    const { a, b, settle } = withMeeting()
    trash(a)
    type(b, 'Repenti')
    const text = textOf(b)
    text.doc?.transact(() => text.delete(0, text.length), new LocalCommit('delete'))
    settle()
    expect([open(a), open(b)]).toEqual([[], []])
  })
})
