import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { helloFrame, isEmptyUpdate, step1Frame, step2Frame, updateFrame } from '../../src/core/sync/frames'
import { type ServerHello, parseServerHello } from '../../src/core/sync/hello'
import { type Desk, Line, type TestServer, edit, enrolDesk, startServer, ticketFor, until } from './desk'

// A busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

let server: TestServer
let desk: Desk
let other: Desk
let year = 2000
let room = ''
const lines: Line[] = []

beforeAll(async () => {
  server = await startServer()
})

beforeEach(async () => {
  // A room of its own for each test.
  room = `dep-50-${year++}`
  desk = await enrolDesk(server.url, server.data, 'coordinator', ['50'])
  other = await enrolDesk(server.url, server.data, 'coordinator', ['50'])
})

afterEach(() => {
  for (const line of lines.splice(0)) line.close()
})

afterAll(() => server.close())

interface Greeting {
  client?: number
  clock?: number
  epoch?: string
  incarnation?: string
  position?: number
  session?: string
  version?: number
}

const hello = (greeting: Greeting = {}): Uint8Array =>
  helloFrame(JSON.stringify({ version: 1, client: 1, session: 'run-1', clock: 0, ...greeting }))

async function open(by = desk, protocol?: string): Promise<Line> {
  const line = await Line.open(by, room, protocol)
  lines.push(line)
  return line
}

async function greet(line: Line, greeting: Greeting = {}): Promise<ServerHello & { own: Uint8Array }> {
  line.send(hello(greeting))
  const frame = await line.next('hello')
  const parsed = parseServerHello(frame.json)
  if (!parsed.ok) throw new Error(parsed.error)
  return { ...parsed.value, own: frame.own }
}

/** A desk that has met the room and hears what happens there. */
async function settle(greeting: Greeting, by = desk): Promise<{ line: Line; said: ServerHello }> {
  const line = await open(by)
  const said = await greet(line, greeting)
  line.send(step1Frame(Uint8Array.of(0)))
  await line.next('step2')
  await line.next('at')
  return { line, said }
}

test('[S2] a first meeting: hello, then both sides compare vectors', async () => {
  const line = await open()
  const said = await greet(line)
  expect(said).toMatchObject({ epoch: '1', position: 0, resume: false, clock: 0, access: 'write' })
  expect(Math.abs(said.time - Date.now())).toBeLessThan(60_000)
  line.send(step1Frame(Uint8Array.of(0)))
  const step2 = await line.next('step2')
  expect(isEmptyUpdate(step2.update)).toBe(true)
  expect([...(await line.next('step1')).vector]).toEqual([0])
  expect((await line.next('at')).position).toBe(0)
})

test('[S7] [S8] saved counts what is on disk, empty messages included, and carries the position', async () => {
  const { line } = await settle({ client: 1 })
  const doc = new Y.Doc()
  line.send(step2Frame(Uint8Array.of(0, 0)))
  line.send(updateFrame(edit(doc, 'a', 1)))
  line.send(updateFrame(edit(doc, 'b', 2)))
  let count = 0
  let position = 0
  while (count < 3) ({ count, position } = await line.next('saved'))
  expect(count).toBe(3)
  expect(position).toBe(2)
})

test('[S2] [S9] a known position is resumed with the rows after it, and nobody compares vectors', async () => {
  const { line, said } = await settle({ client: 1 })
  const doc = new Y.Doc()
  doc.clientID = 1
  for (let i = 0; i < 70; i++) line.send(updateFrame(edit(doc, `k${i}`, i)))
  let saved = 0
  while (saved < 70) saved = (await line.next('saved')).count
  const late = await open(other)
  const { resume } = await greet(late, {
    client: 2,
    epoch: said.epoch,
    incarnation: said.incarnation,
    position: 30,
  })
  expect(resume).toBe(true)
  expect((await late.next('at')).position).toBe(70)
  const got = new Y.Doc()
  Y.applyUpdate(got, new Uint8Array(Y.encodeStateAsUpdate(new Y.Doc())))
  const updates = late.frames.flatMap((frame) => (frame.is === 'update' ? [frame.update] : []))
  const clocks = updates.map((update) => Y.parseUpdateMeta(update))
  expect(clocks[0]?.from.get(1)).toBe(30)
  expect(clocks.at(-1)?.to.get(1)).toBe(70)
  expect(late.frames.some((frame) => frame.is === 'step1' || frame.is === 'step2')).toBe(false)
})

test('[S9] the others hear an update, its author hears only the position', async () => {
  const author = await settle({ client: 1 })
  const reader = await settle({ client: 2 }, other)
  const update = edit(new Y.Doc(), 'a', 1)
  author.line.send(updateFrame(update))
  expect((await reader.line.next('update')).update).toEqual(update)
  expect((await reader.line.next('at')).position).toBe(1)
  expect((await author.line.next('at')).position).toBe(1)
  expect((await author.line.next('saved')).count).toBe(1)
  expect(author.line.frames.some((frame) => frame.is === 'update')).toBe(false)
})

