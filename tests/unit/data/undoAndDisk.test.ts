import './support' // first: it brings the databases
import Dexie from 'dexie'
import { expect, test, vi } from 'vitest'
import { createRecord } from '../../../src/core/commands/createRecord'
import { editRecord } from '../../../src/core/commands/editRecord'
import { receive } from './colleague'
import { until } from './desks'
import { add, groundOf } from './structures'
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

test('[D9] an edit made after an undo is in the documents while the disk still refuses both', async () => {
  const workspaces = openWorkspaces(surroundings())
  const { id, workspace } = await manche(workspaces)
  const { documents, log } = groundOf(workspace)
  await add(workspace, 'Première')
  let isBroken = true
  void log.write({ also: () => (isBroken ? Promise.reject(new Error('disk')) : Promise.resolve()) })
  await until(() => log.state.get().is === 'failing', 'the disk is said to refuse', 5000)
  const latest = (): unknown[] =>
    documents
      .latest()
      .list('structure')
      .map((row) => row.values['name'])
  let isUndone = false
  const undone = workspace.undo().then((outcome) => {
    isUndone = true
    return outcome
  })
  await until(() => latest().length === 0, 'undone in the documents', 5000)
  const added = add(workspace, 'Seconde')
  await until(() => latest().includes('Seconde'), 'the next edit is in the documents', 5000)
  expect(isUndone).toBe(false)
  expect(documents.latest()).toBe(documents.latest()) // not joined anew for each question
  isBroken = false
  expect(await undone).toMatchObject({ done: true })
  expect(await added).toMatchObject({ ok: true })
  await workspace.close()
  const again = await reopen(workspaces, id)
  expect(again.rows.list('structure').map((row) => row.values['name'])).toEqual(['Seconde'])
  await again.close()
})

test('an undo that cannot read the database says so in words, and is there for another try', async () => {
  const workspaces = openWorkspaces(surroundings())
  const { id, workspace } = await manche(workspaces)
  await add(workspace, 'MJC')
  await workspace.close()
  const again = await reopen(workspaces, id)
  const { db, documents } = groundOf(again)
  await documents.caughtUp()
  // As Dexie says it of a browser that gives up a read.
  const reading = vi
    .spyOn(db, 'transaction')
    .mockImplementation(() => Dexie.Promise.reject(new Dexie.UnknownError()))
  expect(await again.undo()).toEqual({
    done: false,
    message: expect.stringContaining('ne se lit pas\u00a0: rien n’a été modifié'),
  })
  reading.mockRestore()
  expect(await again.undo()).toMatchObject({ done: true })
  await again.close()
})
