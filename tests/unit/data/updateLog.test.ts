import './support'
import Dexie, { type TableSchema } from 'dexie'
import { afterEach, expect, test, vi } from 'vitest'
import { databaseName, stands, WorkspaceDatabase } from '../../../src/renderer/data/database'
import { createSeal, importDataKey, newDataKey } from '../../../src/renderer/data/seal'
import { openUpdateLog, updatePlace } from '../../../src/renderer/data/updateLog'
import { until } from './desks'

async function log(name: string) {
  const db = new WorkspaceDatabase(name)
  await db.found()
  const seal = createSeal([await importDataKey(newDataKey())])
  return { db, seal, log: await openUpdateLog(db, seal) }
}

afterEach(() => vi.restoreAllMocks())

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

test('[D9] what could not be sealed is said within two seconds, kept, and written before what came later', async () => {
  const { db, seal, log: updates } = await log('unsealed')
  const told: number[] = []
  let refused = 0
  const { encrypt } = crypto.subtle
  vi.spyOn(SubtleCrypto.prototype, 'encrypt').mockImplementation(function (this: SubtleCrypto, ...asked) {
    if (refused >= 2) return encrypt.apply(this, asked)
    refused++
    return Promise.reject(new DOMException('no memory', 'OperationError'))
  })
  const first = updates.write({ appends: [own(1)], stored: () => told.push(1) })
  await until(() => updates.state.get().is === 'failing', 'said to fail', 2000)
  const second = updates.write({ appends: [own(2)], stored: () => told.push(2) })
  await Promise.all([first, second])
  await updates.settled()
  expect(refused).toBe(2)
  expect(told).toEqual([1, 2])
  expect(updates.state.get().is).toBe('saved')
  const rows = await db.updates.toArray()
  const opened = await Promise.all(rows.map((row) => seal.open(updatePlace(row.room, row.seq), row.sealed)))
  expect(opened).toEqual([Uint8Array.of(1), Uint8Array.of(2)])
  await updates.close()
})

test('what can be made again is given up when it cannot be sealed', async () => {
  const { log: updates } = await log('unsealed cache')
  const refusal = new DOMException('no memory', 'OperationError')
  vi.spyOn(SubtleCrypto.prototype, 'encrypt').mockRejectedValueOnce(refusal)
  expect(await updates.attempt({ sealed: [{ key: 'cases/dep-50', json: [] }] })).toBe(false)
  await updates.write({ appends: [own(1)] })
  expect(updates.state.get().is).toBe('saved')
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

test('(T26) a database that was replaced by an empty one is never written on', async () => {
  const { db, log: updates } = await log('replaced')
  db.close()
  const other = new Dexie(databaseName('replaced')) // as an earlier version left it: everything but the marker
  other.version(1).stores(Object.fromEntries(db.tables.map(({ name, schema }) => [name, sources(schema)])))
  await other.delete()
  await other.open()
  void updates.write({ appends: [own(1)] })
  await until(() => updates.state.get().is === 'vanished', 'said to have vanished', 2000)
  await expect(updates.settled()).rejects.toThrow()
  expect(await other.table('updates').count()).toBe(0)
  other.close()
  expect(await stands('replaced')).toBe(false)
})

const sources = ({ primKey, indexes }: TableSchema): string =>
  [primKey, ...indexes].map(({ src }) => src).join()

test('(T26) a deleted database is told of before the next edit, and none is made in its place', async () => {
  const { db, log: updates } = await log('deleted')
  await updates.write({ appends: [own(1)] })
  let reads = 0
  db.beforeDeletion(async () => {
    reads = await db.updates.count()
  })
  await Dexie.delete(db.name)
  await until(() => updates.state.get().is === 'vanished', 'said to have vanished', 2000)
  expect(reads).toBe(1)
  expect(await updates.attempt({ rooms: [{ room: 'dep-50', reviewed: 1 }] })).toBe(false)
  void updates.write({ appends: [own(2)] })
  await expect(updates.settled()).rejects.toThrow()
  expect(updates.state.get().is).toBe('vanished')
  await expect(db.meta.toArray()).rejects.toThrow()
  expect(await stands('deleted')).toBe(false)
  expect(await Dexie.exists(db.name)).toBe(false)
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
