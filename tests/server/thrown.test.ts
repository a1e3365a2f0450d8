import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import WebSocket, { WebSocketServer } from 'ws'
import { limits } from '../../src/core/sync/protocol'
import type { Connection } from '../../sync-server/connection'
import { openLoopTurn } from '../../sync-server/loopTurn'
import { openSocket } from '../../sync-server/socket'
import { until } from './desk'

test('what is thrown while a frame is taken is told, and leaves the process alone', async () => {
  const errors: unknown[] = []
  const server = http.createServer()
  const wss = new WebSocketServer({ noServer: true })
  server.on('upgrade', (request, raw, head) => {
    wss.handleUpgrade(request, raw, head, (ws) => {
      const socket = openSocket(ws, raw, 'poste', {
        limits,
        turn: openLoopTurn(),
        now: Date.now,
        failed: (error) => {
          errors.push(error)
          socket.terminate()
        },
        gone: () => undefined,
      })
      const connection = {
        receive: () => {
          throw new Error('ours')
        },
        leave: () => undefined,
      }
      // A socket asks no more of a connection before it beats.
      socket.connect(connection as unknown as Connection)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A TCP server has an address, not a path.
  const { port } = server.address() as AddressInfo
  const ws = new WebSocket(`ws://127.0.0.1:${port}`)
  ws.on('open', () => ws.send(Uint8Array.of(1)))
  await until(() => ws.readyState === WebSocket.CLOSED, 'the socket is let go')
  expect(errors.map(String)).toEqual(['Error: ours'])
  server.close()
})