test('[S9] updates of any length are heard whole, by plain clients too', async () => {
  const author = await settle({ client: 1 })
  const reader = await settle({ client: 2 }, other)
  const plain = await open(other, 'y-websocket')
  plain.send(step1Frame(Uint8Array.of(0)))
  await plain.next('step2')
  const doc = new Y.Doc()
  // around the lengths at which the header of a WebSocket frame grows
  for (const length of [60, 90, 125, 126, 127, 65_450, 65_535, 65_536, 200_000]) {
    const update = edit(doc, 'a', 'x'.repeat(length))
    author.line.send(updateFrame(update))
    expect((await reader.line.next('update')).update).toEqual(update)
    expect((await plain.next('update')).update).toEqual(update)
  }
})

test('[S3] step 1 without a hello is served as to a plain client, with saved and at', async () => {
  const line = await open()
  line.send(step1Frame(Uint8Array.of(0)))
  await line.next('step2')
  await line.next('step1')
  expect((await line.next('at')).position).toBe(0)
  line.send(updateFrame(edit(new Y.Doc(), 'a', 1)))
  expect(await line.next('saved')).toEqual({ is: 'saved', count: 1, position: 1 })
})

test('[S10] a gap closes a greeted socket with 4509, after what came before it was acknowledged', async () => {
  const { line } = await settle({ client: 1 })
  const doc = new Y.Doc()
  const first = edit(doc, 'a', 1)
  edit(doc, 'b', 2)
  const third = edit(doc, 'c', 3)
  line.send(updateFrame(first))
  line.send(updateFrame(third))
  expect(await line.next('saved')).toMatchObject({ count: 1, position: 1 })
  expect(await line.untilClosed(4509)).toContain('échange complet')
})

test('[S13] what is held already is acknowledged and not appended', async () => {
  const { line } = await settle({ client: 1 })
  const doc = new Y.Doc()
  const first = edit(doc, 'a', 1)
  const second = edit(doc, 'a', 2)
  const deletesOnly = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(doc))
  expect(isEmptyUpdate(deletesOnly)).toBe(false)
  for (const update of [first, second, first, deletesOnly, Y.encodeStateAsUpdate(doc)])
    line.send(updateFrame(update))
  let saved = { count: 0, position: 0 }
  while (saved.count < 5) saved = await line.next('saved')
  expect(saved.position).toBe(2)
})

test('[S13] a delete set that is new is appended', async () => {
  const { line } = await settle({ client: 1 })
  const doc = new Y.Doc()
  doc.getText('t').insert(0, 'abc')
  line.send(updateFrame(Y.encodeStateAsUpdate(doc)))
  const before = Y.encodeStateVector(doc)
  doc.getText('t').delete(0, 1)
  line.send(updateFrame(Y.encodeStateAsUpdate(doc, before)))
  let saved = { count: 0, position: 0 }
  while (saved.count < 2) saved = await line.next('saved')
  expect(saved.position).toBe(2)
})

test('[S2] the server tells what it holds of the client’s own id above its acknowledged clock', async () => {
  const { line } = await settle({ client: 7 })
  const doc = new Y.Doc()
  doc.clientID = 7
  for (let i = 0; i < 5; i++) line.send(updateFrame(edit(doc, `k${i}`, i)))
  let saved = 0
  while (saved < 5) saved = (await line.next('saved')).count
  const again = await open()
  const said = await greet(again, { client: 7, clock: 2, session: 'run-2' })
  expect(said.clock).toBe(5)
  const { from, to } = Y.parseUpdateMeta(said.own)
  expect(from.get(7)).toBe(2)
  expect(to.get(7)).toBe(5)
  expect((await line.untilClosed(4408)).length).toBeGreaterThan(0)
})

test('[S19] a client id that another device has live is refused, and a free one is not', async () => {
  await settle({ client: 1 })
  const thief = await open(other)
  thief.send(hello({ client: 1 }))
  await thief.untilClosed(4409)
  const honest = await open(other)
  expect((await greet(honest, { client: 2 })).clock).toBe(0)
})

test('[S21] another epoch is closed with 4410; another incarnation or a position above the head compares all', async () => {
  const { said } = await settle({ client: 1 })
  const wrongEpoch = await open(other)
  wrongEpoch.send(hello({ client: 2, epoch: '99' }))
  await wrongEpoch.untilClosed(4410)
  const restored = await open(other)
  const first = await greet(restored, { client: 2, epoch: said.epoch, incarnation: 'before', position: 0 })
  expect(first.resume).toBe(false)
  const ahead = await open(other)
  const second = await greet(ahead, { ...said, client: 3, position: 99, session: 'run-9' })
  expect(second.resume).toBe(false)
})

