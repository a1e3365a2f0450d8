import { manche, openWorkspaces, surroundings } from './support' // first: it brings the databases
import Dexie from 'dexie'
import { expect, test } from 'vitest'
import { editRecord } from '../../../src/core/commands/editRecord'
import type { Workspace } from '../../../src/renderer/data/workspace'
import { add, groundOf } from './structures'

/** A structure with a private side, and how many hold its shared room besides the one who asks. */
async function twoRooms() {
  const { workspace } = await manche(openWorkspaces(surroundings()))
  await add(workspace, 'Centre')
  const id = workspace.rows.list('structure')[0]?.id ?? ''
  const { documents } = groundOf(workspace)
  const hold = documents.hold.bind(documents)
  let isBroken = false
  Object.assign(documents, {
    hold: (name: string) =>
      isBroken && name === 'dep-50-private' ? Promise.reject(new Dexie.UnknownError('bad disk')) : hold(name),
  })
  /** Runs while the private room does not load; whether nobody holds the shared one afterwards. */
  const isFreeAfter = async (run: () => Promise<unknown>): Promise<boolean> => {
    isBroken = true
    await run().catch(() => undefined)
    isBroken = false
    const { release } = await hold('dep-50')
    const isFree = documents.shelf.reset('dep-50') // refused while another holds it
    release()
    return isFree
  }
  const edit = (name: string): ReturnType<Workspace['run']> =>
    workspace.run(editRecord, { kind: 'structure', id, values: { name, phone: '+33233000001' } })
  return { workspace, id, edit, isFreeAfter }
}

test('a room that does not load leaves no other held: an edit, a history, an undo', async () => {
  const { workspace, id, edit, isFreeAfter } = await twoRooms()
  expect(await isFreeAfter(() => edit('Autre'))).toBe(true)
  expect(await isFreeAfter(() => workspace.histories([{ kind: 'structure', id }]))).toBe(true)
  expect((await edit('Autre')).ok).toBe(true)
  expect(await isFreeAfter(() => workspace.undo())).toBe(true)
  await workspace.close()
})
