import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { closeCode, isFinal, limits, messageType, syncType } from '../../core/sync/protocol'
import { helloFrame, readFrame, updateFrame } from '../../core/sync/frames'
import { parseServerHello, type ServerHello } from '../../core/sync/hello'
import { fail, ok } from '../../core/result'
import { subprotocols, protocolVersion } from '../../core/sync/protocol'
import { ownClock } from './exchange'
import type { LoadedRoom } from './loadedRooms'
import { LiveSocket, type LiveEnds, type OpenRaw } from './liveSocket'
import type { Ground } from './openWorkspace'
import type { Outbox } from './outbox'
import { settleIdentity } from './rollback'
import type { ServerCalls } from './server'
import type { StoredUpdate } from './updateLog'

/** A room on a socket of its own. */
export interface LiveRoom {
  readonly room: string
  /** Both sides have said what they hold: this room needs no exchange. */
  isLive(): boolean
  close(): void
}

/** What the owner of live rooms is told. */
export interface LiveEvents {
  /** The room came alive, or stopped being so. */
  changed(): void
  /** A copy of this profile writes under the same id: the room must be parted from it, then opened again. */
  forked(): void
  /** Closed with a code that only a person can do something about. */
  refused(code: number): void
  /** The server's clock, for a warning. */
  serverTime(ms: number): void
}

/** What a live room needs beside its documents. */
export interface LiveNetwork {
  readonly url: string
  readonly calls: ServerCalls
  readonly openRaw: OpenRaw
  /** Random for each run of the application. */
  readonly session: string
  /** Waits this room's turn to connect. */
  turn(): Promise<void>
}

/** Most bytes of updates in one frame: well below what the server takes. */
const FRAME_BYTES = limits.frameBytes / 4

/** A sync message that was sent, and the updates of the log that it carries. */
interface Sent {
  readonly rows: readonly StoredUpdate[]
  /** It was the whole difference: everything accepted before it is with the server once it is saved. */
  readonly level: boolean
}

