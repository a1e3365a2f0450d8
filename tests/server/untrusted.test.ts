import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { step1Frame, updateFrame } from '../../src/core/sync/frames'
import { dataFolder } from '../../sync-server/stores/dataFolder'
import { foldLog, openConnection } from '../../sync-server/stores/sqliteFile'
import {
  type Desk,
  type ServerProcess,
  Line,
  enrolDesk,
  post,
  spawnServer,
  temporaryFolder,
  until,
} from './desk'

// Each test starts a process, and a busy machine takes its time with them.
vi.setConfig({ testTimeout: 60_000 })

const bytes = Uint8Array.of(7)
const hash = createHash('sha256').update(bytes).digest('hex')

/** A server whose disk gives back something else than what was written of a table or an index. */
async function spoiled(table: string, opened: (desk: Desk) => Promise<unknown> = async () => undefined) {
  const data = temporaryFolder()
  const server = await spawnServer(data)
  const ended = new Promise<number | null>((resolve) => server.child.once('exit', resolve))
  const desk = await enrolDesk(server.url, data, 'coordinator', ['50'])
  const kept = await opened(desk)
  const { database } = dataFolder(data)
  const db = openConnection(database)
  await until(() => foldLog(db), 'the file holds everything')
  const page = db.prepare<[string], number>('SELECT rootpage FROM sqlite_master WHERE name = ?').pluck()
  const size = Number(db.pragma('page_size', { simple: true }))
  const at = ((page.get(table) ?? 0) - 1) * size
  const file = fs.openSync(database, 'r+')
  fs.writeSync(file, Buffer.alloc(size, 0x5a), 0, size, at)
  fs.closeSync(file)
  // A change of something else: what the server remembers of the file is void.
  db.prepare("INSERT OR REPLACE INTO about (key, value) VALUES ('essai', ?)").run(String(Date.now()))
  db.close()
  return { server, ended, desk, kept }
}

async function expectEnd({ server, ended }: { server: ServerProcess; ended: Promise<number | null> }) {
  expect(await ended).toBe(4)
  expect(server.output()).toMatch(/"event":"fatal","reason":"database disk image is malformed"/)
  expect(server.output()).not.toMatch(/\n\s+at /)
}

test('an enrolment that meets a disk that cannot be trusted ends the process', async () => {
  const spoilt = await spoiled('sqlite_autoindex_invitations_1')
  await post(spoilt.server.url, '/v1/enrol', { code: 'AAAA-BBBB-CCCC-DDDD', device: 'Portable' }).catch(
    () => undefined,
  )
  await expectEnd(spoilt)
})

test('so does an attachment', async () => {
  const spoilt = await spoiled('blobs')
  const { url, token } = spoilt.desk
  const headers = { authorization: `Bearer ${token}` }
  await fetch(`${url}/v1/rooms/dep-50/blobs/${hash}`, { method: 'PUT', body: bytes, headers }).catch(
    () => undefined,
  )
  await expectEnd(spoilt)
})

test('so does a compaction in the worker', async () => {
  const spoilt = await spoiled('snapshots')
  const line = await Line.open(spoilt.desk, 'dep-50', 'y-websocket')
  line.send(step1Frame(Uint8Array.of(0)))
  const doc = new Y.Doc()
  doc.getMap('erased').set('a', true)
  line.send(updateFrame(Y.encodeStateAsUpdate(doc)))
  await expectEnd(spoilt)
})

test('so does what the server looks up from time to time, with a word and not with a stack trace', async () => {
  await expectEnd(await spoiled('devices', (desk) => Line.open(desk, 'dep-50', 'y-websocket')))
})
