import { expect, test, vi } from 'vitest'
import { step1Frame } from '../../src/core/sync/frames'
import { ticketFor } from './desk'
import { greet, openMeetings } from './meetings'

// A busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const { at, open } = openMeetings()

test('[S15] a ticket opens one socket, and the server answers the first sub-protocol alone', async () => {
  const ticket = await ticketFor(at().desk)
  const first = await open(at().desk, 'maillage.v1', { ticket })
  expect(first.ws.protocol).toBe('maillage.v1')
  await greet(first)
  const second = await open(at().desk, 'maillage.v1', { ticket })
  await second.untilClosed(4401)
  const guessed = await open(at().desk, 'maillage.v1', { ticket: 'A'.repeat(43) })
  await guessed.untilClosed(4401)
})

test('[S20] a page of another origin gets 403 before any socket exists', async () => {
  for (const [origin, status] of [
    ['https://ailleurs.example', '403'],
    ['null', '403'],
    ['app://maillage', undefined],
    [at().server.url, undefined],
  ] as const) {
    const ticket = await ticketFor(at().desk)
    const line = await open(at().desk, 'maillage.v1', { origin, ticket })
    if (status === undefined) expect(line.ws.readyState).toBe(1)
    else expect(line.closed?.code).toBe(1006)
  }
})

test('no more sockets than a device may have', async () => {
  const lines = []
  for (let i = 0; i < 8; i++) {
    const line = await open(at().desk, 'y-websocket')
    lines.push(line)
    line.send(step1Frame(Uint8Array.of(0)))
    await line.next('step2')
  }
  await (await open(at().desk, 'y-websocket')).untilClosed(1013)
  expect(lines.map((line) => line.closed)).toEqual(lines.map(() => undefined))
})
