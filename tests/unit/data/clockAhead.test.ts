import { manche, openWorkspaces, reopen, surroundings } from './support' // first: it brings the databases
import { expect, test, vi } from 'vitest'
import { add, names } from './structures'

test('undo takes back the last edit, also after a clock that was far ahead is set right', async () => {
  const workspaces = openWorkspaces(surroundings())
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 300 * 24 * 3600 * 1000 })
  const { id, workspace } = await manche(workspaces)
  await add(workspace, 'Avec l’horloge en avance')
  await workspace.close()
  vi.useRealTimers()
  const again = await reopen(workspaces, id)
  await add(again, 'À l’instant')
  expect((await again.undo()).message).toContain('À l’instant')
  expect(names(again)).toEqual(['Avec l’horloge en avance'])
  expect((await again.redo()).message).toContain('À l’instant')
  expect(names(again)).toEqual(['Avec l’horloge en avance', 'À l’instant'].sort())
  await again.close()
})
