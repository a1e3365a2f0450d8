import './support'
import Dexie from 'dexie'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { CREATED } from '../../../src/core/document/cells'
import { newId } from '../../../src/core/document/ids'
import { fillRandom } from '../../../src/renderer/data/fillRandom'
import { readRowCache } from '../../../src/renderer/data/rowCache'
import { until } from './desks'
import { manche, openWorkspaces, reopen, surroundings } from './support'
import { add, groundOf, names } from './structures'

/** What a colleague's computer wrote: one structure. */
function fromColleague(name: string): Uint8Array {
  const doc = new Y.Doc()
  const id = newId(fillRandom, Date.now())
  doc.transact(() => {
    doc.getMap('structure').set(`${id}/name`, name)
    doc.getMap('structure').set(`${id}/${CREATED}`, true)
  })
  return Y.encodeStateAsUpdate(doc)
}

test('the cache never claims to be as far as a row that it does not hold', async () => {
  const { workspace } = await manche(openWorkspaces(surroundings()))
  const { db, seal, log, documents } = groundOf(workspace)
  const { release } = await documents.hold('dep-50')
  await add(workspace, 'Ici')
  await log.settled()
  // A row arrives, and the cache is written while that row is on its way to the disk.
  const received = documents.receive({
    room: 'dep-50',
    updates: [fromColleague('Reçue')],
    acked: true,
    origin: 'colleague',
  })
  await Promise.all([documents.cacheRows(), received])
  await until(() => names(workspace).includes('Reçue'), 'shown')
  const cached = async () =>
    (await readRowCache(db, seal)).parts.filter(({ kind }) => kind === 'structure').length
  const last = await db.updates.where('[room+seq]').between(['dep-50', 0], ['dep-50', Infinity]).last()
  // As a power cut would leave it now: behind and known to be, or level and whole.
  if (log.room('dep-50').reviewed >= (last?.seq ?? 0)) expect(await cached()).toBe(2)
  // And it does become level.
  await documents.cacheRows()
  expect(log.room('dep-50').reviewed).toBeGreaterThanOrEqual(last?.seq ?? Infinity)
  expect(await cached()).toBe(2)
  release()
  await workspace.close()
})

test('a disk that has no room for the cache still takes edits, and a restart shows them', async () => {
  const workspaces = openWorkspaces(surroundings())
  const { id, workspace } = await manche(workspaces)
  const { db, log, documents } = groundOf(workspace)
  await add(workspace, 'Avant')
  await documents.cacheRows()
  expect(log.room('dep-50').reviewed).toBe(log.stored())
  let refused = 0
  Object.assign(db.rows, {
    bulkPut() {
      refused++
      return Promise.reject(new Dexie.QuotaExceededError('full'))
    },
  })
  await add(workspace, 'Un')
  await documents.cacheRows()
  expect(refused).toBeGreaterThan(0)
  await add(workspace, 'Deux')
  expect(workspace.storage.get().is).not.toBe('failing')
  await workspace.close()
  const again = await reopen(workspaces, id)
  await until(() => names(again).length === 3, 'all of them')
  await again.close()
})
