import { createHash, randomBytes } from 'node:crypto'
import net from 'node:net'
import { gzipSync } from 'node:zlib'
import { expect, test, vi } from 'vitest'
import { dataFolder } from '../../sync-server/stores/dataFolder'
import { openConnection } from '../../sync-server/stores/sqliteFile'
import { type Desk, enrolDesk, runCommand, startServer, temporaryFolder, until } from './desk'

// A busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const bytes = new TextEncoder().encode('un justificatif de dépense')
const hash = createHash('sha256').update(bytes).digest('hex')

const ask = ({ url, token }: Desk, init: RequestInit = {}): Promise<Response> =>
  fetch(`${url}/v1/rooms/dep-50/blobs/${hash}`, {
    ...init,
    headers: { ...init.headers, authorization: `Bearer ${token}` },
  })

const put = (desk: Desk, body: BodyInit = bytes, headers: HeadersInit = {}): Promise<Response> =>
  ask(desk, { method: 'PUT', body, headers })

test('an attachment that was damaged is given to nobody, said to be, and replaced when it comes again', async () => {
  const data = temporaryFolder()
  const first = await startServer({ data })
  const enrolled = await enrolDesk(first.url, data, 'coordinator', ['50'])
  expect((await put(enrolled)).status).toBe(204)
  await first.close()
  expect((await runCommand('admin', ['--data', data, 'verify'])).code).toBe(0)
  const db = openConnection(dataFolder(data).database)
  db.exec("UPDATE blobs SET bytes = CAST(x'00' || substr(bytes, 2) AS BLOB)")
  db.close()
  const verified = await runCommand('admin', ['--data', data, 'verify'])
  expect([verified.code, verified.err]).toEqual([1, expect.stringContaining(hash)])
  expect(verified.err).not.toContain('restore')

  const server = await startServer({ data })
  const desk = { ...enrolled, url: server.url }
  const health = async (): Promise<unknown> => (await fetch(`${server.url}/healthz`)).json()
  expect((await ask(desk)).status).toBe(404)
  expect(await health()).toEqual({ ok: false, problem: 'damaged-attachment' })
  expect(await (await fetch(`${server.url}/metrics`)).text()).toContain('maillage_attachments_damaged 1')
  expect((await put(desk)).status).toBe(204)
  expect(new Uint8Array(await (await ask(desk)).arrayBuffer())).toEqual(bytes)
  expect(await health()).toEqual({ ok: true })
  expect((await runCommand('admin', ['--data', data, 'verify'])).code).toBe(0)
  await server.close()
})

test('a body that cannot be read is no body that is too big', async () => {
  const server = await startServer({ limits: { blobBytes: 1_000 } })
  const desk = await enrolDesk(server.url, server.data, 'coordinator', ['50'])
  const gzip = { 'content-encoding': 'gzip' }
  expect((await put(desk, 'zzz', gzip)).status).toBe(400)
  expect((await put(desk, bytes, { 'content-encoding': 'br' })).status).toBe(400)
  expect((await put(desk, 'd’autres octets')).status).toBe(400)
  expect((await put(desk, gzipSync(new Uint8Array(2_000)), gzip)).status).toBe(413)
  expect((await put(desk, gzipSync(bytes), gzip)).status).toBe(204)
  await server.close()
})

test('an address that is none is answered as one that is not there', async () => {
  const server = await startServer()
  expect((await fetch(`${server.url}//`)).status).toBe(404)
  expect(server.journal.filter((line) => line.includes('request-failed'))).toEqual([])
  await server.close()
})

test('a device that asks without taking holds a few answers, and is let go', async () => {
  const server = await startServer({ limits: { requestsPerDevice: 3, stalledMs: 1_000 } })
  const desk = await enrolDesk(server.url, server.data, 'coordinator', ['50'])
  const colleague = await enrolDesk(server.url, server.data, 'coordinator', ['50'])
  const photo = randomBytes(16 * 1024 * 1024)
  const name = createHash('sha256').update(photo).digest('hex')
  const path = `/v1/rooms/dep-50/blobs/${name}`
  const authorization = `Bearer ${desk.token}`
  expect(
    (await fetch(`${server.url}${path}`, { method: 'PUT', body: photo, headers: { authorization } })).status,
  ).toBe(204)
  const { port } = new URL(server.url)
  const sockets = Array.from({ length: 3 }, () => {
    const socket = net.connect({ port: Number(port), host: '127.0.0.1' })
    socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\n\r\n`)
    return socket
  })
  // The first bytes say that it is under way; then nobody reads on.
  await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('readable', resolve))))
  const refused = await fetch(`${server.url}${path}`, { headers: { authorization } })
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5'])
  expect((await put(colleague)).status).toBe(204)
  await until(async () => (await ask(desk)).status === 200, 'the stalled ones are let go')
  for (const socket of sockets) socket.destroy()
  await server.close()
})

test('the bodies of one device take no more than their share of memory, and are told to come again', async () => {
  const server = await startServer({ limits: { bodyBytesPerDevice: 100_000 } })
  const desk = await enrolDesk(server.url, server.data, 'coordinator', ['50'])
  const colleague = await enrolDesk(server.url, server.data, 'coordinator', ['50'])
  const { port } = new URL(server.url)
  const path = `/v1/rooms/dep-50/blobs/${hash}`
  const sockets = Array.from({ length: 3 }, () => {
    const socket = net.connect({ port: Number(port), host: '127.0.0.1' })
    const one = { socket, text: '' }
    socket.on('data', (some) => (one.text += some.toString()))
    socket.on('error', () => undefined)
    socket.write(`PUT ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${desk.token}\r\n`)
    socket.write('Content-Length: 60000\r\n\r\n')
    socket.write(randomBytes(40_000))
    return one
  })
  const told = () => sockets.filter(({ text }) => text.startsWith('HTTP/1.1 503'))
  await until(() => told().length > 0, 'one is told')
  expect(told()[0]?.text).toMatch(/retry-after: 5/i)
  expect((await put(colleague)).status).toBe(204)
  for (const { socket } of sockets) socket.destroy()
  await until(async () => (await put(desk)).status === 204, 'it comes again')
  await server.close()
})
