import net from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { step1Frame, updateFrame } from '../../src/core/sync/frames'
import {
  type Desk,
  type TestServer,
  bearer,
  edit,
  enrolDesk,
  Line,
  post,
  runCommand,
  startServer,
  until,
} from './desk'

// A busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

let server: TestServer

beforeAll(async () => {
  server = await startServer()
})

afterAll(() => server.close())

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

test('as many tries at once as one likes count as many', async () => {
  const own = await startServer()
  const { port } = new URL(own.url)
  const body = JSON.stringify({ code: 'AAAA-AAAA-AAAA-AAAA', device: 'x' })
  // « 100 Continue » says that it was taken in; the body follows when all have been.
  const head = `POST /v1/enrol HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: ${body.length}\r\n\r\n`
  const tries = Array.from({ length: 40 }, () => {
    const socket = net.connect({ port: Number(port), host: '127.0.0.1' })
    const one = { socket, text: '' }
    socket.on('data', (bytes) => (one.text += bytes.toString()))
    socket.write(head)
    return one
  })
  await until(() => tries.every(({ text }) => text.includes(' 100 ')), 'all have come')
  for (const { socket } of tries) socket.write(body)
  await until(() => tries.every(({ text }) => / 4\d\d /.test(text)), 'all are answered')
  for (const { socket } of tries) socket.destroy()
  const statuses = tries.map(({ text }) => / (4\d\d) /.exec(text)?.[1])
  expect(statuses.filter((status) => status === '403').length).toBe(20)
  expect(statuses.filter((status) => status === '429').length).toBe(20)
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

test('[S29] the list of rooms comes again only when there is another room', async () => {
  const desk = await enrolDesk(server.url, server.data, 'coordinator', ['31'])
  const list = (tag: string): Promise<Response> =>
    fetch(`${server.url}/v1/rooms`, { headers: { ...bearer(desk), 'if-none-match': tag } })
  const first = await list('')
  const tag = first.headers.get('etag') ?? ''
  expect([first.status, (await list(tag)).status]).toEqual([200, 304])
  await writeUpdate(desk, 'dep-31')
  expect((await list(tag)).status).toBe(304)
  await writeUpdate(desk, 'dep-31-2019')
  const later = await list(tag)
  expect(later.status).toBe(200)
  expect(await later.json()).toContainEqual(expect.objectContaining({ room: 'dep-31-2019', head: 1 }))
})

test('a request for a token whose few words do not come is ended', async () => {
  const patient = await startServer({ limits: { smallBodyMs: 500 } })
  const socket = net.connect({ port: Number(new URL(patient.url).port), host: '127.0.0.1' })
  socket.on('error', () => undefined)
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.write('POST /v1/enrol HTTP/1.1\r\nHost: x\r\nContent-Length: 40\r\n\r\n{"code"')
  const began = Date.now()
  await closed
  expect(Date.now() - began).toBeLessThan(8_000)
  await patient.close()
})

/** Writes one update into a room, as a plain client does. */
async function writeUpdate(desk: Desk, room: string): Promise<void> {
  const line = await Line.open(desk, room, 'y-websocket')
  line.send(step1Frame(Uint8Array.of(0)))
  await line.next('step2')
  line.send(updateFrame(edit(new Y.Doc(), 'key', room)))
  line.send(step1Frame(Uint8Array.of(0)))
  await line.next('step2')
  line.close()
}
