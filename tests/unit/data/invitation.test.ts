import './support'
import { expect, test } from 'vitest'
import { departmentOf } from '../../../src/core/reference/departments'
import { ProfileDatabase } from '../../../src/renderer/data/profile'
import { createRecord } from '../../../src/core/commands/createRecord'
import { joined, newDesk, reopened, startServer, until } from './desks'
import { add, level, names } from './structures'
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

test('a successor on the computer of the one before goes on with her space, and signs as herself', async () => {
  await using server = await startServer()
  const desk = newDesk('successor')
  const lea = await joined(desk, server, 'coordinator', 'Léa')
  await until(() => level(lea), 'level')
  desk.plug(false)
  await add(lea, 'MJC') // not sent yet when she leaves
  await lea.close()
  desk.plug(true)
  const nour = await joined(desk, server, 'coordinator', 'Nour')
  await until(() => level(nour), 'level')
  expect((await desk.workspaces.list()).map(({ name }) => name)).toEqual(['Nour'])
  expect(nour.identity.name).toBe('Nour')
  expect(nour.identity.author).not.toBe(lea.identity.author)
  expect(names(nour)).toEqual(['MJC'])
  expect(nour.undoable.get().undo).toBeUndefined() // what Léa did is not hers to undo
  const made = await nour.run(createRecord, { kind: 'structure', values: { name: 'Foyer' } })
  const before = nour.rows.list('structure').find((row) => row.values['name'] === 'MJC')
  const [old, own] = await nour.histories([
    { kind: 'structure', id: before?.id ?? '' },
    { kind: 'structure', id: (made.ok && made.value.made) || '' },
  ])
  const signed = (entries = old): string[] => entries?.map(({ author }) => nour.authorName(author)) ?? []
  expect(signed()).toEqual(['Léa'])
  expect(signed(own)).toEqual(['Nour'])
  await until(() => level(nour), 'all of it sent')
  // Elsewhere both names are known.
  const colleague = await joined(newDesk('colleague'), server, 'coordinator', 'Claire')
  await until(() => names(colleague).length === 2 && level(colleague), 'there too')
  await until(() => colleague.authorName(nour.identity.author) === 'Nour', 'named')
  expect(colleague.authorName(lea.identity.author)).toBe('Léa')
  await Promise.all([nour.close(), colleague.close()])
}, 60_000)

test('whoever follows a new invitation under the same name stays the same author', async () => {
  await using server = await startServer()
  const desk = newDesk('same name')
  const first = await joined(desk, server, 'coordinator', 'Léa Martin')
  await first.close()
  const again = await joined(desk, server, 'coordinator', 'léa martin')
  expect(again.identity).toEqual(first.identity)
  await again.close()
  const third = await reopened(desk)
  expect(third.identity).toEqual(first.identity)
  await third.close()
}, 60_000)