test('an application that speaks an older protocol is told to update', async () => {
  const line = await open()
  line.send(hello({ version: 0 }))
  expect(await line.untilClosed(4426)).toContain('Mettez-la à jour')
})

test('[S1] frames that cannot be read store nothing, and twenty of them close the socket', async () => {
  const { line } = await settle({ client: 1 })
  for (let i = 0; i < 19; i++) line.send(Uint8Array.of(0, 2, 200, 1))
  line.send(updateFrame(edit(new Y.Doc(), 'a', 1)))
  expect(await line.next('saved')).toMatchObject({ count: 1, position: 1 })
  line.send(Uint8Array.of(0))
  await line.untilClosed(1008)
})

test('[S1] a text frame is no frame', async () => {
  const line = await open()
  line.ws.send('bonjour')
  await line.untilClosed(1008)
})

test('[S14] an update larger than a frame may be is refused for good', async () => {
  const { line } = await settle({ client: 1 })
  line.send(updateFrame(edit(new Y.Doc(), 'a', 'x'.repeat(2 * 1024 * 1024 + 2048))))
  await line.untilClosed(4413)
})

test('[S15] a ticket opens one socket, and the server answers the first sub-protocol alone', async () => {
  const ticket = await ticketFor(desk)
  const first = await Line.open(desk, room, 'maillage.v1', { ticket })
  lines.push(first)
  expect(first.ws.protocol).toBe('maillage.v1')
  await greet(first)
  const second = await Line.open(desk, room, 'maillage.v1', { ticket })
  lines.push(second)
  await second.untilClosed(4401)
  const guessed = await Line.open(desk, room, 'maillage.v1', { ticket: 'A'.repeat(43) })
  lines.push(guessed)
  await guessed.untilClosed(4401)
})

test('[S20] a page of another origin gets 403 before any socket exists', async () => {
  for (const [origin, status] of [
    ['https://ailleurs.example', '403'],
    ['null', '403'],
    ['app://maillage', undefined],
    [server.url, undefined],
  ] as const) {
    const ticket = await ticketFor(desk)
    const outcome = Line.open(desk, room, 'maillage.v1', { origin, ticket })
    const line = await outcome
    lines.push(line)
    if (status === undefined) expect(line.ws.readyState).toBe(1)
    else expect(line.closed?.code).toBe(1006)
  }
})

test('no more sockets than a device may have', async () => {
  for (let i = 0; i < 8; i++) {
    const line = await open(desk, 'y-websocket')
    line.send(step1Frame(Uint8Array.of(0)))
    await line.next('step2')
  }
  await (await open(desk, 'y-websocket')).untilClosed(1013)
  expect(lines.filter((line) => line.closed === undefined).length).toBe(8)
})

test('compaction keeps what a room says, and a position below it compares vectors', async () => {
  const open = (by: Desk): Promise<Line> => Line.open(by, room)
  const unlimited = await startServer({ args: ['--limits', 'none'] })
  const [writer, reader] = [
    await enrolDesk(unlimited.url, unlimited.data, 'coordinator', ['50']),
    await enrolDesk(unlimited.url, unlimited.data, 'coordinator', ['50']),
  ]
  const line = await open(writer)
  const said = await greet(line)
  const doc = new Y.Doc()
  doc.clientID = 1
  for (let i = 0; i < 1300; i += 50) {
    const updates = Array.from({ length: 50 }, (_, k) => edit(doc, `k${(i + k) % 40}`, i + k))
    for (const update of updates) line.send(updateFrame(update))
    let saved = 0
    while (saved < i + 50) saved = (await line.next('saved')).count
  }
  await until(async () => {
    const metrics = await (await fetch(`${unlimited.url}/metrics`)).text()
    return metrics.includes('maillage_compactions_total{kind="done"}')
  }, 'a compaction is done')
  const late = await open(reader)
  const old = { epoch: said.epoch, incarnation: said.incarnation }
  expect((await greet(late, { ...old, client: 2, position: 10 })).resume).toBe(false)
  late.send(step1Frame(Uint8Array.of(0)))
  const step2 = await late.next('step2')
  const got = new Y.Doc()
  Y.applyUpdate(got, step2.update)
  expect(got.getMap('essai').toJSON()).toEqual(doc.getMap('essai').toJSON())
  const near = await open(reader)
  expect((await greet(near, { ...old, client: 3, position: 1290, session: 'run-2' })).resume).toBe(true)
  expect((await near.next('at')).position).toBe(1300)
  await unlimited.close()
})

test('a client that sends faster than allowed is slowed down, not refused', async () => {
  const { line } = await settle({ client: 1 })
  const doc = new Y.Doc()
  const start = Date.now()
  for (let i = 0; i < 260; i++) line.send(updateFrame(edit(doc, `k${i}`, i)))
  let saved = 0
  while (saved < 260) saved = (await line.next('saved')).count
  expect(Date.now() - start).toBeGreaterThan(800)
  expect(line.closed).toBeUndefined()
})
