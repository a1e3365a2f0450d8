import { createHash } from 'node:crypto'
import http from 'node:http'
import * as awarenessProtocol from 'y-protocols/awareness'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { exchangeStatus, readReplies, writeAsks } from '../../src/core/sync/exchangeBody'
import { awarenessFrame, step1Frame, updateFrame } from '../../src/core/sync/frames'
import { type Role, accessTo } from '../../src/core/sync/protocol'
import {
  type Desk,
  Line,
  type TestServer,
  edit,
  enrolDesk,
  filesWith,
  openProvider,
  post,
  runCommand,
  startServer,
  ticketFor,
  until,
} from './desk'

// A busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

let server: TestServer

beforeAll(async () => {
  server = await startServer()
})

afterAll(() => server.close())

const bearer = (desk: Desk): Record<string, string> => ({ authorization: `Bearer ${desk.token}` })

async function headOf(desk: Desk, room: string): Promise<number | undefined> {
  const list: unknown = await (await fetch(`${server.url}/v1/rooms`, { headers: bearer(desk) })).json()
  if (!Array.isArray(list)) throw new Error('a list of rooms')
  const line: unknown = list.find((entry: { room: string }) => entry.room === room)
  return typeof line === 'object' && line !== null && 'head' in line ? Number(line.head) : undefined
}

describe('[S16] each role, room, message and direction', () => {
  const rooms = [
    'national',
    'national-private',
    'national-61',
    'national-62',
    'dep-61',
    'dep-61-2026',
    'dep-61-private',
    'dep-61-private-2026',
    'dep-62',
    'dep-62-private',
    'nowhere',
  ]
  const roles: readonly (readonly [Role, readonly string[]])[] = [
    ['coordinator', ['61']],
    ['reader', ['61']],
    ['national', []],
  ]
  for (const [role, departments] of roles) {
    test.each(rooms)(`${role} in %s`, async (room) => {
      const access = accessTo(role, departments, room)
      const desk = await enrolDesk(server.url, server.data, role, departments)
      const update = edit(new Y.Doc(), 'a', role)
      const line = await Line.open(desk, room, 'y-websocket')
      const body = new TextEncoder().encode(`${role} ${room}`)
      const blob = `/v1/rooms/${room}/blobs/${createHash('sha256').update(body).digest('hex')}`
      const put = await fetch(server.url + blob, { method: 'PUT', body, headers: bearer(desk) })
      const get = await fetch(server.url + blob, { headers: bearer(desk) })
      const asked = await fetch(`${server.url}/v1/exchange`, {
        method: 'POST',
        headers: bearer(desk),
        body: new Uint8Array(
          writeAsks([
            {
              room,
              epoch: null,
              incarnation: null,
              position: null,
              vector: null,
              updates: [edit(new Y.Doc(), 'b', 1)],
            },
          ]),
        ),
      })
      const replies = readReplies(new Uint8Array(await asked.arrayBuffer()))
      const status = replies.ok ? replies.value[0]?.status : undefined
      if (access === undefined) {
        await line.untilClosed(4403)
        expect([put.status, get.status, status]).toEqual([403, 403, exchangeStatus.forbidden])
      } else if (access === 'read') {
        const before = await headOf(desk, room)
        line.send(step1Frame(Uint8Array.of(0)))
        await line.next('step2')
        line.send(updateFrame(update))
        line.send(awarenessFrame(awarenessOf(new Y.Doc())))
        line.send(updateFrame(Uint8Array.of(0, 0)))
        await until(async () => {
          const metrics = await (await fetch(`${server.url}/metrics`)).text()
          return metrics.includes('maillage_updates_refused_total{kind="access"}')
        }, 'the refusal is counted')
        expect(line.closed).toBeUndefined()
        expect(line.frames.some((frame) => frame.is === 'step1')).toBe(false)
        expect([put.status, get.status, status]).toEqual([403, 404, exchangeStatus.forbidden])
        expect(await headOf(desk, room)).toBe(before)
      } else {
        line.send(updateFrame(update))
        await until(async () => ((await headOf(desk, room)) ?? 0) >= 2, 'both updates are stored')
        expect([put.status, get.status, status]).toEqual([204, 200, exchangeStatus.ok])
        expect(new Uint8Array(await get.arrayBuffer())).toEqual(body)
        expect(get.headers.get('content-disposition')).toBe('attachment')
      }
      line.close()
    })
  }
})

