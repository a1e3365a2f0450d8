import { gzipSync } from 'node:zlib'
import * as encoding from 'lib0/encoding'
import { expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { exchangeStatus, readReplies, writeAsks } from '../../src/core/sync/exchangeBody'
import { awarenessFrame, step1Frame } from '../../src/core/sync/frames'
import { emptyUpdate, limits } from '../../src/core/sync/protocol'
import { encodeVector } from '../../sync-server/updates'
import { craft, gc, root } from './craft'
import {
  type Desk,
  Line,
  bearer,
  buffered,
  edit,
  enrolDesk,
  spawnServer,
  startServer,
  temporaryFolder,
  until,
} from './desk'

// A busy machine takes its time.
vi.setConfig({ testTimeout: 120_000 })

/** A server as a process of its own, with little memory: what would end it or hold it must not do so to the test. */
async function start() {
  const data = temporaryFolder()
  const server = await spawnServer(data, [], ['env', 'NODE_OPTIONS=--max-old-space-size=512'])
  return {
    url: server.url,
    enrol: (role: 'coordinator' | 'reader' = 'coordinator') => enrolDesk(server.url, data, role, ['50']),
    [Symbol.asyncDispose]: async () => {
      await server.stop('SIGKILL')
    },
  }
}

function send(desk: Desk, body: Uint8Array): Promise<Response> {
  return fetch(`${desk.url}/v1/exchange`, {
    method: 'POST',
    headers: { ...bearer(desk), 'content-encoding': 'gzip' },
    body: new Uint8Array(gzipSync(body)),
  })
}

const ask = (room: string, updates: readonly Uint8Array[], vector: Uint8Array | null = null) => ({
  room,
  epoch: null,
  incarnation: null,
  position: null,
  vector,
  updates,
})

/**
 * The share of some work during which the server answered nobody else: its health is asked for without a pause, and
 * what of it took ten times as long as it takes an idle server is counted.
 */
async function heldBy(url: string, work: () => Promise<unknown>): Promise<number> {
  const wait = async (): Promise<number> => {
    const asked = performance.now()
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
    return performance.now() - asked
  }
  const idle: number[] = []
  for (let at = 0; at < 30; at++) idle.push(await wait())
  const usual = idle.sort((a, b) => a - b)[20] ?? 0
  const began = performance.now()
  let isOver = false
  const working = work().finally(() => (isOver = true))
  let held = 0
  while (!isOver) {
    const waited = await wait()
    if (waited > Math.max(100, 10 * usual)) held += waited
  }
  await working
  return held / (performance.now() - began)
}

/** The body of an exchange of one room that claims so many updates of these bytes. */
function manyOf(update: Uint8Array, count: number): Uint8Array {
  const head = encoding.encode((e) => {
    encoding.writeVarUint(e, 1)
    encoding.writeVarUint(e, 1)
    encoding.writeVarString(e, 'dep-50')
    encoding.writeUint8(e, 0)
    encoding.writeVarUint(e, count)
  })
  const each = encoding.encode((e) => encoding.writeVarUint8Array(e, update))
  return Buffer.concat([head, Buffer.alloc(each.length * count, each)])
}

test('[S30] a short body that holds millions of updates, empty or of no length at all, is refused unread', async () => {
  await using server = await start()
  const desk = await server.enrol()
  const million = 1_000_000
  for (const [update, count] of [
    [new Uint8Array(0), 33 * million],
    [emptyUpdate, 11 * million],
    [emptyUpdate, limits.exchangeUpdates + 1],
  ] as const) {
    const answer = await send(desk, manyOf(update, count))
    expect([count, answer.status]).toEqual([count, 413])
    expect(await answer.json()).toMatchObject({ message: expect.stringContaining('trop de modifications') })
  }
  expect((await send(desk, manyOf(new Uint8Array(0), 3))).status).toBe(400)
  const most = await send(desk, manyOf(emptyUpdate, limits.exchangeUpdates))
  const replies = readReplies(new Uint8Array(await most.arrayBuffer()))
  expect(replies.ok && replies.value[0]).toMatchObject({ durable: limits.exchangeUpdates })
})

test('[S30] an exchange of as many updates as it may hold leaves the others their turns', async () => {
  await using server = await start()
  const desk = await server.enrol()
  const updates = Array.from({ length: limits.exchangeUpdates }, (_, at) =>
    craft([{ client: 7, clock: at, structs: [gc(1)] }]),
  )
  let answer = new ArrayBuffer(0)
  const held = await heldBy(server.url, async () => {
    answer = await (await send(desk, writeAsks([ask('dep-50', updates)]))).arrayBuffer()
  })
  expect(held).toBeLessThan(0.5)
  const replies = readReplies(new Uint8Array(answer))
  expect(replies.ok && replies.value[0]).toMatchObject({
    status: exchangeStatus.ok,
    durable: limits.exchangeUpdates,
  })
})

test('[S30] updates of as many things as one may hold leave the others their turns while they are checked', async () => {
  await using server = await start()
  const desk = await server.enrol()
  const count = limits.updateStructs
  // Half of each is held already, and has to be cut off.
  const updates = Array.from({ length: 8 }, (_, at) =>
    craft([
      { client: 7, clock: (at * count) / 2, structs: Array.from({ length: count }, () => root('x', 'e')) },
    ]),
  )
  let answer = new ArrayBuffer(0)
  const held = await heldBy(server.url, async () => {
    answer = await (await send(desk, writeAsks([ask('dep-50', updates)]))).arrayBuffer()
  })
  expect(held).toBeLessThan(0.3)
  const replies = readReplies(new Uint8Array(answer))
  expect(replies.ok && replies.value[0]).toMatchObject({ status: exchangeStatus.ok, durable: 8 })
})

/** Writes 45 KB in sixty rows: an answer that is made at once, and takes milliseconds. */
async function fill(desk: Desk): Promise<Y.Doc> {
  const doc = new Y.Doc()
  const updates = Array.from({ length: 60 }, (_, at) => edit(doc, `k${at}`, 'x'.repeat(750)))
  expect((await send(desk, writeAsks([ask('dep-50', updates)]))).status).toBe(200)
  return doc
}

test('one room asked about a thousand times in one exchange leaves the others their turns', async () => {
  await using server = await start()
  const desk = await server.enrol()
  const doc = await fill(desk)
  const first = encodeVector(new Map([[doc.clientID, 1]]))
  const asks = Array.from({ length: limits.exchangeRooms }, () => ask('dep-50', [], first))
  let answer = new ArrayBuffer(0)
  const held = await heldBy(server.url, async () => {
    answer = await (await send(desk, writeAsks(asks))).arrayBuffer()
  })
  expect(held).toBeLessThan(0.5)
  const replies = readReplies(new Uint8Array(answer))
  expect(replies.ok && replies.value.length).toBe(limits.exchangeRooms)
})

test('one room refused a thousand times in one exchange tells its vector no more often than an answer holds', async () => {
  await using server = await start()
  const desk = await server.enrol()
  // A thousand writers, who stand in every vector for ever.
  const writers = (from: number): Uint8Array =>
    craft(Array.from({ length: 1_000 }, (_, at) => ({ client: from + at, clock: 0, structs: [gc(1)] })))
  const many = Array.from({ length: 20 }, (_, at) => writers(2 ** 31 + at * 1_000))
  expect((await send(desk, writeAsks([ask('dep-50', many)]))).status).toBe(200)
  const asks = Array.from({ length: limits.exchangeRooms }, () => ask('dep-50', [Uint8Array.of(9)]))
  const answer = await (await send(desk, writeAsks(asks))).arrayBuffer()
  expect(answer.byteLength).toBeLessThan(limits.answerBytes + 1024 * 1024)
  const replies = readReplies(new Uint8Array(answer))
  const statuses = replies.ok ? replies.value.map(({ status }) => status) : []
  expect([statuses[0], statuses.at(-1)]).toEqual([exchangeStatus.refused, exchangeStatus.busy])
})

test('readers who ask again and again for what they have not leave the others their turns', async () => {
  await using server = await start()
  const [desk, reader] = [await server.enrol(), await server.enrol('reader')]
  const doc = await fill(desk)
  const lines = await Promise.all(Array.from({ length: 8 }, () => Line.open(reader, 'dep-50', 'y-websocket')))
  const asking = () =>
    Promise.all(
      lines.map(async (line, at) => {
        // Each with a vector of its own: none is an answer that was made before.
        for (let round = 0; round < 50; round++)
          line.send(step1Frame(encodeVector(new Map([[doc.clientID, 1 + ((at * 50 + round) % 59)]]))))
        await until(() => line.frames.filter(({ is }) => is === 'step2').length === 50, 'all is answered')
      }),
    )
  expect(await heldBy(server.url, asking)).toBeLessThan(0.5)
  for (const line of lines) line.close()
})

const shown = (clock: number, state: unknown): Uint8Array =>
  awarenessFrame(
    encoding.encode((e) => {
      encoding.writeVarUint(e, 1)
      encoding.writeVarUint(e, 9)
      encoding.writeVarUint(e, clock)
      encoding.writeVarString(e, JSON.stringify(state))
    }),
  )

test('presence is told to one who asks for it again and again once a second, and is not kept for one who reads nothing', async () => {
  const limited = { bufferedPause: 64 * 1024 }
  const server = await startServer({ args: ['--limits', 'none'], limits: limited })
  const open = async (): Promise<Line> => {
    const desk = await enrolDesk(server.url, server.data, 'coordinator', ['50'])
    const line = await Line.open(desk, 'dep-50', 'y-websocket')
    line.send(step1Frame(Uint8Array.of(0)))
    await line.next('step2')
    return line
  }
  const [showing, deaf] = [await open(), await open()]
  deaf.ws.pause()
  const state = { name: 'x'.repeat(4_000) }
  for (let clock = 1; clock <= 5_000; clock++) showing.send(shown(clock, state))
  // One byte asks for four thousand.
  for (let at = 0; at < 5_000; at++) showing.send(Uint8Array.of(3))
  showing.send(step1Frame(Uint8Array.of(0)))
  await until(() => showing.frames.some(({ is }) => is === 'step2'), 'all was taken')
  expect(showing.frames.filter(({ is }) => is === 'awareness').length).toBeLessThan(20)
  expect(await buffered(server.url)).toBeLessThan(2 * limited.bufferedPause)
  for (const line of [showing, deaf]) line.close()
  await server.close()
})
