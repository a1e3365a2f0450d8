import { gunzipSync, gzipSync, inflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import {
  type ExchangeAsk,
  type ExchangeReply,
  exchangeStatus,
  readReplies,
  writeAsks,
} from '../../src/core/sync/exchangeBody'
import { step1Frame } from '../../src/core/sync/frames'
import { type Desk, Line, type TestServer, edit, enrolDesk, startServer, until } from './desk'

// A busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

let server: TestServer
let desk: Desk
let room = ''
let year = 2000

beforeAll(async () => {
  server = await startServer()
})

beforeEach(async () => {
  room = `dep-50-${year++}`
  desk = await enrolDesk(server.url, server.data, 'coordinator', ['50'])
})

afterAll(() => server.close())

const ask = (more: Partial<ExchangeAsk> = {}): ExchangeAsk => ({
  room,
  epoch: null,
  incarnation: null,
  position: null,
  vector: null,
  updates: [],
  ...more,
})

async function exchange(asks: readonly ExchangeAsk[], by = desk): Promise<readonly ExchangeReply[]> {
  const response = await fetch(`${server.url}/v1/exchange`, {
    method: 'POST',
    headers: { authorization: `Bearer ${by.token}` },
    body: new Uint8Array(writeAsks(asks)),
  })
  expect(response.status).toBe(200)
  const replies = readReplies(new Uint8Array(await response.arrayBuffer()))
  if (!replies.ok) throw new Error(replies.error)
  return replies.value
}

async function one(more: Partial<ExchangeAsk> = {}): Promise<ExchangeReply> {
  const [reply] = await exchange([ask(more)])
  if (reply === undefined) throw new Error('an answer for each room')
  return reply
}

function known(reply: ExchangeReply): Pick<ExchangeAsk, 'epoch' | 'incarnation'> {
  return { epoch: reply.epoch, incarnation: reply.incarnation }
}

test('[S25] updates are stored in order, counted, and heard on the sockets of the room', async () => {
  const line = await Line.open(desk, room, 'y-websocket')
  line.send(step1Frame(Uint8Array.of(0)))
  await line.next('step2')
  const doc = new Y.Doc()
  const reply = await one({ updates: [edit(doc, 'a', 1), edit(doc, 'b', 2)] })
  expect(reply).toMatchObject({ status: exchangeStatus.ok, durable: 2, position: 2, epoch: '1' })
  const heard = new Y.Doc()
  await until(() => {
    for (const frame of line.frames.splice(0)) if (frame.is === 'update') Y.applyUpdate(heard, frame.update)
    return heard.getMap('essai').size === 2
  }, 'the socket hears both')
  line.close()
})

test('[S25] a gap stops there: the count says how far, the vector says what is held', async () => {
  const doc = new Y.Doc()
  const first = edit(doc, 'a', 1)
  edit(doc, 'b', 2)
  const third = edit(doc, 'c', 3)
  const reply = await one({ updates: [first, third, first] })
  expect(reply).toMatchObject({ status: exchangeStatus.refused, durable: 1 })
  expect(Y.decodeStateVector(reply.vector ?? Uint8Array.of(0)).get(doc.clientID)).toBe(1)
  const healed = await one({ updates: [Y.encodeStateAsUpdate(doc, reply.vector ?? undefined)] })
  expect(healed).toMatchObject({ status: exchangeStatus.ok, durable: 1 })
})

test('[S26] [S27] rows come after a known position; a quiet room costs two bytes', async () => {
  const doc = new Y.Doc()
  const updates = Array.from({ length: 5 }, (_, i) => edit(doc, `k${i}`, i))
  const first = await one({ updates })
  const from = await one({ ...known(first), position: 2 })
  expect(from.rows).toEqual(updates.slice(2))
  expect(from).toMatchObject({ position: 5, more: false, epoch: null, vector: null })
  const response = await fetch(`${server.url}/v1/exchange`, {
    method: 'POST',
    headers: { authorization: `Bearer ${desk.token}` },
    body: new Uint8Array(writeAsks([ask({ ...known(first), position: 5 })])),
  })
  expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([1, 1, 0, 0])
})

test('[S26] one’s own updates are not sent back, those of others are', async () => {
  const first = await one({ updates: [edit(new Y.Doc(), 'a', 1)] })
  const theirs = edit(new Y.Doc(), 'b', 2)
  await one({ updates: [theirs] })
  const reply = await one({ ...known(first), position: 1, updates: [edit(new Y.Doc(), 'c', 3)] })
  expect(reply.rows).toEqual([theirs])
  expect(reply).toMatchObject({ position: 3, durable: 1 })
})

test('[S26] a vector gets what it lacks, and the server’s own to give back what it lacks', async () => {
  const doc = new Y.Doc()
  await one({ updates: [edit(doc, 'a', 1)] })
  const vector = Y.encodeStateVector(doc)
  const late = edit(doc, 'b', 2)
  await one({ updates: [late] })
  const reply = await one({ vector })
  expect(reply.position).toBe(2)
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc, undefined))
  expect(Y.parseUpdateMeta(reply.diff ?? Uint8Array.of(0, 0)).from.get(doc.clientID)).toBe(1)
  expect(Y.decodeStateVector(reply.vector ?? Uint8Array.of(0)).get(doc.clientID)).toBe(2)
})

