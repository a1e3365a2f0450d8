import './support'
import { expect, test } from 'vitest'
import { WorkspaceDatabase } from '../../../src/renderer/data/database'
import { createSeal, importDataKey, newDataKey } from '../../../src/renderer/data/seal'
import { openUpdateLog, updatePlace } from '../../../src/renderer/data/updateLog'
import { until } from './desks'

async function log(name: string, verify: () => Promise<void> = () => Promise.resolve()) {
  const db = new WorkspaceDatabase(name)
  await db.open()
  const seal = createSeal([await importDataKey(newDataKey())])
  return { db, seal, log: await openUpdateLog(db, seal, verify) }
}

const own = (value: number) => ({ room: 'dep-50', update: Uint8Array.of(value), own: true, acked: false })

test('[D9] appends are told in the order they were accepted, and a failed one holds back all later ones', async () => {
  const { db, seal, log: updates } = await log('ordered')
  const told: number[] = []
  let broken = true
  const fails = { also: () => (broken ? Promise.reject(new Error('disk')) : Promise.resolve()) }
  const first = updates.write({ ...fails, appends: [own(1)], stored: () => told.push(1) })
  await until(() => updates.state.get().is === 'failing', 'said to fail', 2000)
  const second = updates.write({ appends: [own(2)], stored: () => told.push(2) })
  updates.after(() => told.push(3))
  expect(told).toEqual([])
  expect(await db.updates.count()).toBe(0)
  broken = false
  await Promise.all([first, second])
  await updates.settled()
  expect(told).toEqual([1, 2, 3])
  expect(updates.state.get().is).toBe('saved')
  const rows = await db.updates.toArray()
  expect(rows.map((row) => row.seq)).toEqual([1, 2])
  const opened = await Promise.all(rows.map((row) => seal.open(updatePlace(row.room, row.seq), row.sealed)))
  expect(opened).toEqual([Uint8Array.of(1), Uint8Array.of(2)])
  await updates.close()
})

test('[D9] facts of a room are written with the rows they speak of, all or none', async () => {
  const { db, log: updates } = await log('together')
  await updates.write({
    appends: [own(1)],
    rooms: [{ room: 'dep-50', position: 7, epoch: '1', incarnation: 'a' }],
  })
  let once = true
  const failing = {
    also: () => {
      const now = once
      once = false
      return now ? Promise.reject(new Error('disk')) : Promise.resolve()
    },
  }
  const writing = updates.write({ ...failing, appends: [own(2)], rooms: [{ room: 'dep-50', position: 8 }] })
  await until(() => updates.state.get().is === 'failing', 'failing', 2000)
  expect(await db.updates.count()).toBe(1)
  expect((await db.meta.get('room/dep-50'))?.value).toMatchObject({ position: 7 })
  expect(updates.room('dep-50').position).toBe(7)
  await writing
  expect((await db.meta.get('room/dep-50'))?.value).toMatchObject({ position: 8, epoch: '1' })
  await updates.close()
})

test('rows that another window wrote under the same numbers are never written over', async () => {
  const { db, seal, log: updates } = await log('taken over')
  const sealed = await seal.seal(updatePlace('dep-50', 1), Uint8Array.of(9))
  await db.updates.put({ seq: 1, room: 'dep-50', acked: 0, own: 1, sealed })
  void updates.write({ appends: [own(1)] })
  await until(() => updates.state.get().is === 'failing', 'failing', 2000)
  const state = updates.state.get()
  expect(state.is === 'failing' && state.reason).toContain('Une autre fenêtre')
  expect((await db.updates.get(1))?.sealed).toEqual(sealed)
})

test('a database that was replaced by an empty one is never written on', async () => {
  const gone = new (class extends Error {
    override readonly name = 'VanishedError'
  })()
  let vanished = false
  const { db, log: updates } = await log('vanished', () =>
    vanished ? Promise.reject(gone) : Promise.resolve(),
  )
  vanished = true
  let once = true
  void updates.write({
    appends: [own(1)],
    also: () => {
      const now = once
      once = false
      return now ? Promise.reject(new Error('closed')) : Promise.resolve()
    },
  })
  await until(() => {
    const state = updates.state.get()
    return state.is === 'failing' && state.reason.includes('disparu')
  }, 'said to have vanished')
  expect(await db.updates.count()).toBe(0)
})

test('what can be made again is given up when the disk has no room for it, and keeps no edit from the disk', async () => {
  const { db, log: updates } = await log('nearly full')
  let full = true
  const large = {
    rooms: [{ room: 'dep-50', reviewed: 1 }],
    also: () => (full ? Promise.reject(new Error('no room')) : Promise.resolve()),
  }
  const told: string[] = []
  const attempt = updates.attempt({ ...large, stored: () => told.push('large') })
  const edit = updates.write({ appends: [own(1)], stored: () => told.push('edit') })
  expect(await attempt).toBe(false)
  await edit
  expect(told).toEqual(['edit'])
  expect(await db.updates.count()).toBe(1)
  expect(updates.room('dep-50').reviewed).toBe(0)
  await updates.settled()
  expect(updates.state.get().is).toBe('saved')
  full = false
  expect(await updates.attempt(large)).toBe(true)
  expect(updates.room('dep-50').reviewed).toBe(1)
  await updates.close()
})

test('a database that refused what can be made again is not written on before it is known to be the same', async () => {
  let asked = 0
  const { log: updates } = await log('doubted', () => Promise.resolve(void asked++))
  expect(await updates.attempt({ also: () => Promise.reject(new Error('closed')) })).toBe(false)
  expect(asked).toBe(0)
  await updates.write({ appends: [own(1)] })
  await updates.write({ appends: [own(2)] })
  expect(asked).toBe(1)
  await updates.close()
})
