import './support'
import { expect, test } from 'vitest'
import { compactRoom } from '../../../src/renderer/data/compaction'
import { ProfileDatabase } from '../../../src/renderer/data/profile'
import { manche, openWorkspaces, reopen, surroundings } from './support'
import { add, groundOf, names } from './structures'

test('the recovery key and a backup bring everything back on another computer, and on no other key', async () => {
  const here = openWorkspaces(surroundings())
  const { id, recoveryKey, workspace } = await manche(here)
  await add(workspace, 'Centre social')
  const hash = await workspace.putFile(new TextEncoder().encode('une charte signée'))
  const file = await here.backup(id)
  await workspace.close()
  expect(new TextDecoder('latin1').decode(file)).not.toContain('Centre social')

  const elsewhere = openWorkspaces(surroundings({ profile: new ProfileDatabase('another computer') }))
  const wrong = recoveryKey.startsWith('0') ? `1${recoveryKey.slice(1)}` : `0${recoveryKey.slice(1)}`
  expect(await elsewhere.restore(file, wrong)).toMatchObject({ ok: false })
  expect(await elsewhere.restore(file.slice(0, 100), recoveryKey)).toMatchObject({ ok: false })
  expect(await elsewhere.list()).toEqual([])
  const restored = await elsewhere.restore(file, recoveryKey.toLowerCase().replaceAll('-', ' '))
  if (!restored.ok) throw new Error(restored.error)
  const again = await reopen(elsewhere, restored.value.id)
  expect(names(again)).toEqual(['Centre social'])
  expect(again.identity).toMatchObject({ space: '50', role: 'coordinator', name: 'Léa Martin' })
  expect(new TextDecoder().decode(await again.getFile(hash))).toBe('une charte signée')
  expect((await add(again, 'Tapée après')).ok).toBe(true)
  await again.close()
})

test('a key that the computer lost is given back by the recovery key', async () => {
  const profile = new ProfileDatabase('lost key')
  const workspaces = openWorkspaces(surroundings({ profile }))
  const { id, recoveryKey, workspace } = await manche(workspaces)
  await add(workspace, 'Gardée')
  await workspace.close()
  const row = await profile.workspaces.get(id)
  if (row) await profile.workspaces.put({ ...row, keys: [] })
  expect(await workspaces.open(id)).toMatchObject({ ok: false, error: { why: 'key' } })
  expect((await workspaces.list()).map((entry) => entry.state)).toEqual(['locked'])
  expect(await workspaces.unlock(id, recoveryKey)).toMatchObject({ ok: true })
  const again = await reopen(workspaces, id)
  expect(names(again)).toEqual(['Gardée'])
  await again.close()
})

test('compaction keeps every record and leaves one row where there were many', async () => {
  const workspaces = openWorkspaces(surroundings({ profile: new ProfileDatabase('compaction') }))
  const { id, workspace } = await manche(workspaces)
  for (let at = 0; at < 12; at++) await add(workspace, `Structure ${at}`)
  const before = names(workspace)
  await workspace.close()
  const again = await reopen(workspaces, id)
  const ground = groundOf(again)
  expect(await compactRoom(ground, 'dep-50', { rows: 5, bytes: Infinity })).toBe(true)
  expect(
    await ground.db.updates.where('[room+seq]').between(['dep-50', 0], ['dep-50', Infinity]).count(),
  ).toBe(1)
  await add(again, 'Après')
  await again.close()
  await ground.db.open()
  await ground.db.rows.clear()
  await ground.db.meta.delete('room/dep-50')
  ground.db.close()
  const third = await reopen(workspaces, id)
  await groundOf(third).documents.caughtUp()
  expect(names(third)).toEqual([...before, 'Après'].sort())
  await third.close()
})
