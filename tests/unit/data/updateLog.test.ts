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