test('[S21] another incarnation makes a position void; another epoch is told apart', async () => {
  const first = await one({ updates: [edit(new Y.Doc(), 'a', 1)] })
  const voided = await one({
    epoch: first.epoch,
    incarnation: 'another',
    position: 1,
    vector: Uint8Array.of(0),
  })
  expect(voided).toMatchObject({ status: exchangeStatus.ok, incarnation: first.incarnation, position: 1 })
  expect(voided.rows.length).toBe(1)
  const gone = await one({
    epoch: '77',
    incarnation: first.incarnation,
    position: 1,
    updates: [edit(new Y.Doc(), 'z', 1)],
  })
  expect(gone).toMatchObject({ status: exchangeStatus.epochGone, epoch: '1', durable: 0 })
})

test('[S24] each room stands alone', async () => {
  const good = edit(new Y.Doc(), 'a', 1)
  const bad = Uint8Array.of(9, 9, 9)
  const replies = await exchange([
    ask({ updates: [bad] }),
    ask({ room: 'dep-14', updates: [good] }),
    ask({ room: 'national', updates: [good] }),
    ask({ room: '../etc', updates: [] }),
    ask({ room: 'dep-50', updates: [good] }),
    ask({ room: 'dep-50-private', vector: Uint8Array.of(5) }),
  ])
  const { refused, forbidden, ok } = exchangeStatus
  expect(replies.map((reply) => reply.status)).toEqual([
    refused,
    forbidden,
    forbidden,
    forbidden,
    ok,
    refused,
  ])
})

test('[S26] a large room comes in pieces, or as the stored snapshot once there is one', async () => {
  const doc = new Y.Doc()
  let from: Pick<ExchangeAsk, 'epoch' | 'incarnation'> = { epoch: null, incarnation: null }
  for (let i = 0; i < 12; i++) {
    const reply = await one({
      updates: [edit(doc, `k${i % 3}`, Buffer.alloc(700_000, i).toString('base64'))],
    })
    if (reply.epoch !== null) from = known(reply)
  }
  await until(async () => {
    const metrics = await (await fetch(`${server.url}/metrics`)).text()
    return metrics.includes('maillage_compactions_total{kind="done"}')
  }, 'a compaction is done')
  const copy = new Y.Doc()
  let position: number | null = null
  let rounds = 0
  for (let more = true; more; rounds++) {
    const reply: ExchangeReply = await one(position === null ? {} : { ...from, position })
    if (reply.snapshot !== null) Y.applyUpdateV2(copy, inflateRawSync(reply.snapshot))
    for (const row of reply.rows) Y.applyUpdate(copy, row)
    position = reply.position ?? position
    more = reply.more
  }
  expect(position).toBe(12)
  expect(copy.getMap('essai').toJSON()).toEqual(doc.getMap('essai').toJSON())
  expect(rounds).toBeLessThan(5)
})

test('bodies may be gzip both ways, and a bomb is refused', async () => {
  const body = gzipSync(writeAsks(Array.from({ length: 200 }, () => ask())))
  const headers = {
    authorization: `Bearer ${desk.token}`,
    'content-encoding': 'gzip',
    'accept-encoding': 'gzip',
  }
  const response = await fetch(`${server.url}/v1/exchange`, { method: 'POST', headers, body })
  expect(response.status).toBe(200)
  expect(response.headers.get('content-encoding')).toBe('gzip')
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024))
  const refused = await fetch(`${server.url}/v1/exchange`, { method: 'POST', headers, body: bomb })
  expect(refused.status).toBe(413)
  const garbage = await fetch(`${server.url}/v1/exchange`, {
    method: 'POST',
    headers,
    body: Uint8Array.of(1, 2, 3),
  })
  expect(garbage.status).toBe(400)
  expect(gunzipSync(bomb).length).toBe(64 * 1024 * 1024)
})
