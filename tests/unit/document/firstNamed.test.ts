import { expect, test } from 'vitest'
import type { View } from '../../../src/core/commands/command'
import { createRecord } from '../../../src/core/commands/createRecord'
import { editRecord } from '../../../src/core/commands/editRecord'
import { recordOf } from '../../../src/core/records'
import { commitLabel } from '../../../src/renderer/data/commitLabel'
import { rowsOf } from '../../support/rows'

const rows = rowsOf([
  { kind: 'structure', id: 'S1', values: { name: 'MJC du Port' } },
  { kind: 'contact', id: 'C1', values: { firstName: 'Jeanne', lastName: 'Toutain' } },
  { kind: 'contact', id: 'C2', values: { firstName: 'Paul', lastName: 'Hue', partnerId: 'P1' } },
])
const view: View = {
  space: '50',
  get: rows.get,
  list: rows.list,
  trash: rows.trash,
  newId: () => 'new',
  today: () => '2026-11-22',
}

/** What is written of one contact by a structure that names it in a field. */
function learned(
  contact: string,
  values: { readonly [field: string]: string | readonly string[] },
  id?: string,
) {
  const plan =
    id === undefined
      ? createRecord.plan(view, { kind: 'structure', values: { name: 'Espace jeunes', ...values } })
      : editRecord.plan(view, { kind: 'structure', id, values })
  if (!plan.ok) throw new Error(plan.error[0]?.message)
  const cells = plan.value.changes.filter((change) => change.kind === 'contact' && change.id === contact)
  return Object.fromEntries(cells.map(({ field, value }) => [field, value]))
}

test('a contact of whom only the name is known belongs to the structure that names them', () => {
  const manager = { structureId: 'S1', jobTitle: 'Responsable' }
  expect(learned('C1', { manager: 'C1' }, 'S1')).toEqual(manager)
  expect(learned('C1', { manager: 'C1' })).toEqual({ ...manager, structureId: 'new' })
  expect(learned('C1', { otherContacts: ['C1', 'C2'] }, 'S1')).toEqual({ structureId: 'S1' })
})

test('a contact who is somebody already stays who they are', () => {
  expect(learned('C2', { manager: 'C2' }, 'S1')).toEqual({})
  expect(learned('C2', { otherContacts: ['C1', 'C2'] }, 'S1')).toEqual({})
})

test('what is made gives its name to the commit, whatever its contact learns', () => {
  const plan = createRecord.plan(view, {
    kind: 'structure',
    values: { name: 'Espace jeunes', manager: 'C1' },
  })
  expect(plan.ok && commitLabel(plan.value, rows, recordOf, () => undefined)).toBe('Création d’Espace jeunes')
})
