import { manche, openWorkspaces, reopen, surroundings } from './support' // first: it brings the databases
import { afterEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { CREATED } from '../../../src/core/document/cells'
import { openFile } from '../../../src/renderer/data/blobs'
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

test('a snapshot that the disk cannot read just now is waited for, and not put aside', async () => {
  const workspaces = openWorkspaces(surroundings())
  const { id, workspace } = await manche(workspaces)
  await compacted(groundOf(workspace), 'dep-61')
  await workspace.close()
  let asked = 0
  const again = await reopen(workspaces, id)
  lose('snapshots', (key) => key === 'dep-61' && asked++ < 2) // as long as another program has its file
  const { loaded, release } = await groundOf(again).documents.hold('dep-61')
  expect(asked).toBe(3)
  expect([...loaded.room.ids('structure')].length).toBe(2)
  expect(again.damaged.get()).toEqual([])
  release()
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

/** The browser has no memory to open what stands at a place, so many times. */
function refuse(place: string, times: number): () => number {
  const { decrypt } = crypto.subtle
  let refused = 0
  vi.spyOn(SubtleCrypto.prototype, 'decrypt').mockImplementation(function (this: SubtleCrypto, how, ...rest) {
    const asked = new TextDecoder().decode((how as AesGcmParams).additionalData)
    if (asked !== place || refused >= times) return decrypt.call(this, how, ...rest)
    refused++
    return Promise.reject(new DOMException('no memory', 'OperationError'))
  })
  return () => refused
}

const lastRow = async ({ db }: Ground) => {
  const row = await db.updates.where('[room+seq]').between(['dep-50', 0], ['dep-50', Infinity]).last()
  if (!row) throw new Error('no row')
  return row
}

test('a row that does not open the first time is there', async () => {
  const workspaces = openWorkspaces(surroundings())
  const { id, workspace } = await manche(workspaces)
  await add(workspace, 'Une')
  await add(workspace, 'Deux')
  const { seq } = await lastRow(groundOf(workspace))
  await workspace.close()
  const again = await reopen(workspaces, id)
  const refused = refuse(`updates/dep-50/${seq}`, 1)
  const { loaded, release } = await groundOf(again).documents.hold('dep-50')
  expect(refused()).toBe(1)
  expect([...loaded.room.ids('structure')].length).toBe(2)
  expect(again.damaged.get()).toEqual([])
  release()
  await again.close()
})

test('rows that one window could not open go back into the log of the next that can', async () => {
  const workspaces = openWorkspaces(surroundings())
  const { id, workspace } = await manche(workspaces)
  await add(workspace, 'Une')
  await add(workspace, 'Deux')
  const { seq } = await lastRow(groundOf(workspace))
  await workspace.close()
  const again = await reopen(workspaces, id)
  refuse(`updates/dep-50/${seq}`, Infinity)
  const { documents } = groundOf(again)
  const { release } = await documents.hold('dep-50')
  release()
  await groundOf(again).log.settled()
  await documents.caughtUp()
  expect(names(again)).toEqual(['Une'])
  expect(again.damaged.get().length).toBe(1)
  await add(again, 'Trois')
  await again.close()
  const third = await reopen(workspaces, id) // and this one neither
  await groundOf(third).documents.caughtUp()
  expect(names(third)).toEqual(['Trois', 'Une'])
  expect(third.damaged.get().length).toBe(1)
  await third.close()
  vi.restoreAllMocks()
  const last = await reopen(workspaces, id)
  await groundOf(last).documents.caughtUp()
  expect(names(last)).toEqual(['Deux', 'Trois', 'Une'])
  expect(last.damaged.get()).toEqual([])
  expect(await lastRow(groundOf(last))).toMatchObject({ own: 1, acked: 0 }) // a server is offered it like any other
  await last.close()
})

test('a snapshot that one window could not open is read by the next that can', async () => {
  const workspaces = openWorkspaces(surroundings())
  const { id, workspace } = await manche(workspaces)
  await compacted(groundOf(workspace), 'dep-61')
  await workspace.close()
  const again = await reopen(workspaces, id)
  refuse('snapshots/dep-61', Infinity)
  const { release } = await groundOf(again).documents.hold('dep-61')
  release()
  await groundOf(again).log.settled()
  await groundOf(again).documents.caughtUp()
  expect(names(again)).toEqual([])
  await again.close()
  vi.restoreAllMocks()
  const last = await reopen(workspaces, id)
  await groundOf(last).documents.caughtUp()
  expect(names(last)).toEqual(['dep-61 deux', 'dep-61 un'])
  expect(last.damaged.get()).toEqual([])
  await last.close()
})

test('an attachment that did not open once is there in the next window', async () => {
  const workspaces = openWorkspaces(surroundings())
  const { id, workspace } = await manche(workspaces)
  const hash = await workspace.putFile(Uint8Array.of(1, 2, 3))
  const { db } = groundOf(workspace)
  const row = await db.blobs.get(hash)
  if (!row) throw new Error('no row')
  refuse(`blobs/${hash}`, 1)
  expect(await openFile(groundOf(workspace), row)).toBeUndefined()
  expect(await workspace.getFile(hash)).toBeUndefined()
  expect(workspace.damaged.get().length).toBe(1)
  await workspace.close()
  const again = await reopen(workspaces, id)
  expect(await again.getFile(hash)).toEqual(Uint8Array.of(1, 2, 3))
  expect(again.damaged.get()).toEqual([])
  await again.close()
})
