import { createHash, randomBytes } from 'node:crypto'
import net from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { enrolDesk, startServer, until } from './desk'

// A busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

/** A request whose body comes as the test likes. */
function begin(url: string, path: string, token: string, length: number) {
  const socket = net.connect({ port: Number(new URL(url).port), host: '127.0.0.1' })
  const request = { socket, text: '', isClosed: false }
  socket.on('error', () => undefined)
  socket.on('data', (bytes) => (request.text += bytes.toString()))
  socket.on('close', () => (request.isClosed = true))
  const head = [
    `PUT ${path} HTTP/1.1`,
    'Host: x',
    `Authorization: Bearer ${token}`,
    `Content-Length: ${length}`,
  ]
  socket.write(`${head.join('\r\n')}\r\n\r\n`)
  return request
}

/** Sends so much again and again, until it is stopped or the line is. */
function drip(socket: net.Socket, text: string): () => void {
  const ticking = setInterval(() => socket.write(text), 50)
  const stop = (): void => clearInterval(ticking)
  socket.once('close', stop)
  onTestFinished(stop)
  return stop
}

test('a body that nobody reads is not waited for, however well it moves', async () => {
  const server = await startServer({ limits: { smallBodyMs: 500 } })
  const desk = await enrolDesk(server.url, server.data, 'coordinator', ['50'])
  const length = 10_000_000
  const path = `/v1/rooms/dep-50/blobs/${'0'.repeat(64)}`
  const unread = [
    begin(server.url, path, 'A'.repeat(43), length),
    begin(server.url, '/healthz', desk.token, length),
    begin(server.url, '/v1/rooms/dep-51/blobs/x', desk.token, length),
  ]
  for (const { socket } of unread) drip(socket, 'x'.repeat(2_000))
  await until(() => unread.every(({ isClosed }) => isClosed), 'they are let go')
  expect(unread.map(({ text }) => text.slice(9, 12))).toEqual(['401', '404', '404'])
  await server.close()
})

test('a line that says nothing, or says its head letter by letter, is let go', async () => {
  const server = await startServer({ limits: { headersMs: 1_000 } })
  const port = Number(new URL(server.url).port)
  const lines = [0, 1].map(() => net.connect({ port, host: '127.0.0.1' }))
  const closed = new Set<net.Socket>()
  for (const line of lines)
    line
      .on('error', () => undefined)
      .on('close', () => closed.add(line))
      .resume()
  const [, slow] = lines
  slow?.write('GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: ')
  if (slow) drip(slow, 'x')
  await until(() => closed.size === 2, 'both are let go', 15_000)
  await server.close()
})

test('a body is waited for as long as it moves, and no longer', async () => {
  // As five minutes once were to an attachment: many times the pause, and more than one look of Node's own.
  const server = await startServer({ limits: { bodyPauseMs: 1_500, bodyPauseBytes: 1_000 } })
  const desk = await enrolDesk(server.url, server.data, 'coordinator', ['50'])
  const photo = randomBytes(160_000)
  const path = `/v1/rooms/dep-50/blobs/${createHash('sha256').update(photo).digest('hex')}`
  const moving = begin(server.url, path, desk.token, photo.length)
  const began = Date.now()
  let sent = 0
  const ticking = setInterval(() => {
    moving.socket.write(photo.subarray(sent, sent + 2_000))
    sent += 2_000
    if (sent >= photo.length) clearInterval(ticking)
  }, 50)
  const stopped = begin(server.url, path, desk.token, photo.length)
  stopped.socket.write(photo.subarray(0, 50_000))
  const stranger = begin(server.url, path, 'A'.repeat(43), photo.length)
  await until(() => stopped.isClosed && stranger.isClosed, 'those that stopped are let go')
  expect(stranger.text).toContain(' 401 ')
  await until(() => moving.text !== '' || moving.isClosed, 'the one that moves is answered')
  expect(moving.text).toContain(' 204 ')
  expect(Date.now() - began).toBeGreaterThan(2 * 1_500)
  moving.socket.destroy()
  await server.close()
})
