import { expect, onTestFinished, test, vi } from 'vitest'
import { exchangeStatus, readReplies, writeAsks } from '../../src/core/sync/exchangeBody'
import { step1Frame, updateFrame } from '../../src/core/sync/frames'
import { openNewcomers } from '../../sync-server/newcomers'
import { craft, gc } from './craft'
import { type Desk, Line, bearer, enrolDesk, headOf, startServer, until } from './desk'

// A busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const limits = { roomClients: 50, crowdedClients: 10 }

async function start() {
  const server = await startServer({ limits })
  onTestFinished(() => server.close())
  const enrol = () => enrolDesk(server.url, server.data, 'coordinator', ['50'])
  return { desk: await enrol(), colleague: await enrol() }
}

/** So many client ids that wrote one thing each. */
const ids = (from: number, count: number): Uint8Array =>
  craft(Array.from({ length: count }, (_, at) => ({ client: from + at, clock: 0, structs: [gc(1)] })))

async function send(desk: Desk, update: Uint8Array) {
  const ask = { room: 'dep-50', epoch: null, incarnation: null, position: null, vector: null }
  const response = await fetch(`${desk.url}/v1/exchange`, {
    method: 'POST',
    headers: bearer(desk),
    body: new Uint8Array(writeAsks([{ ...ask, updates: [update] }])),
  })
  const replies = readReplies(new Uint8Array(await response.arrayBuffer()))
  return replies.ok ? replies.value[0]?.status : undefined
}

test('[S31] who has brought too many client ids into a crowded room is refused, and nobody else is', async () => {
  const { desk, colleague } = await start()
  const { ok, crowded } = exchangeStatus
  expect(await send(desk, ids(1_000, 50))).toBe(ok)
  expect(await send(desk, ids(2_000, 10))).toBe(ok)
  expect(await send(desk, ids(3_000, 1))).toBe(crowded)
  expect(await headOf(desk, 'dep-50')).toBe(2)
  // Known ones write on, a colleague comes with a new one, and other rooms are none of it.
  expect(await send(desk, craft([{ client: 1_000, clock: 1, structs: [gc(5)] }]))).toBe(ok)
  expect(await send(colleague, ids(4_000, 1))).toBe(ok)
  expect(await send(colleague, ids(5_000, 10))).toBe(crowded)
})

test('[S31] a socket is closed with a code that says so, and what came before is stored', async () => {
  const { desk, colleague } = await start()
  const line = await Line.open(desk, 'dep-50', 'y-websocket')
  line.send(step1Frame(Uint8Array.of(0)))
  await line.next('step2')
  line.send(updateFrame(ids(1_000, 55)))
  line.send(updateFrame(ids(2_000, 6)))
  expect(await line.untilClosed(4414)).toContain('Rien n’est perdu')
  await until(async () => (await headOf(colleague, 'dep-50')) === 1, 'the first is stored')
})

test('what a device has brought is forgotten the next day', () => {
  const clock = { now: Date.UTC(2026, 10, 28, 12) }
  const newcomers = openNewcomers(limits, () => clock.now)
  const room = { name: 'dep-50', clients: 50 }
  expect(newcomers.take('a', room, 10)).toBe(true)
  expect(newcomers.take('a', room, 1)).toBe(false)
  expect(newcomers.take('a', { ...room, name: 'dep-51' }, 1)).toBe(true)
  clock.now += 12 * 3_600_000
  expect(newcomers.take('a', room, 10)).toBe(true)
  expect(newcomers.take('a', room, 0)).toBe(true)
})
