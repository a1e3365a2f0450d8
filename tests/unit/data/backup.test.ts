import './support'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { compactRoom } from '../../../src/renderer/data/compaction'
import { ProfileDatabase } from '../../../src/renderer/data/profile'
import { until } from './desks'
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

test('a row that waited for another, and is integrated while its log is made shorter, stays in it', async () => {
  const workspaces = openWorkspaces(surroundings({ profile: new ProfileDatabase('aside') }))
  const { id, workspace } = await manche(workspaces)
  const ground = groundOf(workspace)
  const room = 'dep-50-2024'
  const theirs = new Y.Doc()
  const updates: Uint8Array[] = []
  theirs.on('update', (update: Uint8Array) => updates.push(update))
  for (const at of [1, 2, 3]) theirs.getMap('probe').set(`${at}`, true)
  const [first, second, third] = updates
  if (!first || !second || !third) throw new Error('three updates')
  const receive = (update: Uint8Array) =>
    ground.documents.receive({ room, updates: [update], acked: true, origin: 'colleague' })
  const { loaded, release } = await ground.documents.hold(room)
  await receive(first)
  await receive(third)
  expect(loaded.inbox.waiting().length).toBe(1)
  await until(() => ground.log.room(room).reviewed === ground.log.stored(), 'cached')
  // what is missing arrives in the very turn in which the document is encoded
  const after = (run: () => void): void => {
    void ground.log.write({ also: () => Promise.resolve() })
    ground.log.after(run)
    void receive(second)
  }
  await compactRoom({ ...ground, log: { ...ground.log, after } }, room, { rows: 2, bytes: 1 })
  await until(() => loaded.room.doc.getMap('probe').size === 3, 'integrated')
  release()
  await workspace.close()
  const again = await reopen(workspaces, id)
  const read = await groundOf(again).documents.hold(room)
  expect([...read.loaded.room.doc.getMap('probe').keys()].sort()).toEqual(['1', '2', '3'])
  read.release()
  await again.close()
})

test('a restored space that works alone still makes its log shorter, and loses nothing of the backup', async () => {
  const here = openWorkspaces(surroundings({ profile: new ProfileDatabase('alone') }))
  const { id, workspace, recoveryKey } = await manche(here)
  await add(workspace, 'De la sauvegarde')
  const file = await here.backup(id)
  await workspace.close()
  const there = openWorkspaces(surroundings({ profile: new ProfileDatabase('alone again') }))
  const made = await there.restore(file, recoveryKey)
  if (!made.ok) throw new Error(made.error)
  const restored = await reopen(there, made.value.id)
  for (let at = 0; at < 6; at++) await add(restored, `Depuis ${at}`)
  const all = names(restored)
  const { db, log } = groundOf(restored)
  await until(() => log.room('dep-50').reviewed === log.stored(), 'cached')
  expect(await compactRoom(groundOf(restored), 'dep-50', { rows: 5, bytes: Infinity })).toBe(true)
  const rows = await db.updates.where('[room+seq]').between(['dep-50', 0], ['dep-50', Infinity]).toArray()
  expect(rows.map(({ acked, own }) => [acked, own])).toEqual([[0, 1]])
  await restored.close()
  const again = await reopen(there, made.value.id)
  groundOf(again).documents.reread('dep-50')
  await groundOf(again).documents.caughtUp()
  expect(all.length).toBe(7)
  expect(names(again)).toEqual(all)
  await again.close()
})
