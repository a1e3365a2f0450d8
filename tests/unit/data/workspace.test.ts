import { expect, test } from 'vitest'
import { createRecord } from '../../../src/core/commands/createRecord'
import { editRecord } from '../../../src/core/commands/editRecord'
import { workAlone } from '../../../src/renderer/data/alone'
import { manche, openWorkspaces, reopen, surroundings } from './support'

test('a workspace keeps what was typed over a restart, and undo works after it', async () => {
  const workspaces = openWorkspaces(surroundings())
  const { id, workspace } = await manche(workspaces)
  const made = await workspace.run(createRecord, {
    kind: 'structure',
    values: { name: 'Centre social de Saint-Lô' },
  })
  expect(made.ok).toBe(true)
  expect(workspace.rows.list('structure').map((row) => row.values['name'])).toEqual([
    'Centre social de Saint-Lô',
  ])
  await workspace.close()

  const again = await reopen(workspaces, id)
  expect(again.rows.list('structure').map((row) => row.values['name'])).toEqual(['Centre social de Saint-Lô'])
  const row = again.rows.list('structure')[0]
  await again.run(editRecord, {
    kind: 'structure',
    id: row?.id ?? '',
    values: { name: 'Maison des jeunes', phone: '+33233000000' },
  })
  expect(again.rows.get('structure', row?.id ?? '')?.values).toMatchObject({
    name: 'Maison des jeunes',
    phone: '+33233000000',
  })
  await again.close()

  const third = await reopen(workspaces, id)
  expect(third.undoable.get().undo).toContain('Modification')
  expect(await third.undo()).toMatchObject({ done: true })
  expect(third.rows.get('structure', row?.id ?? '')?.values['name']).toBe('Centre social de Saint-Lô')
  expect(await third.redo()).toMatchObject({ done: true })
  expect(third.rows.get('structure', row?.id ?? '')?.values['name']).toBe('Maison des jeunes')
  expect(await third.undo()).toMatchObject({ done: true })
  expect(await third.undo()).toMatchObject({ done: true })
  expect(third.rows.list('structure')).toEqual([])
  const [history] = await third.histories([{ kind: 'structure', id: row?.id ?? '' }])
  expect(history).toHaveLength(6)
  await third.close()
})

test('reopening shows the rows before any document is loaded', async () => {
  const workspaces = openWorkspaces(surroundings())
  const { id, workspace } = await manche(workspaces)
  await workspace.run(createRecord, { kind: 'promeneur', values: { firstName: 'Ada', lastName: 'Test' } })
  await workspace.close()
  const again = await reopen(workspaces, id)
  expect(
    'ground' in again &&
      (again.ground as { documents: { shelf: { names(): string[] } } }).documents.shelf.names(),
  ).toEqual([])
  expect(again.rows.list('promeneur')).toHaveLength(1)
  expect(again.authorName(again.identity.author)).toBe('Léa Martin')
  await again.close()
})

test('what fails while a workspace closes leaves its edits stored and its lock free', async () => {
  let fails = false
  const workspaces = openWorkspaces(
    surroundings({
      sync: () => ({
        ...workAlone(0),
        close: () => (fails ? Promise.reject(new Error('a fault of ours')) : Promise.resolve()),
      }),
    }),
  )
  const { id, workspace } = await manche(workspaces)
  fails = true
  const made = workspace.run(createRecord, { kind: 'structure', values: { name: 'Foyer' } })
  await expect(workspace.close()).rejects.toThrow('a fault of ours')
  expect((await made).ok).toBe(true)
  fails = false
  const again = await reopen(workspaces, id)
  expect(again.rows.list('structure').map((row) => row.values['name'])).toEqual(['Foyer'])
  await again.close()
})
