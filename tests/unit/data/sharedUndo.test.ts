import './support' // first: it brings the databases
import { expect, test } from 'vitest'
import { createRecord } from '../../../src/core/commands/createRecord'
import { editRecord } from '../../../src/core/commands/editRecord'
import type { Workspace } from '../../../src/renderer/data/workspace'
import { joined, newDesk, startServer, until } from './desks'
import { level } from './structures'

const valueOf = (workspace: Workspace, id: string, field: string): unknown =>
  workspace.rows.get('structure', id)?.values[field]

test('undoing the making of a record leaves it whole once a colleague has written in it, and says so', async () => {
  await using server = await startServer()
  const claire = await joined(newDesk('undo-claire'), server)
  const nour = await joined(newDesk('undo-nour'), server, 'coordinator', 'Nour')
  await until(() => level(claire) && level(nour), 'level')
  const made = await claire.run(createRecord, { kind: 'structure', values: { name: 'MJC du Port' } })
  const id = (made.ok && made.value.made) || ''
  await until(() => valueOf(nour, id, 'name') === 'MJC du Port', 'the colleague sees it')
  await nour.run(editRecord, { kind: 'structure', id, values: { phone: '+33233000000' } })
  await until(() => valueOf(claire, id, 'phone') !== undefined, 'her phone has come')

  const outcome = await claire.undo()
  expect(outcome.done).toBe(false)
  expect(outcome.message).toBe(
    'La création de MJC du Port n’a pas été annulée\u00a0: la fiche MJC du Port a été modifiée depuis.',
  )
  await until(() => level(claire) && level(nour), 'level again')
  for (const desk of [claire, nour]) {
    expect(valueOf(desk, id, 'name')).toBe('MJC du Port')
    expect(valueOf(desk, id, 'phone')).toBe('+33233000000')
  }

  // Nobody else has written in the next one: it is unmade as ever.
  const alone = await claire.run(createRecord, { kind: 'structure', values: { name: 'Foyer du Parc' } })
  expect(await claire.undo()).toMatchObject({ done: true })
  expect(claire.rows.list('structure').map((row) => row.values['name'])).toEqual(['MJC du Port'])
  expect(alone.ok).toBe(true)
  await claire.close()
  await nour.close()
}, 60_000)
