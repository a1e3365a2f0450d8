import { expect, test } from 'vitest'
import { createRecord } from '../../../src/core/commands/createRecord'
import { editRecord } from '../../../src/core/commands/editRecord'
import { mergeDuplicates } from '../../../src/core/commands/mergeDuplicates'
import { actWords, mergeWords } from '../../../src/renderer/features/records/actWords'
import { createRandom } from '../../support/random'
import { Replica } from '../../support/replica'

test('a history says of an undo and of a redo that they are, and of what', () => {
  const desk = new Replica('author-a', '50', createRandom(13), () => Date.UTC(2027, 0, 5))
  desk.run(createRecord, { kind: 'structure', id: 's1', values: { name: 'Foyer' } })
  desk.run(editRecord, { kind: 'structure', id: 's1', values: { name: 'Foyer du Parc' } })
  for (const which of ['undo', 'redo', 'undo', 'undo'] as const) desk.undo(which)
  expect(desk.history('structure', 's1').map(actWords)).toEqual([
    'a annulé\u00a0: la création de la fiche',
    'a annulé\u00a0: la modification',
    'a rétabli\u00a0: la modification',
    'a annulé\u00a0: la modification',
    'a modifié',
    'a créé la fiche',
  ])
  // After whose it is: « Réseau d’exemple a apporté la fiche ».
  expect(actWords({ by: 'sample' })).toBe('a apporté la fiche')
  // What a newer version does, or undoes, is told as an edit.
  expect([{ by: 'demain' }, { by: 'undo' }, { by: 'redo', of: 'demain' }].map(actWords)).toEqual([
    'a modifié',
    'a annulé\u00a0: la modification',
    'a rétabli\u00a0: la modification',
  ])
})

test('a merge that was redone is told as such on the record that stays', () => {
  const desk = new Replica('author-a', '50', createRandom(14), () => Date.UTC(2027, 0, 5))
  for (const id of ['s1', 's2']) desk.run(createRecord, { kind: 'structure', id, values: { name: 'Foyer' } })
  desk.run(mergeDuplicates, { merges: [{ kind: 'structure', ids: ['s1', 's2'] }] })
  desk.undo('undo')
  desk.undo('redo')
  const merges = desk.history('structure', 's1').filter(({ merged }) => merged.length > 0)
  expect(merges.map(mergeWords)).toEqual([
    'a rétabli\u00a0: la réunion de celle-ci avec une autre fiche',
    'a réuni avec celle-ci une autre fiche',
  ])
})
