import { createHash, randomBytes } from 'node:crypto'
import net from 'node:net'
import { expect, test, vi } from 'vitest'
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
