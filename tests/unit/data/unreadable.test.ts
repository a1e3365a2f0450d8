import { manche, openWorkspaces, reopen, surroundings } from './support' // first: it brings the databases
import { afterEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { CREATED } from '../../../src/core/document/cells'
import { compactRoom } from '../../../src/renderer/data/compaction'
import type { Ground } from '../../../src/renderer/data/ground'
import { until } from './desks'
import { add, groundOf, names } from './structures'

afterEach(() => vi.restoreAllMocks())

/** Chromium keeps large values in files beside the database: when one is lost, what asks for that value fails. */
function lose(store: string, isLost: (key: unknown) => boolean): void {
  const fail = (): never => {
    throw new DOMException('Failed to read large IndexedDB value', 'DataError')
  }
  const { get, getAll, openCursor } = IDBObjectStore.prototype
  vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(function (this: IDBObjectStore, key) {
    return this.name === store && isLost(key) ? fail() : get.call(this, key)
  })
  vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(function (this: IDBObjectStore, ...asked) {
    return this.name === store ? fail() : getAll.apply(this, asked)
  })
  vi.spyOn(IDBObjectStore.prototype, 'openCursor').mockImplementation(function (
    this: IDBObjectStore,
    ...asked
  ) {
    return this.name === store ? fail() : openCursor.apply(this, asked)
  })
}

test('a row of the cache that the disk cannot read is read from the log again', async () => {
  const workspaces = openWorkspaces(surroundings())
  const { id, workspace } = await manche(workspaces)
  await add(workspace, 'Ici')
  await workspace.close()
  lose('rows', (key) => String(key) === 'dep-50,structure')
  const again = await reopen(workspaces, id)
  await until(() => names(again).includes('Ici'), 'read from the log')
  await again.close()
})

test('a cache of which nothing can be read is as good as none', async () => {
  const workspaces = openWorkspaces(surroundings())
  const { id, workspace } = await manche(workspaces)
  await add(workspace, 'Ici')
  await workspace.close()
  lose('rows', () => true)
  const again = await reopen(workspaces, id)
  await until(() => names(again).includes('Ici'), 'read from the log')
  await again.close()
})

/** A room as a server sent it, compacted. */
async function compacted(ground: Ground, room: string): Promise<void> {
  const doc = new Y.Doc()
  for (const name of [`${room} un`, `${room} deux`]) {
    const before = Y.encodeStateVector(doc)
    doc.transact(() => {
      doc.getMap('structure').set(`${name.replaceAll(' ', '-')}/name`, name)
      doc.getMap('structure').set(`${name.replaceAll(' ', '-')}/${CREATED}`, true)
    })
    const update = Y.encodeStateAsUpdate(doc, before)
    await ground.documents.receive({ room, updates: [update], acked: true, origin: 'server' })
  }
  const last = ground.log.stored()
  await until(() => ground.log.room(room).reviewed >= last, 'cached')
  expect(await compactRoom(ground, room, { rows: 2, bytes: 1 })).toBe(true)
}

test('a snapshot that the disk cannot read is put aside, and stops neither the opening nor another room', async () => {
  const workspaces = openWorkspaces(surroundings())
  const { id, workspace } = await manche(workspaces)
  await compacted(groundOf(workspace), 'dep-61')
  await compacted(groundOf(workspace), 'dep-14')
  await workspace.close()
  lose('snapshots', (key) => key === 'dep-14')
  const again = await reopen(workspaces, id)
  expect(names(again).length).toBe(4) // the cache still has them
  const { documents, log, db } = groundOf(again)
  const [good, bad] = [await documents.hold('dep-61'), await documents.hold('dep-14')]
  expect([...good.loaded.room.ids('structure')].length).toBe(2)
  expect([...bad.loaded.room.ids('structure')].length).toBe(0)
  await log.settled()
  expect(again.damaged.get().map(({ room }) => room)).toEqual(['dep-14'])
  expect(log.room('dep-14').position).toBeNull() // the server is asked for all of it
  expect(await db.snapshots.toCollection().primaryKeys()).toEqual(['dep-61'])
  good.release()
  bad.release()
  await again.close()
})

test('no number is given twice, whichever version wrote the snapshot', async () => {
  const workspaces = openWorkspaces(surroundings())
  const { id, workspace } = await manche(workspaces)
  const { db, log, documents } = groundOf(workspace)
  await compacted(groundOf(workspace), 'dep-61')
  await documents.caughtUp()
  const { snapshotUpTo } = log.room('dep-61')
  expect(snapshotUpTo).toBe((await db.snapshots.get('dep-61'))?.upTo)
  await workspace.close()
  // As a version that did not write it down left the room, and with it nothing else that says how far it went.
  await db.open()
  await db.updates.clear()
  for (const row of await db.meta.where('key').startsWith('room/').toArray())
    await db.meta.put({ ...row, value: { ...(row.value as object), reviewed: 0, snapshotUpTo: undefined } })
  db.close()
  const again = await reopen(workspaces, id)
  expect(groundOf(again).log.stored()).toBe(snapshotUpTo)
  await again.close()
})
