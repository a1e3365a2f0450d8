import { manche, openWorkspaces, reopen, surroundings } from './support' // first: it brings the databases
import Dexie from 'dexie'
import { afterEach, expect, test, vi } from 'vitest'
import { ProfileDatabase } from '../../../src/renderer/data/profile'
import { add, names } from './structures'

afterEach(() => vi.restoreAllMocks())

/** A disk that has no room for what goes into some store, as Chromium says it. */
function fill(...stores: readonly string[]): void {
  const { put } = IDBObjectStore.prototype
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...asked) {
    if (stores.includes(this.name)) throw new DOMException('full', 'QuotaExceededError')
    return put.apply(this, asked)
  })
}

const workspacesHere = (name: string) =>
  openWorkspaces(surroundings({ profile: new ProfileDatabase(`profile-${name}`) }))

const databases = async (): Promise<string[]> =>
  (await Dexie.getDatabaseNames()).filter((name) => name.startsWith('maillage-')).sort()

for (const store of ['updates', 'workspaces'])
  test(`a space made while the disk takes no ${store} is refused in words, and nothing of it stays`, async () => {
    const workspaces = workspacesHere(`create-${store}`)
    const before = await databases()
    fill(store)
    const made = await workspaces.create({ department: '50', name: 'Léa' })
    expect(made).toMatchObject({ ok: false })
    expect(!made.ok && made.error).toMatch(/disque.*rien n’y a été créé/)
    expect(await workspaces.list()).toEqual([])
    expect(await databases()).toEqual(before)
    vi.restoreAllMocks()
    const { workspace } = await manche(workspaces)
    await workspace.close()
  })

test('a backup restored on a full disk is refused in words, and restored once there is room', async () => {
  const workspaces = workspacesHere('restore')
  const { id, recoveryKey, workspace } = await manche(workspaces)
  await add(workspace, 'MJC')
  const backup = await workspaces.backup(id)
  await workspace.close()
  const before = await databases()
  fill('updates')
  expect(await workspaces.restore(backup, recoveryKey)).toMatchObject({ ok: false })
  expect((await workspaces.list()).map((entry) => entry.id)).toEqual([id])
  expect(await databases()).toEqual(before)
  vi.restoreAllMocks()
  const restored = await workspaces.restore(backup, recoveryKey)
  if (!restored.ok) throw new Error(restored.error)
  const again = await reopen(workspaces, restored.value.id)
  expect(names(again)).toEqual(['MJC'])
  await again.close()
})

test('a disk that refuses for a moment while a space is made is waited for', async () => {
  const workspaces = workspacesHere('moment')
  const { put } = IDBObjectStore.prototype
  let refused = 0
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...asked) {
    if (this.name !== 'updates' || refused >= 2) return put.apply(this, asked)
    refused++
    throw new DOMException('full', 'QuotaExceededError')
  })
  const { workspace } = await manche(workspaces)
  expect(refused).toBe(2)
  await workspace.close()
})