/** Puts a loaded room on a socket: y-websocket speaks, the log decides what is sent and what is applied. */
export function openLiveRoom(
  ground: Ground,
  outbox: Outbox,
  { room }: LoadedRoom,
  network: LiveNetwork,
  events: LiveEvents,
): LiveRoom {
  const { log, documents } = ground
  const name = room.name
  const doc = room.doc
  let met: ServerHello | undefined
  let sent: Sent[] = []
  let saved = 0
  let lastSent = 0
  let owed = false
  let positionAtEnd: number | undefined
  let pumping: Promise<void> | undefined
  let current: LiveSocket | undefined

  const forget = (): void => {
    met = undefined
    ;[sent, saved, lastSent, owed, positionAtEnd] = [[], 0, 0, false, undefined]
    current = undefined
    events.changed()
  }

  /** Sends what the server has not acknowledged, in the order of the log, as fast as the server takes it. */
  const pump = async (socket: LiveSocket): Promise<void> => {
    for (;;) {
      const rows = (await outbox.take(name, FRAME_BYTES)).filter((row) => row.seq > lastSent)
      if (rows.length === 0 || socket !== current || met?.access !== 'write') return
      const update =
        rows[0] && rows.length === 1 ? rows[0].update : Y.mergeUpdates(rows.map((row) => row.update))
      if (update.length > limits.frameBytes) return // too long for a socket: the exchange carries it
      lastSent = rows.at(-1)?.seq ?? lastSent
      sent.push({ rows, level: false })
      socket.sendRaw(updateFrame(update))
      await new Promise((resolve) => setTimeout(resolve, (update.length / limits.bytesPerSecond) * 1000 + 20))
    }
  }

  const startPump = (): void => {
    const socket = current
    if (!socket || !met || owed || pumping) return
    pumping = pump(socket).finally(() => {
      pumping = undefined
      if (current && current !== socket) startPump()
    })
  }

  const meet = async (socket: LiveSocket, json: string, own: Uint8Array): Promise<void> => {
    const hello = parseServerHello(json)
    if (!hello.ok || hello.value.version !== protocolVersion) return socket.close()
    events.serverTime(hello.value.time)
    if ((await settleIdentity(ground, room, hello.value.clock, own)) === 'forked') return events.forked()
    const { epoch, incarnation, resume, access } = hello.value
    if (!resume) await log.write({ rooms: [{ room: name, epoch, incarnation, position: null }] })
    ;[met, current, owed] = [hello.value, socket, !resume && access === 'write']
    socket.opened()
    startPump()
  }

  const reach = (position: number): void => {
    if (!met) return
    if (owed)
      positionAtEnd = position // the server still lacks something of ours: not level yet
    else void log.write({ rooms: [{ room: name, epoch: met.epoch, incarnation: met.incarnation, position }] })
    if (!provider.synced) {
      provider.synced = true
      events.changed()
    }
  }

  const acknowledge = (count: number): void => {
    const done = sent.slice(saved, count)
    saved = Math.max(saved, count)
    const rows = done.flatMap((one) => one.rows)
    const level = done.some((one) => one.level)
    const clock = ownClock(rows, log.room(name).clientId)
    const facts = clock === undefined ? {} : { ackedClock: clock }
    if (rows.length > 0)
      void outbox.acknowledge(
        name,
        rows.map((row) => row.seq),
        facts,
      )
    if (!level) return
    owed = false
    if (positionAtEnd !== undefined) reach(positionAtEnd)
    startPump()
  }

  const ends: LiveEnds = {
    url: `${network.url.replace(/^http/, 'ws')}/v1/rooms/${name}`,
    turn: network.turn,
    async protocols() {
      const ticket = await network.calls.ticket()
      if (ticket.ok) return ok([subprotocols.maillage, ticket.value])
      if (ticket.error.is !== 'refused') return fail(1006)
      return fail(ticket.error.status === 401 ? closeCode.token : closeCode.access)
    },
    async hello() {
      await log.settled()
      const { epoch, incarnation, position, ackedClock, clientId } = log.room(name)
      const client = clientId ?? doc.clientID
      const session = network.session
      const said = {
        version: protocolVersion,
        epoch,
        incarnation,
        position,
        client,
        session,
        clock: ackedClock,
      }
      return helloFrame(JSON.stringify(said))
    },
    arrived(bytes, socket) {
      const frame = readFrame(bytes)
      if (frame?.is === 'hello') void meet(socket, frame.json, frame.own.slice())
      else if (frame?.is === 'saved') acknowledge(frame.count)
      else if (frame?.is === 'at') reach(frame.position)
      else return met !== undefined
      return false
    },
    async leaving(bytes) {
      const frame = readFrame(bytes)
      if (frame?.is === 'update') return undefined // the log sends it, once it is on disk
      if (frame?.is === 'step1') return met?.resume ? undefined : bytes
      if (frame?.is === 'step2') {
        if (met?.access !== 'write') return undefined
        await log.settled()
        const rows = await outbox.take(name, Infinity)
        sent.push({ rows, level: true })
        lastSent = rows.at(-1)?.seq ?? lastSent
      }
      return bytes
    },
    closed(code) {
      forget()
      if (code === closeCode.clientTaken) events.forked()
      else if (isFinal(code)) events.refused(code)
    },
  }

  /** The class that y-websocket makes its sockets of. */
  class Socket extends LiveSocket {
    constructor() {
      super(ends, network.openRaw)
    }
  }

  const provider = new WebsocketProvider(`${network.url}/v1/rooms`, name, doc, {
    // y-websocket uses of its sockets what LiveSocket has; the type asks for all of the browser's
    WebSocketPolyfill: Socket as unknown as typeof WebSocket,
    disableBc: true,
    maxBackoffTime: 60_000,
    connect: false,
  })

  const take = (update: Uint8Array, isAnswer: boolean): void => {
    const socket = current
    void documents.receive({ room: name, updates: [update], acked: true, origin: provider }).then((kept) => {
      if (!kept) return socket?.close()
      if (isAnswer && socket === current) startPump()
      return undefined
    })
  }

  provider.messageHandlers[messageType.sync] = (encoder, decoder) => {
    const step = decoding.readVarUint(decoder)
    const payload = decoding.readVarUint8Array(decoder)
    if (step !== syncType.step1) return take(payload.slice(), step === syncType.step2)
    encoding.writeVarUint(encoder, messageType.sync)
    encoding.writeVarUint(encoder, syncType.step2)
    encoding.writeVarUint8Array(encoder, Y.encodeStateAsUpdate(doc, payload))
  }

  const stopListening = documents.onStored((rows) => {
    if (rows.some((row) => row.room === name)) startPump()
  })
  provider.connect()

  return {
    room: name,
    isLive: () => met !== undefined && provider.synced,
    close() {
      stopListening()
      provider.destroy()
      provider.awareness.destroy()
    },
  }
}
