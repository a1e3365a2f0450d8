import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { createRecord } from '../../../src/core/commands/createRecord'
import { openWorkspaces } from '../../../src/renderer/data/openWorkspaces'
import type { Ground } from '../../../src/renderer/data/ground'
import type { Workspace } from '../../../src/renderer/data/workspace'
import { manche, surroundings } from './support'

/** What another replica sends into the shared room. */
async function receive(workspace: Workspace, write: (doc: Y.Doc) => void): Promise<void> {
  const doc = new Y.Doc()
  write(doc)
  const { ground } = workspace as Workspace & { readonly ground: Ground } // screens never see it
  const updates = [Y.encodeStateAsUpdate(doc)]
  await ground.documents.receive({ room: 'dep-50', updates, acked: true, origin: 'test' })
}

test('[L12] an odd journal entry of another replica stops neither the rows nor the saving', async () => {
  const { workspace } = await manche(openWorkspaces(surroundings()))
  await workspace.run(createRecord, { kind: 'structure', id: 's1', values: { name: 'Avant' } })
  await receive(workspace, (doc) =>
    doc.getArray('journal').push([
      {
        id: 'x',
        commit: 'x',
        stamp: 'x',
        author: 'x',
        cells: [null, [1, 2]],
        trashed: { 'structure/s1': null },
      },
      {
        id: 'y',
        commit: 'y',
        stamp: 'y',
        author: 'y',
        cells: [],
        trashed: { 'structure/s1': { a: 1 } },
        rooms: 7,
      },
    ]),
  )
  const done = await workspace.run(createRecord, { kind: 'structure', values: { name: 'Après' } })
  expect(done.ok).toBe(true)
  expect(workspace.rows.list('structure').map((row) => row.values['name'])).toEqual(
    expect.arrayContaining(['Avant', 'Après']),
  )
  expect((await workspace.histories([{ kind: 'structure', id: 's1' }]))[0]).toHaveLength(1)
  await workspace.close()
})

test('[L13] a room that a newer version has migrated is read and never written: the refusal says what to do', async () => {
  const { workspace } = await manche(openWorkspaces(surroundings()))
  await workspace.run(createRecord, { kind: 'structure', id: 's1', values: { name: 'Avant' } })
  await receive(workspace, (doc) => {
    doc.getMap('migrations').set('900-later', true)
    doc.getMap('structure').set('s2/name', 'D’une version plus récente')
  })
  const refused = await workspace.run(createRecord, { kind: 'structure', values: { name: 'Trop tard' } })
  expect(refused).toMatchObject({
    ok: false,
    error: [{ message: expect.stringContaining('mettez Maillage à jour') }],
  })
  expect(await workspace.undo()).toMatchObject({ done: false })
  expect(workspace.rows.list('structure').map((row) => row.id)).toEqual(['s1', 's2'])
  await workspace.close()
})
