import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { openRoom } from '../../../src/core/document/room'
import { recordOf } from '../../../src/core/records'
import { sparingOf } from '../../../src/renderer/data/unmade'
import { rowsOf } from '../../support/rows'

test('what a colleague wrote between the plan of a long undo and the turn of its record is spared, and named', () => {
  const doc = new Y.Doc()
  const room = openRoom('dep-50', doc)
  const write = (commit: string, id: string, field: string, more: object = {}): void =>
    doc.transact(() => {
      const cells = [[`structure/${id}/${field}`, null, 'x']]
      doc
        .getArray('journal')
        .push([
          { id: commit, commit, stamp: commit, author: 'a', by: 'edit', rooms: ['dep-50'], cells, ...more },
        ])
      doc.getMap('structure').set(`${id}/${field}`, 'x')
    })
  const ids = ['S1', 'S2', 'S3', 'S4']
  for (const id of ids) write('mine', id, 'name')
  const changes = ids.flatMap((id) => [
    { kind: 'structure', id, field: '~created', value: null },
    { kind: 'structure', id, field: 'name', value: null },
    { kind: 'structure', id, field: '~deleted', value: true },
  ])
  const own = { get: (commit: string) => (commit === 'mine' ? ({ commit } as never) : undefined) }
  write('theirs', 'S1', 'address')
  const documents = { latest: () => rowsOf([]) }
  const sparing = sparingOf(documents, own, recordOf, [room], { commit: 'mine', stamp: 'mine' }, changes)
  expect([...sparing.spared]).toEqual(['structure/S1'])
  const written = (from: number): readonly string[] => [
    ...new Set(sparing.still(changes.slice(from)).map(({ id }) => id)),
  ]
  expect(written(0)).toEqual(['S2', 'S3', 'S4'])
  // What the undo itself has written by now is nobody else's.
  write('undo', 'S2', 'name', { undoes: 'mine' })
  write('later', 'S3', 'address')
  expect(written(6)).toEqual(['S4'])
  expect([...sparing.spared]).toEqual(['structure/S1', 'structure/S3'])
})
