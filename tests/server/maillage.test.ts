import { expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { isEmptyUpdate, step1Frame, step2Frame, updateFrame } from '../../src/core/sync/frames'
import { type Desk, Line, edit, enrolDesk, startServer, until } from './desk'
import { greet, openMeetings } from './meetings'

// A busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const { at, open, settle } = openMeetings()

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

test('[S9] the others hear an update, its author hears only the position', async () => {
  const author = await settle({ client: 1 })
  const reader = await settle({ client: 2 }, at().other)
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
  const reader = await settle({ client: 2 }, at().other)
  const plain = await open(at().other, 'y-websocket')
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

test('compaction keeps what a room says, and a position below it compares vectors', async () => {
  const open = (by: Desk): Promise<Line> => Line.open(by, at().room)
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

test('[S6] a quiet line hears something before the longest silence is over', async () => {
  const heartbeatMs = 3_000
  const quiet = await startServer({ limits: { heartbeatMs } })
  const line = await Line.open(await enrolDesk(quiet.url, quiet.data, 'coordinator', ['50']), 'dep-50')
  const heard: number[] = []
  line.ws.on('message', () => heard.push(performance.now()))
  await greet(line)
  line.send(step1Frame(Uint8Array.of(0)))
  await line.next('at')
  const answered = heard.length - 1
  await until(() => heard.length > answered + 3, 'three signs of life')
  const silences = heard.slice(answered + 1).map((time, i) => time - (heard[answered + i] ?? 0))
  // A busy machine may be late by less than the server’s own rhythm, which is what it must reckon with.
  for (const silence of silences) expect(silence).toBeLessThan(heartbeatMs + 1_500)
  expect(line.closed).toBeUndefined()
  line.close()
  await quiet.close()
})

test('[S12] what other replicas wrote is taken from whoever may write the room', async () => {
  const other = await settle({ client: 1 })
  const carrier = await settle({ client: 2 }, at().other)
  const doc = new Y.Doc()
  const written = [70, 71, 72].map((client) => {
    doc.clientID = client
    return edit(doc, `of ${client}`, client)
  })
  // All three at once, as a file holds them, from a desk that wrote none of them; their authors are away.
  carrier.line.send(updateFrame(Y.mergeUpdates(written)))
  expect(await carrier.line.next('saved')).toMatchObject({ count: 1, position: 1 })
  const heard = new Y.Doc()
  Y.applyUpdate(heard, (await other.line.next('update')).update)
  expect(heard.getMap('essai').toJSON()).toEqual({ 'of 70': 70, 'of 71': 71, 'of 72': 72 })
  expect([...Y.decodeStateVector(Y.encodeStateVector(heard)).keys()].sort()).toEqual([70, 71, 72])
  // And from a plain client, which has no name for itself at all.
  doc.clientID = 73
  const later = edit(doc, 'of 73', 73)
  const plain = await open(at().other, 'y-websocket')
  plain.send(step1Frame(Uint8Array.of(0)))
  await plain.next('step2')
  plain.send(updateFrame(later))
  expect((await other.line.next('update')).update).toEqual(later)
})