function awarenessOf(doc: Y.Doc): Uint8Array {
  const awareness = new awarenessProtocol.Awareness(doc)
  awareness.setLocalState({ nom: 'Essai' })
  const bytes = awarenessProtocol.encodeAwarenessUpdate(awareness, [doc.clientID])
  awareness.destroy()
  return bytes
}

test('[S16] nobody sees a reader’s presence, and a reader sees the others’', async () => {
  const writer = await openProvider(await enrolDesk(server.url, server.data, 'coordinator', ['63']), 'dep-63')
  const reader = await openProvider(await enrolDesk(server.url, server.data, 'reader', ['63']), 'dep-63')
  await until(() => writer.synced && reader.synced, 'both are synced')
  reader.awareness.setLocalState({ screen: 'secret' })
  writer.awareness.setLocalState({ screen: 'accueil' })
  await until(() => reader.awareness.getStates().get(writer.doc.clientID) !== undefined, 'the reader sees')
  expect(writer.awareness.getStates().has(reader.doc.clientID)).toBe(false)
  writer.destroy()
  reader.destroy()
})

test('[S18] presence of a foreign client id, or beyond 4 KiB, is dropped', async () => {
  const desk = await enrolDesk(server.url, server.data, 'coordinator', ['64'])
  const watcher = await openProvider(desk, 'dep-64')
  const honest = await openProvider(desk, 'dep-64')
  await until(() => watcher.synced && honest.synced, 'both are synced')
  honest.awareness.setLocalState({ who: 'honest' })
  await until(() => watcher.awareness.getStates().get(honest.doc.clientID)?.['who'] === 'honest', 'seen')
  const line = await Line.open(desk, 'dep-64', 'y-websocket')
  const forger = new Y.Doc()
  line.send(step1Frame(Uint8Array.of(0)))
  await line.next('step2')
  const forged = new awarenessProtocol.Awareness(honest.doc)
  forged.setLocalState({ who: 'forged' })
  forged.meta.set(honest.doc.clientID, { clock: 999, lastUpdated: Date.now() })
  line.send(awarenessFrame(awarenessProtocol.encodeAwarenessUpdate(forged, [honest.doc.clientID])))
  const large = new awarenessProtocol.Awareness(new Y.Doc())
  large.setLocalState({ text: 'x'.repeat(5000) })
  line.send(awarenessFrame(awarenessProtocol.encodeAwarenessUpdate(large, [large.clientID])))
  line.send(awarenessFrame(awarenessOf(forger)))
  await until(() => watcher.awareness.getStates().has(forger.clientID), 'its own is seen')
  expect(watcher.awareness.getStates().get(honest.doc.clientID)?.['who']).toBe('honest')
  expect(watcher.awareness.getStates().has(large.clientID)).toBe(false)
  for (const made of [forged, large]) made.destroy()
  watcher.destroy()
  honest.destroy()
  line.close()
})

