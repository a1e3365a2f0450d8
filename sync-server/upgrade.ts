import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { type CloseCode, accessTo, closeCode, closeReason, subprotocols } from '../src/core/sync/protocol'
import type { Access as Registry, Tickets } from './access'
import { desktopOrigin } from './config'
import { Connection, type ConnectionSurroundings } from './connection'
import { type Log, reasonOf } from './log'
import type { Rooms } from './rooms'
import { type Socket, openSocket } from './socket'

/** What sockets are opened with. */
export interface UpgradeSurroundings extends ConnectionSurroundings {
  readonly registry: Registry
  readonly tickets: Tickets
  readonly rooms: Rooms
  readonly origins: readonly string[]
  readonly log: Log
}

/** The sockets that are open, and how to close them. */
export interface Sockets {
  readonly open: ReadonlySet<Socket>
  /** Bytes that they have been given and the network has not taken yet. */
  readonly buffered: number
  /** No new socket from now on. */
  stop(): void
}

const known: readonly string[] = Object.values(subprotocols)
const roomPath = /^\/v1\/rooms\/([^/?]+)(?:\?.*)?$/

/** Opens sockets on a server: origin, ticket, role, then the room; who fails is told by a final close code. */
export function listenForSockets(server: Server, around: UpgradeSurroundings): Sockets {
  const { limits } = around
  const open = new Set<Socket>()
  const wss = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: limits.frameBytes * 2,
    maxFragments: limits.fragments,
    // The first sub-protocol is the answer; the second is the ticket, which is never sent back.
    handleProtocols: (offered) => [...offered][0] ?? false,
  })
  let stopped = false

  const refuse = (ws: WebSocket, code: CloseCode): void => {
    around.metrics.count('maillage_sockets_closed_total', String(code))
    ws.on('error', () => undefined)
    ws.close(code, closeReason[code])
    // A stranger has a second to hear it: nothing more of theirs is kept in memory.
    setTimeout(() => ws.terminate(), 1_000).unref()
  }

  const join = (ws: WebSocket, raw: Duplex, name: string, offered: readonly string[]): void => {
    const [protocol = '', ticket = ''] = offered
    const device = around.tickets.redeem(ticket)
    const member = device === undefined ? undefined : around.registry.member(device)
    if (member === undefined) return refuse(ws, closeCode.token)
    const access = accessTo(member.role, member.departments, name)
    if (access === undefined) return refuse(ws, closeCode.access)
    const mine = [...open].filter((socket) => socket.device === member.device)
    if (mine.length >= limits.socketsPerDevice) return refuse(ws, closeCode.busy)

    const failed = (error: unknown): void => {
      around.metrics.count('maillage_failures_total', 'socket')
      around.log('socket-failed', { room: name, device: member.device, reason: reasonOf(error) })
      socket.close(closeCode.busy)
    }
    const socket = openSocket(ws, raw, member.device, {
      limits,
      turn: around.turn,
      now: around.now,
      failed,
      gone: () => open.delete(socket),
    })
    open.add(socket)
    around.metrics.count('maillage_sockets_opened_total')
    const ours = protocol === subprotocols.maillage
    around.rooms.open(name).then((room) => {
      socket.connect(new Connection(member.device, access, ours, room, socket.wire, around))
    }, failed)
  }

  server.on('upgrade', (request: IncomingMessage, raw: Duplex, head: Buffer) => {
    raw.on('error', () => raw.destroy())
    const name = roomPath.exec(request.url ?? '')?.[1]
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((word) => word.trim())
    if (stopped) return refuseUpgrade(raw, 503)
    if (name === undefined) return refuseUpgrade(raw, 404)
    if (!originAllowed(request, around.origins)) return refuseUpgrade(raw, 403)
    if (!known.includes(offered[0] ?? '') || (offered[1] ?? '') === '') return refuseUpgrade(raw, 401)
    wss.handleUpgrade(request, raw, head, (ws) => {
      try {
        join(ws, raw, name, offered)
      } catch (error) {
        // What could not be looked up, in an event of the server's, would end the process and every other socket.
        around.metrics.count('maillage_failures_total', 'socket')
        around.log('socket-failed', { room: name, reason: reasonOf(error) })
        refuse(ws, closeCode.busy)
      }
    })
  })

  return {
    open,
    get buffered() {
      let bytes = 0
      for (const { wire } of open) bytes += wire.buffered
      return bytes
    },
    stop: () => {
      stopped = true
    },
  }
}

/** A browser says where its page comes from; anything else holds a ticket and may say nothing. */
export function originAllowed(request: IncomingMessage, origins: readonly string[]): boolean {
  const { origin, host } = request.headers
  if (origin === undefined || origin === desktopOrigin || origins.includes(origin)) return true
  return origin === `http://${host ?? ''}` || origin === `https://${host ?? ''}`
}

function refuseUpgrade(raw: Duplex, status: number): void {
  raw.once('finish', () => raw.destroy())
  raw.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  )
}
