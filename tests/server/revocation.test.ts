import { createHash } from 'node:crypto'
import http from 'node:http'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { writeAsks } from '../../src/core/sync/exchangeBody'
import { step1Frame } from '../../src/core/sync/frames'
import {
  type Desk,
  Line,
  type TestServer,
  bearer,
  edit,
  enrolDesk,
  headOf,
  post,
  runCommand,
  startServer,
  ticketFor,
} from './desk'

// A busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

let server: TestServer

beforeAll(async () => {
  server = await startServer()
})

afterAll(() => server.close())

test('[S17] a device revoked from outside is closed within two seconds and gets nothing any more', async () => {
  const desk = await enrolDesk(server.url, server.data, 'coordinator', ['65'])
  const colleague = await enrolDesk(server.url, server.data, 'coordinator', ['65'])
  const line = await Line.open(desk, 'dep-65', 'y-websocket')
  const kept = await Line.open(colleague, 'dep-65', 'y-websocket')
  const ticket = await ticketFor(desk)
  for (const each of [line, kept]) {
    each.send(step1Frame(Uint8Array.of(0)))
    await each.next('step2')
  }
  const { out } = await runCommand('admin', ['--data', server.data, 'revoke', desk.device])
  const start = Date.now()
  expect(JSON.parse(out)).toEqual({ revoked: desk.device })
  await line.untilClosed(4401)
  expect(Date.now() - start).toBeLessThan(2_000)
  expect(kept.closed).toBeUndefined()
  expect((await post(server.url, '/v1/ticket', {}, desk.token)).status).toBe(401)
  const late = await Line.open(desk, 'dep-65', 'y-websocket', { ticket })
  await late.untilClosed(4401)
  kept.close()
})

/** A request that the server has begun to read, and whose body comes when it is told to; then the answer's status. */
async function begun(
  desk: Desk,
  method: string,
  address: string,
  body: Uint8Array,
): Promise<() => Promise<number | undefined>> {
  const headers = { ...bearer(desk), expect: '100-continue', 'content-length': body.length }
  const request = http.request(server.url + address, { method, headers })
  const status = new Promise<number | undefined>((resolve, reject) => {
    request.on('response', (response) => resolve(response.resume().statusCode)).on('error', reject)
  })
  await new Promise((resolve) => request.on('continue', resolve).flushHeaders())
  return () => {
    request.end(body)
    return status
  }
}

test('[S17] what a device had begun when it was revoked is neither stored nor answered', async () => {
  const desk = await enrolDesk(server.url, server.data, 'coordinator', ['67'])
  const colleague = await enrolDesk(server.url, server.data, 'coordinator', ['67'])
  const nothing = { epoch: null, incarnation: null, position: null, vector: null }
  const exchange = (update: Uint8Array) => writeAsks([{ room: 'dep-67', ...nothing, updates: [update] }])
  const file = new TextEncoder().encode('une pièce jointe')
  const blob = `/v1/rooms/dep-67/blobs/${createHash('sha256').update(file).digest('hex')}`
  const requests = (by: Desk) =>
    Promise.all([
      begun(by, 'POST', '/v1/exchange', exchange(edit(new Y.Doc(), 'a', by.device))),
      begun(by, 'POST', '/v1/exchange', writeAsks([{ room: 'dep-67', ...nothing, updates: [] }])),
      begun(by, 'PUT', blob, file),
    ])
  const late = await requests(desk)
  await runCommand('admin', ['--data', server.data, 'revoke', desk.device])
  expect(await Promise.all(late.map((finish) => finish()))).toEqual([401, 401, 401])
  expect(await headOf(colleague, 'dep-67')).toBe(0)
  expect((await fetch(server.url + blob, { headers: bearer(colleague) })).status).toBe(404)
  const welcome = await requests(colleague)
  expect(await Promise.all(welcome.map((finish) => finish()))).toEqual([200, 200, 204])
})
