import { expect, test, vi } from 'vitest'
import { step1Frame } from '../../src/core/sync/frames'
import { dataFolder } from '../../sync-server/stores/dataFolder'
import { openConnection } from '../../sync-server/stores/sqliteFile'
import { enrolDesk, Line, startServer, ticketFor } from './desk'
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

test('who cannot be looked up is told to come back, and nobody else hears of it', async () => {
  const own = await startServer()
  const desk = await enrolDesk(own.url, own.data, 'coordinator', ['50'])
  const settled = await Line.open(desk, 'dep-50', 'y-websocket')
  settled.send(step1Frame(Uint8Array.of(0)))
  await settled.next('step2')
  const ticket = await ticketFor(desk)
  const db = openConnection(dataFolder(own.data).database)
  db.exec('ALTER TABLE devices RENAME TO devices_away')
  await (await Line.open(desk, 'dep-50', 'y-websocket', { ticket })).untilClosed(1013)
  db.exec('ALTER TABLE devices_away RENAME TO devices')
  db.close()
  settled.send(step1Frame(Uint8Array.of(0)))
  await settled.next('step2')
  settled.close()
  await own.close()
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
