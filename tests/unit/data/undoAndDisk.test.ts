import './support' // first: it brings the databases
import { expect, test } from 'vitest'
import { createRecord } from '../../../src/core/commands/createRecord'
import { editRecord } from '../../../src/core/commands/editRecord'
import { receive } from './colleague'
import { manche, openWorkspaces, reopen, surroundings } from './support'

test('an undo that could change nothing is not offered again after a restart', async () => {
  const workspaces = openWorkspaces(surroundings())
  const { id: space, workspace } = await manche(workspaces)
  const made = await workspace.run(createRecord, { kind: 'structure', values: { name: 'MJC' } })
  const id = (made.ok && made.value.made) || ''
  await workspace.run(editRecord, { kind: 'structure', id, values: { name: 'MJC du Port' } })
  await receive(workspace, 'dep-50', (doc) => doc.getMap('structure').set(`${id}/name`, 'Maison du Port'))
  expect(await workspace.undo()).toMatchObject({ done: false })
  const offered = workspace.undoable.get()
  expect(offered.undo).toContain('Création')
  await workspace.close()
  const again = await reopen(workspaces, space)
  expect(again.undoable.get()).toEqual(offered)
  await again.close()
})
