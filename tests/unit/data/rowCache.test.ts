import './support'
import Dexie from 'dexie'
import { expect, test, vi } from 'vitest'
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
  // The cache writes a moment after an edit: here that moment is when the test says.
  const due: (() => void)[] = []
  const atOnce = globalThis.setTimeout
  vi.spyOn(globalThis, 'setTimeout').mockImplementation(((run: () => void, ms?: number) =>
    ms === 1200 ? due.push(run) : atOnce(run, ms)) as typeof setTimeout)
  try {
    const { workspace } = await manche(openWorkspaces(surroundings()))
    const { db, seal, log, documents } = groundOf(workspace)
    const { release } = await documents.hold('dep-50')
    await add(workspace, 'Ici')
    await log.settled()
    expect(due.length).toBeGreaterThan(0)
    // A row arrives, and the cache is written while that row is on its way to the disk.
    const received = documents.receive({
      room: 'dep-50',
      updates: [fromColleague('Reçue')],
      acked: true,
      origin: 'colleague',
    })
    for (const run of due.splice(0)) run()
    await received
    await until(() => names(workspace).includes('Reçue'), 'shown')
    // What was captured then is on disk in a few milliseconds; that nothing was captured is no fact to wait for.
    const before = log.room('dep-50').reviewed
    await until(() => log.room('dep-50').reviewed > before, 'written', 500).catch(() => undefined)
    const cached = async () =>
      (await readRowCache(db, seal)).parts.filter(({ kind }) => kind === 'structure').length
    const last = await db.updates.where('[room+seq]').between(['dep-50', 0], ['dep-50', Infinity]).last()
    // As a power cut would leave it now: behind and known to be, or level and whole.
    if (log.room('dep-50').reviewed >= (last?.seq ?? 0)) expect(await cached()).toBe(2)
    // And it does become level.
    await until(() => due.length > 0, 'to be written again')
    for (const run of due.splice(0)) run()
    await until(() => log.room('dep-50').reviewed >= (last?.seq ?? 0), 'level')
    expect(await cached()).toBe(2)
    release()
    await workspace.close()
  } finally {
    vi.restoreAllMocks()
  }
})

test('a disk that has no room for the cache still takes edits, and a restart shows them', async () => {
  const workspaces = openWorkspaces(surroundings())
  const { id, workspace } = await manche(workspaces)
  const { db, log } = groundOf(workspace)
  await add(workspace, 'Avant')
  await until(() => log.room('dep-50').reviewed === log.stored(), 'cached')
  let refused = 0
  Object.assign(db.rows, {
    bulkPut() {
      refused++
      return Promise.reject(new Dexie.QuotaExceededError('full'))
    },
  })
  await add(workspace, 'Un')
  await until(() => refused > 0, 'the cache was refused')
  await add(workspace, 'Deux')
  expect(workspace.storage.get().is).not.toBe('failing')
  await workspace.close()
  const again = await reopen(workspaces, id)
  await until(() => names(again).length === 3, 'all of them')
  await again.close()
})
