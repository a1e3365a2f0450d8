import { createHash } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { updateFrame } from '../../src/core/sync/frames'
import { dataFolder } from '../../sync-server/stores/dataFolder'
import { openConnection, openSqliteFile } from '../../sync-server/stores/sqliteFile'
import { openSqliteStore } from '../../sync-server/stores/sqlite'
import { openSqliteAccess } from '../../sync-server/stores/sqliteAccess'
import { Line, bearer, edit, enrolDesk, headOf, post, spawnServer, temporaryFolder, until } from './desk'

// A busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

test('a store stands in nobody’s way while another process writes, and stores once that has ended', async () => {
  const folder = dataFolder(temporaryFolder())
  const file = openSqliteFile(folder)
  if (!file.ok) throw new Error(file.error)
  const store = openSqliteStore(file.value, Date.now)
  await store.append([{ room: 'dep-50', position: 1, update: Uint8Array.of(1) }])
  const other = openConnection(folder.database)
  other.exec('BEGIN IMMEDIATE')
  const stored = store.append([{ room: 'dep-50', position: 2, update: Uint8Array.of(2) }])
  const kept = store.putBlob({ room: 'dep-50', hash: 'aa', bytes: Uint8Array.of(7) })
  const nothing = Uint8Array.of(0)
  const compacted = store.compact('dep-50', 0, {
    position: 1,
    v1: nothing,
    v2: nothing,
    vector: nothing,
    deletes: nothing,
  })
  // This very thread goes on, reads what is there, and is the one that ends it.
  expect((await store.head('dep-50')).position).toBe(1)
  other.exec('COMMIT')
  other.close()
  await Promise.all([stored, kept])
  expect(await compacted).toBe(true)
  expect(await store.head('dep-50')).toMatchObject({ position: 2, base: 1 })
  expect([...((await store.blob('dep-50', 'aa')) ?? [])]).toEqual([7])
  await store.close()
})

test('[S7] a server answers everybody while a command writes, and acknowledges what waits once that has ended', async () => {
  const data = temporaryFolder()
  const server = await spawnServer(data)
  const desk = await enrolDesk(server.url, data, 'coordinator', ['50'])
  const line = await Line.open(desk, 'dep-50', 'y-websocket')
  const bytes = new TextEncoder().encode('un justificatif')
  const hash = createHash('sha256').update(bytes).digest('hex')
  const other = openConnection(dataFolder(data).database)
  other.exec('BEGIN IMMEDIATE')
  line.send(updateFrame(edit(new Y.Doc(), 'note', 'attend')))
  const put = fetch(`${server.url}/v1/rooms/dep-50/blobs/${hash}`, {
    method: 'PUT',
    body: bytes,
    headers: bearer(desk),
  })
  const times: number[] = []
  for (let asked = 0; asked < 40; asked++) {
    const start = performance.now()
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
    times.push(performance.now() - start)
  }
  expect(await headOf(desk, 'dep-50')).toBe(0)
  other.exec('COMMIT')
  other.close()
  // A thread that stands still for another process does so for five seconds.
  expect(Math.max(...times)).toBeLessThan(2_000)
  await until(async () => (await headOf(desk, 'dep-50')) === 1, 'it is stored')
  expect((await put).status).toBe(204)
  expect(line.closed).toBeUndefined()
  line.close()
  expect(await server.stop('SIGTERM')).toBe(0)
})

test('a server answers everybody while one who enrols waits for a command that writes', async () => {
  const data = temporaryFolder()
  const server = await spawnServer(data)
  const other = openConnection(dataFolder(data).database)
  const { code } = openSqliteAccess(other, Date.now).invite({
    role: 'reader',
    departments: ['50'],
    name: 'Lecture',
  })
  other.exec('BEGIN IMMEDIATE')
  let answered = false
  const enrolled = post(server.url, '/v1/enrol', { code, device: 'Portable' }).finally(
    () => (answered = true),
  )
  const times: number[] = []
  for (let asked = 0; asked < 40; asked++) {
    const start = performance.now()
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
    times.push(performance.now() - start)
  }
  expect(answered).toBe(false)
  other.exec('COMMIT')
  other.close()
  // A thread that stands still for another process does so for five seconds.
  expect(Math.max(...times)).toBeLessThan(2_000)
  expect((await enrolled).status).toBe(201)
  expect(await server.stop('SIGTERM')).toBe(0)
})