describe('enrolment', () => {
  async function invite(args: readonly string[]): Promise<string> {
    const { out } = await runCommand('admin', ['--data', server.data, 'invite', ...args])
    const line: unknown = JSON.parse(out)
    if (typeof line === 'object' && line !== null && 'code' in line) return String(line.code)
    throw new Error(out)
  }

  test('an invitation made beside the running server is traded once for a token and a list of rooms', async () => {
    const code = await invite(['--role', 'coordinator', '--department', '50,18', '--name', 'Coordination 50'])
    const typed = ` ${code.toLowerCase().replaceAll('-', ' ')} `
    const first = await post(server.url, '/v1/enrol', { code: typed, device: 'Portable de la coordination' })
    expect(first.status).toBe(201)
    const enrolled: unknown = await first.json()
    const year = new Date().getFullYear()
    expect(enrolled).toMatchObject({
      role: 'coordinator',
      token: expect.stringMatching(/^[\w-]{43}$/),
      device: expect.stringMatching(/^[0-9a-f]{16}$/),
      person: expect.stringMatching(/^[0-9a-f]{16}$/),
      rooms: expect.arrayContaining([
        { room: 'national', access: 'read' },
        { room: 'national-50', access: 'read' },
        { room: 'dep-18-private', access: 'write' },
        { room: `dep-50-${year}`, access: 'write' },
      ]),
    })
    const second = await post(server.url, '/v1/enrol', { code, device: 'Un autre' })
    expect(second.status).toBe(403)
    expect(await second.json()).toEqual({
      error: 'invitation-used',
      message: 'Cette invitation a déjà servi. Demandez-en une autre.',
    })
  })

  test('bad requests and wrong codes are refused in words, and too many of them for an hour (T77)', async () => {
    const own = await startServer()
    expect((await post(own.url, '/v1/enrol', { code: 7 })).status).toBe(400)
    expect((await post(own.url, '/v1/enrol', 'x'.repeat(10_000))).status).toBe(400)
    const answers = []
    for (let i = 0; i < 25; i++) {
      const spoofed = { 'content-type': 'application/json', 'x-forwarded-for': `10.0.0.${i}` }
      const body = JSON.stringify({ code: `AAAA-AAAA-AAAA-AA${i}`, device: 'x' })
      answers.push((await fetch(`${own.url}/v1/enrol`, { method: 'POST', headers: spoofed, body })).status)
    }
    expect(answers.slice(0, 20).every((status) => status === 403)).toBe(true)
    expect(answers.slice(20).every((status) => status === 429)).toBe(true)
    const desk = await enrolDesk(own.url, own.data, 'national').catch((error: unknown) => error)
    expect(desk).toBeInstanceOf(Error)
    await own.close()
  })

  test('behind a proxy that names its callers, the wrong codes of one shut nobody else out', async () => {
    const own = await startServer({ args: ['--address-header', 'X-Forwarded-For'] })
    const attempt = async (from: string): Promise<number> => {
      const headers = { 'content-type': 'application/json', 'x-forwarded-for': from }
      const body = JSON.stringify({ code: 'AAAA-AAAA-AAAA-AAAA', device: 'x' })
      return (await fetch(`${own.url}/v1/enrol`, { method: 'POST', headers, body })).status
    }
    for (let i = 0; i < 20; i++) expect(await attempt(`10.0.0.${i}, 192.0.2.1`)).toBe(403)
    expect(await attempt('192.0.2.1')).toBe(429)
    expect(await attempt('192.0.2.1, 192.0.2.2')).toBe(403)
    await own.close()
  })

  test('no token, or a wrong one, opens nothing', async () => {
    for (const headers of [
      {},
      { authorization: 'Bearer nope' },
      { authorization: `Bearer ${'A'.repeat(43)}` },
    ]) {
      for (const [method, address] of [
        ['POST', '/v1/ticket'],
        ['GET', '/v1/rooms'],
        ['POST', '/v1/exchange'],
        ['PUT', `/v1/rooms/dep-50/blobs/${'0'.repeat(64)}`],
      ] as const) {
        expect((await fetch(server.url + address, { method, headers })).status).toBe(401)
      }
    }
  })

  test('[S20] a page of another origin may not call, the desktop may', async () => {
    const desk = await enrolDesk(server.url, server.data, 'national')
    const call = (origin: string): Promise<Response> =>
      fetch(`${server.url}/v1/rooms`, { headers: { ...bearer(desk), origin } })
    expect((await call('https://ailleurs.example')).status).toBe(403)
    const desktop = await call('app://maillage')
    expect(desktop.status).toBe(200)
    expect(desktop.headers.get('access-control-allow-origin')).toBe('app://maillage')
    const preflight = await fetch(`${server.url}/v1/ticket`, {
      method: 'OPTIONS',
      headers: { origin: 'app://maillage' },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization')
  })
})

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

test('[S15] nothing secret stands in the files or in the journal', async () => {
  const desk = await enrolDesk(server.url, server.data, 'coordinator', ['66'])
  const ticket = await ticketFor(desk)
  const line = await Line.open(desk, 'dep-66', 'y-websocket', { ticket })
  line.send(step1Frame(Uint8Array.of(0)))
  await line.next('step2')
  line.close()
  for (const secret of [desk.token, ticket]) {
    expect(filesWith(secret, server.data)).toEqual([])
    expect(server.journal.join('\n')).not.toContain(secret)
  }
})
