import { randomBytes } from 'node:crypto'
import net from 'node:net'
import { expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { awarenessFrame, step1Frame, updateFrame } from '../../src/core/sync/frames'
import {
  edit,
  enrolDesk,
  headOf,
  Line,
  spawnServer,
  startServer,
  temporaryFolder,
  ticketFor,
  until,
} from './desk'

vi.setConfig({ testTimeout: 120_000 })

/** A line to a server that lets through so many bytes a second towards the client. */
async function slowLine(target: string, bytesPerSecond: number): Promise<{ url: string; close(): void }> {
  const proxy = net.createServer((near) => {
    const far = net.connect(Number(new URL(target).port), '127.0.0.1')
    near.on('error', () => far.destroy())
    far.on('error', () => near.destroy())
    near.pipe(far)
    far.pause()
    const timer = setInterval(() => {
      const bytes: unknown = far.read(Math.min(bytesPerSecond / 20, far.readableLength || 1))
      if (Buffer.isBuffer(bytes)) near.write(bytes)
      else far.read(0)
    }, 50)
    near.on('close', () => {
      clearInterval(timer)
      far.destroy()
    })
    far.on('close', () => near.destroy())
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const address = proxy.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server has an address')
  return { url: `http://127.0.0.1:${address.port}`, close: () => proxy.close() }
}

test('a slow line that moves gets a long answer whole, while a colleague goes on writing', async () => {
  const server = await startServer()
  const writer = await Line.open(
    await enrolDesk(server.url, server.data, 'coordinator', ['50']),
    'dep-50',
    'y-websocket',
  )
  const reading = await enrolDesk(server.url, server.data, 'coordinator', ['50'])
  writer.send(step1Frame(Uint8Array.of(0)))
  await writer.next('step2')
  const doc = new Y.Doc()
  for (let i = 0; i < 13; i++)
    writer.send(updateFrame(edit(doc, `k${i}`, randomBytes(500_000).toString('base64'))))
  await until(async () => (await headOf(reading, 'dep-50')) === 13, 'all of it is stored')
  const line = await slowLine(server.url, 350 * 1024)
  const slow = await Line.open({ ...reading, url: line.url }, 'dep-50', 'y-websocket', {
    ticket: await ticketFor(reading),
  })
  const began = Date.now()
  slow.send(step1Frame(Uint8Array.of(0)))
  const busy = setInterval(() => {
    writer.send(updateFrame(edit(doc, 'tick', Date.now())))
    slow.send(awarenessFrame(Uint8Array.of(0)))
  }, 1_000)
  await until(
    () => slow.closed !== undefined || slow.frames.some(({ is }) => is === 'step2'),
    'an end',
    90_000,
  )
  clearInterval(busy)
  expect(slow.closed).toBeUndefined()
  expect(Date.now() - began).toBeGreaterThan(12_000)
  slow.close()
  writer.close()
  line.close()
  await server.close()
})

test('a reader that asks again and again and takes nothing is answered once, not each time', async () => {
  const server = await startServer()
  const writer = await Line.open(
    await enrolDesk(server.url, server.data, 'coordinator', ['50']),
    'dep-50',
    'y-websocket',
  )
  const reading = await enrolDesk(server.url, server.data, 'reader', ['50'])
  writer.send(step1Frame(Uint8Array.of(0)))
  await writer.next('step2')
  const doc = new Y.Doc()
  for (let i = 0; i < 12; i++)
    writer.send(updateFrame(edit(doc, `k${i}`, randomBytes(600_000).toString('base64'))))
  writer.send(updateFrame(edit(doc, 'last', 1)))
  await until(async () => (await headOf(reading, 'dep-50')) === 13, 'all of it is stored')
  const probe = await Line.open(reading, 'dep-50', 'y-websocket')
  probe.send(step1Frame(Uint8Array.of(0)))
  await until(() => probe.frames.length > 0, 'all is there')
  probe.close()
  const slow = await Line.open(reading, 'dep-50', 'y-websocket')
  slow.ws.pause()
  const before = process.memoryUsage.rss()
  for (let i = 0; i < 40; i++) slow.send(step1Frame(Uint8Array.of(0)))
  const other = await Line.open(reading, 'dep-50', 'y-websocket')
  other.send(step1Frame(Uint8Array.of(0)))
  await other.next('step2')
  // Forty answers of ten megabytes would be four hundred.
  expect(process.memoryUsage.rss() - before).toBeLessThan(200 * 1024 * 1024)
  slow.ws.terminate()
  other.close()
  writer.close()
  await server.close()
})

test('strangers whose upgrade is refused hold nothing open, and keep no server from stopping', async () => {
  const data = temporaryFolder()
  const server = await spawnServer(data)
  const { port } = new URL(server.url)
  const strangers = Array.from({ length: 20 }, () => {
    const socket = net.connect({ port: Number(port), host: '127.0.0.1', allowHalfOpen: true })
    socket.on('error', () => undefined)
    socket.write(
      'GET /v1/rooms/dep-50 HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    )
    return socket
  })
  await Promise.all(strangers.map((socket) => new Promise((resolve) => socket.once('data', resolve))))
  const began = Date.now()
  await server.stop('SIGTERM')
  expect(Date.now() - began).toBeLessThan(5_000)
  for (const socket of strangers) socket.destroy()
})
