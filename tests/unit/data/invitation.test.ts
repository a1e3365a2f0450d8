import './support'
import { expect, test } from 'vitest'
import { departmentOf } from '../../../src/core/reference/departments'
import { ProfileDatabase } from '../../../src/renderer/data/profile'
import { startServer } from './desks'
import { memoryLocks, openWorkspaces, reopen, surroundings } from './support'

test('an invitation to two départements gives each space and the key that opens it', async () => {
  await using server = await startServer()
  const profile = new ProfileDatabase('two spaces')
  const workspaces = openWorkspaces(surroundings({ profile, fetch }))
  const code = await server.invite('coordinator', 'Léa', '50,18')
  const joined = await workspaces.join({ server: server.url, code, device: '', name: 'Léa' })
  if (!joined.ok) throw new Error(joined.error.message)
  const { spaces, trouble } = joined.value
  expect(trouble).toBeUndefined()
  expect(spaces.map(({ space }) => space)).toEqual(['18', '50'])
  for (const row of await profile.workspaces.toArray()) await profile.workspaces.put({ ...row, keys: [] })
  for (const { id, recoveryKey } of spaces) {
    expect(await workspaces.unlock(id, recoveryKey ?? '')).toEqual({ ok: true, value: null })
    await (await reopen(workspaces, id)).close()
  }
})

test('one space of an invitation that cannot be had is named, and the other one comes', async () => {
  await using server = await startServer()
  const locks = memoryLocks()
  const held = { asked: 0 }
  // The first space founded cannot be locked, as if another window had it.
  const request = (name: string, options: LockOptions, run: LockGrantedCallback<unknown>) =>
    held.asked++ === 0 ? Promise.resolve(run(null)) : locks.request(name, options, run)
  // the overloads of LockManager.request say more than is passed on here
  const workspaces = openWorkspaces(
    surroundings({
      profile: new ProfileDatabase('one of two'),
      fetch,
      locks: { ...locks, request } as LockManager,
    }),
  )
  const code = await server.invite('coordinator', 'Léa', '50,18')
  const joined = await workspaces.join({ server: server.url, code, device: '', name: 'Léa' })
  if (!joined.ok) throw new Error(joined.error.message)
  expect(joined.value.spaces.map(({ space }) => space)).toEqual(['50'])
  expect(joined.value.trouble).toContain(departmentOf('18')?.name)
})
