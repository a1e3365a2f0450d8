import fs from 'node:fs'
import { gzipSync } from 'node:zlib'
import * as encoding from 'lib0/encoding'
import { expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { exchangeStatus, readReplies, writeAsks } from '../../src/core/sync/exchangeBody'
import { step1Frame, updateFrame } from '../../src/core/sync/frames'
import { encodeVector } from '../../sync-server/updates'
import { craft, deleted, gc, root } from './craft'
import { type Desk, Line, edit, enrolDesk, spawnServer, temporaryFolder } from './desk'

// A busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

/** A server as a process of its own: what would end it must not end the test. */
async function start(heapMB = 1024) {
  const data = temporaryFolder()
  const server = await spawnServer(data, [], ['env', `NODE_OPTIONS=--max-old-space-size=${heapMB}`])
  return {
    server,
    enrol: (role: 'coordinator' | 'reader' = 'coordinator') => enrolDesk(server.url, data, role, ['50']),
    healthy: async () => (await fetch(`${server.url}/healthz`)).status === 200,
    [Symbol.asyncDispose]: async () => {
      await server.stop('SIGKILL')
    },
  }
}

async function plain(desk: Desk, room = 'dep-50'): Promise<Line> {
  const line = await Line.open(desk, room, 'y-websocket')
  line.send(step1Frame(Uint8Array.of(0)))
  await line.next('step2')
  return line
}

/** True when what one desk writes now reaches another. */
async function serves(writer: Desk, reader: Desk, room = 'dep-50'): Promise<boolean> {
  const [from, to] = [await plain(writer, room), await plain(reader, room)]
  from.send(updateFrame(edit(new Y.Doc(), 'a', 1)))
  const { update } = await to.next('update')
  from.close()
  to.close()
  return update.length > 2
}

test('one frame of two hundred thousand clients that wait for one struct does not end the server', async () => {
  await using own = await start()
  const [desk, colleague] = [await own.enrol(), await own.enrol()]
  const line = await plain(desk)
  const waiting = Array.from({ length: 200_000 }, (_, i) => ({
    client: i + 200,
    clock: 0,
    structs: [deleted(1, 0)],
  }))
  line.send(updateFrame(craft([...waiting, { client: 1, clock: 0, structs: [root()] }])))
  await line.untilClosed(4413)
  expect(await serves(colleague, colleague, 'dep-50-2026')).toBe(true)
  expect(await own.healthy()).toBe(true)
  line.close()
})

/** So many documents inside of a document, ten bytes each. */
function subdocuments(count: number): Uint8Array {
  const each =
    (at: number) =>
    (e: encoding.Encoder): void => {
      encoding.writeUint8(e, at === 0 ? 9 : 0x89)
      encoding.writeVarUint(e, at === 0 ? 1 : 7)
      if (at === 0) encoding.writeVarString(e, 'essai')
      else encoding.writeVarUint(e, at - 1)
      encoding.writeVarString(e, '')
      encoding.writeAny(e, {})
    }
  return craft([{ client: 7, clock: 0, structs: Array.from({ length: count }, (_, at) => each(at)) }])
}

test('a frame of documents in a document costs what it weighs', async () => {
  await using own = await start(256)
  const [desk, colleague] = [await own.enrol(), await own.enrol()]
  const line = await plain(desk)
  line.send(updateFrame(subdocuments(170_000)))
  expect(await serves(colleague, colleague, 'dep-50-2026')).toBe(true)
  line.close()
})

test('a body of few bytes that holds millions of things is given up on the way', async () => {
  const things = craft([{ client: 7, clock: 0, structs: Array.from({ length: 7_000_000 }, () => gc(1)) }])
  const ask = {
    room: 'dep-50',
    epoch: null,
    incarnation: null,
    position: null,
    vector: null,
    updates: [things],
  }
  const body = gzipSync(writeAsks([ask]))
  expect(body.length).toBeLessThan(20_000)
  await using own = await start(256)
  const [desk, colleague] = [await own.enrol(), await own.enrol()]
  const response = await fetch(`${desk.url}/v1/exchange`, {
    method: 'POST',
    headers: { authorization: `Bearer ${desk.token}`, 'content-encoding': 'gzip' },
    body: new Uint8Array(body),
  })
  const replies = readReplies(new Uint8Array(await response.arrayBuffer()))
  expect(replies.ok && replies.value[0]?.status).toBe(exchangeStatus.tooBig)
  expect(await serves(colleague, colleague)).toBe(true)
})

test('a body of millions of deleted ranges does not end the server, whatever becomes of the worker that reads it', async () => {
  const count = 6_000_000
  const ranges = encoding.encode((e) => {
    encoding.writeUint8Array(e, craft([{ client: 7, clock: 0, structs: [gc(100)] }]).slice(0, -1))
    for (const number of [1, 7, count]) encoding.writeVarUint(e, number)
    encoding.writeUint8Array(
      e,
      Uint8Array.from({ length: count * 2 }, (_, at) => (at % 2 === 0 ? at % 99 : 1)),
    )
  })
  const ask = {
    room: 'dep-50',
    epoch: null,
    incarnation: null,
    position: null,
    vector: null,
    updates: [ranges],
  }
  await using own = await start(256)
  const [desk, colleague] = [await own.enrol(), await own.enrol()]
  const response = await fetch(`${desk.url}/v1/exchange`, {
    method: 'POST',
    headers: { authorization: `Bearer ${desk.token}`, 'content-encoding': 'gzip' },
    body: new Uint8Array(gzipSync(writeAsks([ask]))),
  })
  const replies = readReplies(new Uint8Array(await response.arrayBuffer()))
  expect([exchangeStatus.ok, exchangeStatus.busy]).toContain(replies.ok && replies.value[0]?.status)
  expect(await serves(colleague, colleague)).toBe(true)
  expect(await own.healthy()).toBe(true)
})

/** Seconds of processor that a process has used. */
function cpuOf(pid: number): number {
  const fields = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / 100
}

test('a reader who says again and again that he holds what nobody wrote costs no answers', async () => {
  await using own = await start()
  const [desk, reader] = [await own.enrol(), await own.enrol('reader')]
  const writer = await plain(desk)
  const doc = new Y.Doc()
  for (let i = 0; i < 100; i++) writer.send(updateFrame(edit(doc, `k${i}`, 'x'.repeat(2000))))
  writer.send(step1Frame(Uint8Array.of(0)))
  await writer.next('step2')
  const before = cpuOf(own.server.pid)
  const lines = await Promise.all(Array.from({ length: 8 }, () => Line.open(reader, 'dep-50', 'y-websocket')))
  for (const [at, line] of lines.entries()) {
    for (let round = 0; round < 8; round++) {
      const salt = at * 8 + round
      const strangers = Array.from({ length: 170_000 }, (_, i): [number, number] => [
        2 ** 32 - 1 - i * 3 - salt,
        1,
      ])
      line.send(step1Frame(encodeVector(new Map(strangers))))
    }
    line.send(step1Frame(Uint8Array.of(0)))
  }
  for (const line of lines) {
    const got = new Y.Doc()
    Y.applyUpdate(got, (await line.next('step2')).update)
    expect(got.getMap('essai').size).toBe(100)
    line.close()
  }
  expect(cpuOf(own.server.pid) - before).toBeLessThan(8)
})

test('[S14] one frame does not fill the vector of a room: more than a thousand new client ids are too many', async () => {
  await using own = await start()
  const [desk, colleague] = [await own.enrol(), await own.enrol()]
  const of = (from: number, count: number): Uint8Array =>
    craft(
      Array.from({ length: count }, (_, i) => ({ client: 2 ** 32 - from - i, clock: 0, structs: [gc(1)] })),
    )
  const line = await plain(desk)
  line.send(updateFrame(of(1, 1_000)))
  line.send(updateFrame(of(2_000, 1_001)))
  await line.untilClosed(4413)
  const honest = await Line.open(colleague, 'dep-50', 'y-websocket')
  honest.send(step1Frame(Uint8Array.of(0)))
  const doc = new Y.Doc()
  Y.applyUpdate(doc, (await honest.next('step2')).update)
  expect(Y.decodeStateVector(Y.encodeStateVector(doc)).size).toBe(1_000)
  // Those that are known already are as many as they like.
  honest.send(updateFrame(of(1, 1_001)))
  expect((await own.healthy()) && (await serves(colleague, colleague))).toBe(true)
  expect(honest.closed).toBeUndefined()
  honest.close()
})
