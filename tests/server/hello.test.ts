import { expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { isEmptyUpdate, step1Frame, updateFrame } from '../../src/core/sync/frames'
import { edit, enrolDesk, Line } from './desk'
import { greet, hello, openMeetings } from './meetings'

// A busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const { at, open, settle } = openMeetings()

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

test('[S2] [S9] a known position is resumed with the rows after it, and nobody compares vectors', async () => {
  const { line, said } = await settle({ client: 1 })
  const doc = new Y.Doc()
  doc.clientID = 1
  for (let i = 0; i < 70; i++) line.send(updateFrame(edit(doc, `k${i}`, i)))
  let saved = 0
  while (saved < 70) saved = (await line.next('saved')).count
  const late = await open(at().other)
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

test('[S3] step 1 without a hello is served as to a plain client, with saved and at', async () => {
  const line = await open()
  line.send(step1Frame(Uint8Array.of(0)))
  await line.next('step2')
  await line.next('step1')
  expect((await line.next('at')).position).toBe(0)
  line.send(updateFrame(edit(new Y.Doc(), 'a', 1)))
  expect(await line.next('saved')).toEqual({ is: 'saved', count: 1, position: 1 })
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
  const thief = await open(at().other)
  thief.send(hello({ client: 1 }))
  await thief.untilClosed(4409)
  const honest = await open(at().other)
  expect((await greet(honest, { client: 2 })).clock).toBe(0)
})

test('[S19] one who only reads keeps no client id from the one who writes under it', async () => {
  const { server, room } = at()
  const reader = await Line.open(await enrolDesk(server.url, server.data, 'reader', ['50']), room)
  expect(await greet(reader, { client: 7, clock: 3 })).toMatchObject({ access: 'read', clock: 3 })
  const { line } = await settle({ client: 7 })
  line.send(updateFrame(edit(new Y.Doc(), 'a', 1)))
  expect((await line.next('saved')).count).toBe(1)
  // Nor is its own looked up: it has none.
  const again = await Line.open(await enrolDesk(server.url, server.data, 'reader', ['50']), room)
  const { own, clock } = await greet(again, { client: 7, clock: 0 })
  expect([own.length, clock]).toEqual([0, 0])
  expect([reader.closed, line.closed]).toEqual([undefined, undefined])
  reader.close()
  again.close()
})

test('[S21] another epoch is closed with 4410; another incarnation or a position above the head compares all', async () => {
  const { said } = await settle({ client: 1 })
  const wrongEpoch = await open(at().other)
  wrongEpoch.send(hello({ client: 2, epoch: '99' }))
  await wrongEpoch.untilClosed(4410)
  const restored = await open(at().other)
  const first = await greet(restored, { client: 2, epoch: said.epoch, incarnation: 'before', position: 0 })
  expect(first.resume).toBe(false)
  const ahead = await open(at().other)
  const second = await greet(ahead, { ...said, client: 3, position: 99, session: 'run-9' })
  expect(second.resume).toBe(false)
})

test('an application that speaks an older protocol is told to update', async () => {
  const line = await open()
  line.send(hello({ version: 0 }))
  expect(await line.untilClosed(4426)).toContain('Mettez-la à jour')
})
