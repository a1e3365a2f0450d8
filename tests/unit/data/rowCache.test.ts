import './support'
import Dexie from 'dexie'
import { afterEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { CREATED } from '../../../src/core/document/cells'
import { newId } from '../../../src/core/document/ids'
import { recordOf } from '../../../src/core/records'
import { fillRandom } from '../../../src/renderer/data/fillRandom'
import { readRowCache } from '../../../src/renderer/data/rowCache'
import { until } from './desks'
import { manche, openWorkspaces, reopen, surroundings } from './support'
import { add, groundOf, names } from './structures'

afterEach(() => vi.restoreAllMocks())

/** What a colleague's computer wrote: one structure, with fields that this version may not know. */
function fromColleague(name: string, more: { readonly [field: string]: string } = {}): Uint8Array {
  const doc = new Y.Doc()
  const id = newId(fillRandom, Date.now())
  doc.transact(() => {
    doc.getMap('structure').set(`${id}/name`, name)
    doc.getMap('structure').set(`${id}/${CREATED}`, true)
    for (const [field, value] of Object.entries(more)) doc.getMap('structure').set(`${id}/${field}`, value)
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
    (await readRowCache(db, seal, log.rooms())).parts.filter(({ kind }) => kind === 'structure').length
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

test('a cache that could not be sealed once is written the next time, and the workspace closes and opens', async () => {
  const workspaces = openWorkspaces(surroundings())
  const { id, workspace } = await manche(workspaces)
  const { log, documents } = groundOf(workspace)
  await add(workspace, 'Une')
  let refused = 0
  const { encrypt } = crypto.subtle
  vi.spyOn(SubtleCrypto.prototype, 'encrypt').mockImplementation(function (
    this: SubtleCrypto,
    how,
    key,
    text,
  ) {
    const place = new TextDecoder().decode((how as AesGcmParams).additionalData)
    if (refused > 0 || !place.startsWith('rows/')) return encrypt.call(this, how, key, text)
    refused++
    return Promise.reject(new DOMException('no memory', 'OperationError'))
  })
  await documents.cacheRows()
  expect(refused).toBe(1)
  expect(log.room('dep-50').reviewed).toBeLessThan(log.stored())
  await documents.cacheRows()
  expect(log.room('dep-50').reviewed).toBe(log.stored())
  await workspace.close()
  const again = await reopen(workspaces, id)
  expect(names(again)).toEqual(['Une'])
  await again.close()
})

test('a field that only a later version knows is in the rows of that version, and not hidden by the cache', async () => {
  const workspaces = openWorkspaces(surroundings())
  const { id, workspace } = await manche(workspaces)
  const { documents, log } = groundOf(workspace)
  const updates = [fromColleague('Maison', { lateField: 'écrit par une collègue' })]
  await documents.receive({ room: 'dep-50', updates, acked: true, origin: 'colleague' })
  await until(() => names(workspace).includes('Maison'), 'shown')
  await until(() => log.room('dep-50').reviewed === log.stored(), 'cached')
  await workspace.close()
  // The update of the application: the same definitions, with one field more.
  const { fields } = recordOf('structure') as unknown as { fields: { [name: string]: unknown } }
  fields['lateField'] = { kind: 'text', label: 'Nouveau champ', scope: 'shared' }
  try {
    const again = await reopen(workspaces, id)
    expect(names(again)).toEqual(['Maison']) // at once, as the version before showed it
    await groundOf(again).documents.caughtUp()
    expect(again.rows.list('structure')[0]?.values['lateField']).toBe('écrit par une collègue')
    await again.close()
    // From then on the cache is of this version: nothing is read again.
    const third = await reopen(workspaces, id)
    expect(groundOf(third).documents.behind()).toEqual([])
    expect(third.rows.list('structure')[0]?.values['lateField']).toBe('écrit par une collègue')
    await third.close()
  } finally {
    delete fields['lateField']
  }
})
