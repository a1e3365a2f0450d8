import { deflateRawSync } from 'node:zlib'
import { expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { step1Frame, updateFrame } from '../../src/core/sync/frames'
import { dataFolder } from '../../sync-server/stores/dataFolder'
import { snapshotChecksum } from '../../sync-server/stores/sqlite'
import { openConnection } from '../../sync-server/stores/sqliteFile'
import { type Desk, Line, edit, enrolDesk, runCommand, startServer, temporaryFolder, until } from './desk'

// Each test starts processes, and a busy machine takes its time with them.
vi.setConfig({ testTimeout: 120_000 })

const nothing = step1Frame(Uint8Array.of(0))

async function read(desk: Desk): Promise<Y.Doc> {
  const line = await Line.open(desk, 'dep-50', 'y-websocket')
  line.send(nothing)
  const doc = new Y.Doc()
  Y.applyUpdate(doc, (await line.next('step2')).update)
  line.close()
  return doc
}

/** A folder with a room that was compacted, and one row above its snapshot; the statement then damages it. */
async function damaged(sql: string) {
  const data = temporaryFolder()
  const server = await startServer({ data })
  const desk = await enrolDesk(server.url, data, 'coordinator', ['50'])
  const line = await Line.open(desk, 'dep-50', 'y-websocket')
  const doc = new Y.Doc()
  const head = async () => {
    const rooms: unknown = await (
      await fetch(`${server.url}/v1/rooms`, { headers: { authorization: `Bearer ${desk.token}` } })
    ).json()
    // The contract of /v1/rooms.
    return (rooms as { room: string; head: number }[]).find(({ room }) => room === 'dep-50')?.head
  }
  for (let i = 0; i < 10; i++) line.send(updateFrame(edit(doc, `k${i}`, i)))
  await until(async () => (await head()) === 10, 'ten are stored')
  expect((await runCommand('admin', ['--data', data, 'compact', 'dep-50'])).code).toBe(0)
  line.send(updateFrame(edit(doc, 'k10', 10)))
  await until(async () => (await head()) === 11, 'eleven are stored')
  line.close()
  await server.close()
  const db = openConnection(dataFolder(data).database)
  db.exec(sql)
  db.close()
  return { data, desk, doc }
}

const flip = (part: string): string => `${part} = CAST(x'00' || substr(${part}, 2) AS BLOB)`

test('a snapshot that cannot be read turns the health red at the first one who needs it', async () => {
  const { data, desk } = await damaged(`UPDATE snapshots SET ${flip('v1')}`)
  const server = await startServer({ data })
  const back = { ...desk, url: server.url }
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
  const fresh = await Line.open(back, 'dep-50', 'y-websocket')
  fresh.send(nothing)
  await fresh.untilClosed(1013)
  expect(fresh.frames).toEqual([])
  const health = await fetch(`${server.url}/healthz`)
  expect([health.status, await health.json()]).toEqual([503, { ok: false, problem: 'damaged-room' }])
  expect(await (await fetch(`${server.url}/metrics`)).text()).toContain('maillage_rooms_damaged 1')
  // That the room opens for the next one, who may need less of it, mends nothing.
  await Line.open(back, 'dep-50', 'y-websocket')
  expect((await fetch(`${server.url}/healthz`)).status).toBe(503)
  await server.close()
})

test.each([
  ['v1', flip('v1'), 'v2'],
  ['v2', flip('v2'), 'v1'],
  ['the vector', flip('vector'), 'v1'],
  ['v1 and the delete set', `${flip('v1')}, ${flip('deletes')}`, 'v2'],
])('a repair makes a snapshot anew, with %s damaged, from the form that is whole', async (_, set, from) => {
  const { data, desk, doc } = await damaged(`UPDATE snapshots SET ${set}`)
  expect((await runCommand('admin', ['--data', data, 'verify'])).code).toBe(1)
  const repaired = await runCommand('admin', ['--data', data, 'repair', 'dep-50'])
  expect(JSON.parse(repaired.out)).toEqual({ room: 'dep-50', rebuilt: from, kept: 1, aside: 0 })
  expect((await runCommand('admin', ['--data', data, 'verify'])).code).toBe(0)
  const server = await startServer({ data })
  const held = await read({ ...desk, url: server.url })
  expect(held.getMap('essai').toJSON()).toEqual(doc.getMap('essai').toJSON())
  await server.close()
})

test('a repair throws nothing away: both forms of a damaged snapshot are set aside as they stood', async () => {
  const { data } = await damaged(`UPDATE snapshots SET ${flip('v1')}, ${flip('v2')}`)
  const db = openConnection(dataFolder(data).database)
  const stood = db.prepare('SELECT v1, v2, vector, deletes FROM snapshots').raw().get()
  db.close()
  const repaired = await runCommand('admin', ['--data', data, 'repair', 'dep-50'])
  expect(JSON.parse(repaired.out)).toEqual({ room: 'dep-50', rebuilt: null, kept: 0, aside: 1 })
  const after = openConnection(dataFolder(data).database)
  const aside = (what: string) =>
    after.prepare<[string], Buffer>('SELECT bytes FROM aside WHERE what = ?').pluck().get(what)
  expect(['v1', 'v2', 'vector', 'deletes'].map((part) => aside(`snapshot-${part}`))).toEqual(stood)
  expect(aside('row')).toBeDefined()
  after.close()
})

test('a form that is as it was written, and that no document can take, is no reason not to repair the rest', async () => {
  const { data } = await damaged(`UPDATE snapshots SET ${flip('v2')}`)
  const db = openConnection(dataFolder(data).database)
  const none = deflateRawSync(Uint8Array.of(1, 2, 3))
  db.prepare('UPDATE snapshots SET v1 = ?, v1_crc = ?').run(none, snapshotChecksum('dep-50', 'v1', 10, none))
  db.close()
  const repaired = await runCommand('admin', ['--data', data, 'repair', 'dep-50'])
  expect(JSON.parse(repaired.out)).toEqual({ room: 'dep-50', rebuilt: null, kept: 0, aside: 1 })
})
