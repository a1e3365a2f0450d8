import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { createRecord } from '../../../src/core/commands/createRecord'
import { editRecord } from '../../../src/core/commands/editRecord'
import { mergeDuplicates } from '../../../src/core/commands/mergeDuplicates'
import { historyOf } from '../../../src/core/document/history'
import { entriesOf, journalOf, type JournalEntry } from '../../../src/core/document/journal'
import { openRoom } from '../../../src/core/document/room'
import { createRandom } from '../../support/random'
import { Replica } from '../../support/replica'

/** A desk that made a structure and changed its name, with the change's commit. */
function oneEdit() {
  const desk = new Replica('author-a', '50', createRandom(11), () => Date.UTC(2027, 0, 5))
  desk.run(createRecord, { kind: 'structure', id: 's1', values: { name: 'Centre social' } })
  const edit = desk.run(editRecord, { kind: 'structure', id: 's1', values: { name: 'Neuf' } })
  const isUndone = (commit: string | undefined): boolean | undefined =>
    desk.history('structure', 's1').find((line) => line.commit === commit)?.undone
  return { desk, edit, isUndone }
}

test('[H1] an edit is told to be undone until it is redone', () => {
  const { desk, edit, isUndone } = oneEdit()
  expect(isUndone(edit)).toBe(false)
  const undo = desk.undo('undo')
  expect([isUndone(edit), isUndone(undo)]).toEqual([true, false])
  const redo = desk.undo('redo')
  expect([isUndone(edit), isUndone(undo), isUndone(redo)]).toEqual([false, true, false])
  desk.undo('undo')
  expect([isUndone(edit), isUndone(undo), isUndone(redo)]).toEqual([true, false, true])
})

test('[H1] the same where the clock was put right between the undo and the redo', () => {
  const { desk, edit } = oneEdit()
  desk.undo('undo')
  const redo = desk.undo('redo')
  const doc = new Y.Doc()
  const lastYear = `${String(Date.UTC(2026, 0, 5)).padStart(14, '0')}-000000`
  journalOf(doc).push(
    entriesOf(desk.load('dep-50').room.doc).map((entry) =>
      entry.commit === redo ? { ...entry, stamp: lastYear } : entry,
    ),
  )
  const lines = historyOf([openRoom('dep-50', doc)], 'structure', 's1')
  expect(lines.at(-1)?.commit).toBe(redo)
  expect(lines.find(({ commit }) => commit === edit)?.undone).toBe(false)
})

test('[H1] an undo and a redo tell what they are about, however often it was taken back', () => {
  const { desk } = oneEdit()
  const by = (): unknown[] => desk.history('structure', 's1').map((line) => [line.by, line.of])
  expect(by()).toEqual([
    ['edit', undefined],
    ['create', undefined],
  ])
  for (const which of ['undo', 'redo', 'undo', 'undo'] as const) desk.undo(which)
  expect(by().slice(0, 4)).toEqual([
    ['undo', 'create'],
    ['undo', 'edit'],
    ['redo', 'edit'],
    ['undo', 'edit'],
  ])
})

test('[H1] an undo of what no journal tells of is an undo all the same, and a ring of them ends', () => {
  const { desk, edit } = oneEdit()
  const [undo, again] = [desk.undo('undo'), desk.undo('redo')]
  const lines = (change: (entry: JournalEntry) => JournalEntry | undefined) => {
    const doc = new Y.Doc()
    const kept = entriesOf(desk.load('dep-50').room.doc).flatMap((entry) => change(entry) ?? [])
    journalOf(doc).push(kept)
    return historyOf([openRoom('dep-50', doc)], 'structure', 's1')
  }
  const without = lines((entry) => (entry.commit === edit ? undefined : entry))
  expect(without.find(({ commit }) => commit === undo)).toMatchObject({ by: 'undo' })
  expect(without.find(({ commit }) => commit === undo)?.of).toBeUndefined()
  const ring = lines((entry) => (entry.commit === undo && again ? { ...entry, undoes: again } : entry))
  expect(ring.find(({ commit }) => commit === again)?.of).toBeUndefined()
})

test('[H1] the record that stays tells which one was merged into it, and what came of it, a word or nothing', () => {
  const desk = new Replica('author-a', '50', createRandom(12), () => Date.UTC(2027, 0, 5))
  desk.run(createRecord, { kind: 'structure', id: 's1', values: { name: 'Foyer', phone: '+33233000000' } })
  desk.run(createRecord, { kind: 'structure', id: 's2', values: { name: 'Foyer' } })
  desk.run(createRecord, {
    kind: 'structure',
    id: 's3',
    values: { name: 'FOYER', website: 'https://foyer.example' },
  })
  const plain = desk.run(mergeDuplicates, { merges: [{ kind: 'structure', ids: ['s1', 's2'] }] })
  const rich = desk.run(mergeDuplicates, { merges: [{ kind: 'structure', ids: ['s3', 's1'] }] })
  const lines = desk.history('structure', 's1').filter(({ merged }) => merged.length > 0)
  expect(lines.map(({ commit, author, by, merged }) => [commit, author, by, merged])).toEqual([
    [rich, 'author-a', 'merge', ['s3']],
    [plain, 'author-a', 'merge', ['s2']],
  ])
  expect(lines.map(({ cells }) => cells.map(({ field, after }) => [field, after]))).toEqual([
    [['website', 'https://foyer.example']],
    [],
  ])
  desk.undo('undo')
  const undone = desk.history('structure', 's1').filter((line) => line.undone)
  expect(undone.map(({ merged }) => merged)).toEqual([['s3']])
})

test('[H1] an activity form, which is one cell, is told field by field: those that a commit changed', () => {
  const desk = new Replica('author-a', '50', createRandom(13), () => Date.UTC(2027, 0, 5))
  desk.run(createRecord, {
    kind: 'activityReport',
    id: '2026.r1',
    values: { promeneurId: 'p1', period: '2026-01', concernsReported: 3, themes: ['sante'] },
  })
  desk.run(editRecord, {
    kind: 'activityReport',
    id: '2026.r1',
    values: { concernsReported: null, themes: ['sante', 'ecrans'] },
  })
  const [edit, creation] = desk.history('activityReport', '2026.r1')
  expect(edit?.cells).toEqual([
    { field: 'concernsReported', before: 3, after: null },
    { field: 'themes', before: ['sante'], after: ['sante', 'ecrans'] },
  ])
  expect(creation?.cells.map(({ field, after }) => [field, after])).toEqual(
    expect.arrayContaining([
      ['concernsReported', 3],
      ['period', '2026-01'],
    ]),
  )
})
