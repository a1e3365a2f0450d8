import { expect, test } from 'vitest'
import { createRecord } from '../../../src/core/commands/createRecord'
import { trashRecords } from '../../../src/core/commands/trashRecords'
import type { Command, View } from '../../../src/core/commands/command'
import { rowsOf } from '../../support/rows'

const rows = rowsOf([{ kind: 'department', id: 'dep.50', values: { code: '50', name: 'Manche' } }])
const view: View = {
  space: '50',
  get: rows.get,
  list: rows.list,
  trash: rows.trash,
  newId: () => 'random',
  today: () => '2026-11-22',
}
const refusal = <T>(command: Command<T>, input: T): string | undefined => {
  const planned = command.plan(view, input)
  return planned.ok ? undefined : planned.error[0]?.message
}

test('a space keeps the one record that was made with it: none is added, and it is not thrown away', () => {
  const second = { kind: 'department', values: { code: '14', name: 'Calvados' } }
  expect(refusal(createRecord, second)).toContain('ouvrez sa fiche')
  expect(refusal(trashRecords, { kind: 'department', ids: ['dep.50'] })).toContain(
    'ne peut pas être supprimée',
  )
  expect(refusal(createRecord, { kind: 'structure', values: { name: 'MJC' } })).toBeUndefined()
})
