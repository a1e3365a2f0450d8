import net from 'node:net'
import { inflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { step1Frame, updateFrame } from '../../src/core/sync/frames'
import { dataFolder } from '../../sync-server/stores/dataFolder'
import { openSqliteStore } from '../../sync-server/stores/sqlite'
import { joinSqliteFile } from '../../sync-server/stores/sqliteFile'
import {
  Line,
  type TestServer,
  buffered,
  edit,
  enrolDesk,
  filesWith,
  runCommand,
  startServer,
  ticketFor,
  until,
} from './desk'

// A busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

let server: TestServer

beforeAll(async () => {
  server = await startServer()
})

afterAll(() => server.close())

async function openPlain(department: string, room: string): Promise<Line> {
  const desk = await enrolDesk(server.url, server.data, 'coordinator', [department])
  const line = await Line.open(desk, room, 'y-websocket')
  line.send(step1Frame(Uint8Array.of(0)))
  await line.next('step2')
  return line
}

test('[S1] random frames, before and after the first answer, end nothing but their own socket (seed 11)', async () => {
  let state = 11
  const random = (n: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    return state % n
  }
  const desk = await enrolDesk(server.url, server.data, 'coordinator', ['51'])
  for (let socket = 0; socket < 12; socket++) {
    const line = await Line.open(desk, 'dep-51', socket % 2 === 0 ? 'maillage.v1' : 'y-websocket')
    for (let i = 0; i < 60 && line.closed === undefined; i++) {
      const frame = Uint8Array.from({ length: random(40) }, () => random(256))
      if (frame.length > 1 && random(3) > 0) frame.set([0, 2])
      line.send(frame)
    }
    await until(() => line.closed !== undefined, 'twenty strikes')
    line.close()
  }
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
  const reader = await openPlain('51', 'dep-51')
  expect(reader.closed).toBeUndefined()
  reader.close()
  expect(server.journal.filter((line) => line.includes('failed'))).toEqual([])
})

test('one device that sends nothing but gaps is let go, and another room never notices (T64)', async () => {
  const attacker = await openPlain('52', 'dep-52')
  const doc = new Y.Doc()
  edit(doc, 'first', 0)
  const gaps = Array.from({ length: 200 }, (_, i) => edit(doc, `k${i}`, i))
  for (const gap of gaps) attacker.send(updateFrame(gap))
  const victim = await openPlain('53', 'dep-53')
  const reader = await openPlain('53', 'dep-53')
  victim.send(updateFrame(edit(new Y.Doc(), 'a', 1)))
  await reader.next('update')
  await attacker.untilClosed(1008)
  const again = await openPlain('52', 'dep-52')
  expect(again.closed).toBeUndefined()
  for (const line of [victim, reader, again]) line.close()
})

test('a reader that takes nothing is not waited for, costs no memory, and gets all when it reads again (T53)', async () => {
  const own = await startServer({ args: ['--limits', 'none'], limits: { bufferedPause: 256 * 1024 } })
  const [writing, reading] = [
    await enrolDesk(own.url, own.data, 'coordinator', ['50']),
    await enrolDesk(own.url, own.data, 'coordinator', ['50']),
  ]
  const slow = await Line.open(reading, 'dep-50', 'y-websocket')
  const writer = await Line.open(writing, 'dep-50')
  for (const line of [slow, writer]) {
    line.send(step1Frame(Uint8Array.of(0)))
    await line.next('step2')
  }
  slow.ws.pause()
  const doc = new Y.Doc()
  const big = 'x'.repeat(200_000)
  for (let i = 0; i < 100; i++) writer.send(updateFrame(edit(doc, `k${i}`, `${i}${big}`)))
  let saved = 0
  while (saved < 100) saved = (await writer.next('saved')).count
  // Of twenty megabytes: what was on its way when it became too much, and one batch of the log.
  expect(await buffered(own.url)).toBeLessThan(2 * 1024 * 1024)
  slow.ws.resume()
  const got = new Y.Doc()
  await until(() => {
    for (const frame of slow.frames.splice(0)) if (frame.is === 'update') Y.applyUpdate(got, frame.update)
    return got.getMap('essai').size === 100
  }, 'the slow one has all of it')
  slow.close()
  writer.close()
  await own.close()
})

test('half-open connections do not keep an honest one out', async () => {
  const port = Number(new URL(server.url).port)
  const idle = Array.from({ length: 200 }, () => {
    const socket = net.connect(port, '127.0.0.1')
    socket.on('error', () => undefined)
    socket.write('POST /v1/enrol HTTP/1.1\r\nHost: x\r\n')
    return socket
  })
  const desk = await enrolDesk(server.url, server.data, 'coordinator', ['54'])
  expect((await ticketFor(desk)).length).toBe(43)
  for (const socket of idle) socket.destroy()
})

test('compaction removes deleted text from every byte of the files', async () => {
  const secret = 'Numéro-secret-0612345678'
  const line = await openPlain('55', 'dep-55')
  const reader = await openPlain('55', 'dep-55')
  const doc = new Y.Doc()
  line.send(updateFrame(edit(doc, 'note', secret)))
  line.send(updateFrame(edit(doc, 'note', null)))
  const got = new Y.Doc()
  await until(() => {
    for (const frame of reader.frames.splice(0)) if (frame.is === 'update') Y.applyUpdate(got, frame.update)
    return got.getMap('essai').get('note') === null
  }, 'both are stored')
  expect(filesWith(secret, server.data)).not.toEqual([])
  expect((await runCommand('admin', ['--data', server.data, 'compact', 'dep-55'])).code).toBe(0)
  expect(filesWith(secret, server.data)).toEqual([])
  const file = joinSqliteFile(dataFolder(server.data))
  const snapshot = await openSqliteStore(file, Date.now).snapshot('dep-55', 'v1')
  expect(inflateRawSync(snapshot?.deflated ?? Uint8Array.of()).includes(Buffer.from(secret))).toBe(false)
  file.db.close()
  line.close()
  reader.close()
})

test('an erasure is compacted at once', async () => {
  const line = await openPlain('56', 'dep-56')
  const doc = new Y.Doc()
  line.send(updateFrame(edit(doc, '01J9/lastName', 'Nom-à-oublier')))
  const before = Y.encodeStateVector(doc)
  doc.transact(() => {
    doc.getMap('essai').delete('01J9/lastName')
    doc.getMap('erased').set('01J9', true)
  })
  line.send(updateFrame(Y.encodeStateAsUpdate(doc, before)))
  await until(async () => {
    const rows = await runCommand('admin', ['--data', server.data, 'rooms'])
    const room: unknown = rows.out
      .split('\n')
      .filter((text) => text.includes('"dep-56"'))
      .map((text) => JSON.parse(text))[0]
    return typeof room === 'object' && room !== null && 'base' in room && room.base === 2
  }, 'the room is compacted up to its head')
  expect(filesWith('Nom-à-oublier', server.data)).toEqual([])
  line.close()
})
