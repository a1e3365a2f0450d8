import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { removeAwarenessStates } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { closeCode, isFinal, limits, messageType, syncType } from '../../core/sync/protocol'
import { helloFrame, readFrame, updateFrame } from '../../core/sync/frames'
import { parseServerHello, type ServerHello } from '../../core/sync/hello'
import { isOneMessage } from '../../core/sync/parts'
import { fail, ok } from '../../core/result'
import { subprotocols, protocolVersion } from '../../core/sync/protocol'
import { ownClock } from './exchangeParts'
import type { LoadedRoom } from './loadedRooms'
import { LiveSocket, type LiveEnds, type OpenRaw } from './liveSocket'
import type { Ground } from './ground'
import { watchGaps, type Outbox } from './outbox'
import { copyWrote, settleIdentity } from './rollback'
import type { ServerCalls } from './server'
import { codeOf } from './syncState'
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
  /** Something is too long for a frame: the room must leave its socket for an exchange. */
  oversized(): void
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

/** A connection on which both hellos were said; the next one begins from nothing. */
interface Meeting {
  readonly socket: LiveSocket
  readonly hello: ServerHello
  /** Messages that the server has not saved yet, in order. */
  readonly sent: Sent[]
  /** Updates that were sent and are not marked as acknowledged yet. */
  readonly inFlight: Set<number>
  saved: number
  /** The server still lacks something of ours that a whole difference must bring. */
  owed: boolean
  /** How far the server has brought us while something was owed. */
  positionAtEnd: number | undefined
  pumping: boolean
  /** There may be something to send that the pump has not looked for. */
  wanted: boolean
}

/** Puts a loaded room on a socket: y-websocket speaks, the log decides what is sent and what is applied. */
export function openLiveRoom(
  ground: Ground,
  outbox: Outbox,
  loaded: LoadedRoom,
  network: LiveNetwork,
  events: LiveEvents,
): LiveRoom {
  const { log, documents } = ground
  const { room, inbox } = loaded
  const { name, doc } = room
  let met: Meeting | undefined
  const hasGap = watchGaps(inbox)

  /** Sends what the server has not acknowledged, in the order of the log, as fast as the server takes it. */
  const pump = async (meeting: Meeting): Promise<void> => {
    meeting.pumping = true
    while (meeting.wanted) {
      meeting.wanted = false
      const rows = await outbox.take(name, FRAME_BYTES, meeting.inFlight)
      if (meeting !== met) return
      if (rows.length === 0) continue
      const update =
        rows[0] && rows.length === 1 ? rows[0].update : Y.mergeUpdates(rows.map((row) => row.update))
      if (!isOneMessage(update, limits.frameBytes)) return events.oversized()
      send(meeting, { rows, level: false })
      meeting.socket.sendRaw(updateFrame(update))
      meeting.wanted = true
      await new Promise((resolve) => setTimeout(resolve, (update.length / limits.bytesPerSecond) * 1000 + 20))
    }
    meeting.pumping = false
  }

  const send = ({ sent, inFlight }: Meeting, message: Sent): void => {
    sent.push(message)
    for (const row of message.rows) inFlight.add(row.seq)
  }

  const startPump = (): void => {
    if (!met || met.owed || met.hello.access !== 'write') return
    const { socket, pumping } = met
    met.wanted = true
    if (!pumping) void pump(met).catch((error: unknown) => socket.unread(error))
  }

  /** Nothing may be sent, and nothing that arrives is looked at, before this is done. */
  const meet = async (socket: LiveSocket, json: string, own: Uint8Array): Promise<void> => {
    const parsed = parseServerHello(json)
    if (!parsed.ok || parsed.value.version !== protocolVersion) return socket.close()
    const hello = parsed.value
    events.serverTime(hello.time)
    const identified = await settleIdentity(ground, room, hello.clock, own)
    if (socket.readyState === socket.CLOSED) return
    if (identified === 'forked') return events.forked()
    if (identified === 'renewed') return socket.close() // the next hello names the fresh id
    const { epoch, incarnation, resume, access } = hello
    if (!resume) await log.write({ rooms: [{ room: name, epoch, incarnation, position: null }] })
    if (socket.readyState === socket.CLOSED) return
    const begun = { sent: [], inFlight: new Set<number>(), saved: 0, pumping: false, wanted: false }
    met = { socket, hello, ...begun, owed: !resume && access === 'write', positionAtEnd: undefined }
    socket.opened()
    startPump()
  }

  const reach = (meeting: Meeting, position: number): void => {
    const { epoch, incarnation } = meeting.hello
    if (meeting.owed)
      meeting.positionAtEnd = position // the server still lacks something of ours: not level yet
    else void log.write({ rooms: [{ room: name, epoch, incarnation, position }] })
    if (!provider.synced) {
      provider.synced = true
      events.changed()
    }
  }

  const acknowledge = (meeting: Meeting, count: number): void => {
    const done = meeting.sent.splice(0, Math.max(0, count - meeting.saved))
    meeting.saved += done.length
    const rows = done.flatMap((one) => one.rows)
    const seqs = rows.map((row) => row.seq)
    const clock = ownClock(rows, log.room(name).clientId)
    const marked =
      rows.length === 0
        ? Promise.resolve()
        : outbox.acknowledge(name, seqs, clock === undefined ? {} : { ackedClock: clock })
    if (done.some((one) => one.level)) {
      meeting.owed = false
      if (meeting.positionAtEnd !== undefined) reach(meeting, meeting.positionAtEnd)
    }
    void marked.then(() => {
      for (const seq of seqs) meeting.inFlight.delete(seq)
      startPump()
    })
  }

  const ends: LiveEnds = {
    url: `${network.url.replace(/^http/, 'ws')}/v1/rooms/${name}`,
    turn: network.turn,
    async protocols() {
      const ticket = await network.calls.ticket()
      if (ticket.ok) return ok([subprotocols.maillage, ticket.value])
      if (ticket.error.is !== 'refused') return fail(1006)
      return fail(codeOf(ticket.error.status))
    },
    async hello() {
      await log.settled()
      followId()
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
      if (frame?.is === 'hello') return meet(socket, frame.json, frame.own.slice())
      if (!met) return false
      if (frame?.is === 'saved') acknowledge(met, frame.count)
      else if (frame?.is === 'at') reach(met, frame.position)
      else return true
      return false
    },
    async leaving(bytes) {
      const frame = readFrame(bytes)
      if (frame?.is === 'update') return undefined // the log sends it, once it is on disk
      if (frame?.is === 'step1') return met?.hello.resume ? undefined : bytes
      if (frame?.is !== 'step2') return bytes
      const meeting = met
      if (meeting?.hello.access !== 'write') return undefined
      if (!isOneMessage(frame.update, limits.frameBytes)) return void events.oversized()
      const rows = await outbox.carried(loaded)
      if (meeting !== met) return undefined
      send(meeting, { rows, level: true })
      return bytes
    },
    closed(code) {
      met = undefined
      events.changed()
      if (code === closeCode.resync) void log.write({ rooms: [{ room: name, position: null }] })
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

  /** Presence, and y-websocket's goodbye, are said in the name of the document's client id: it may have been renewed. */
  const followId = (): void => {
    const { awareness } = provider
    if (awareness.clientID === doc.clientID) return
    removeAwarenessStates(awareness, [awareness.clientID], 'renewed')
    awareness.clientID = doc.clientID
    awareness.setLocalState({})
  }

  const take = (update: Uint8Array, isAnswer: boolean): void => {
    const meeting = met
    void documents.receive({ room: name, updates: [update], acked: true, origin: provider }).then((kept) => {
      if (!kept) return meeting?.socket.close()
      if (isAnswer && meeting === met) startPump()
      if (hasGap())
        void log.write({ rooms: [{ room: name, position: null }] }).then(() => meeting?.socket.close())
      return undefined
    })
  }

  provider.messageHandlers[messageType.sync] = (encoder, decoder) => {
    const step = decoding.readVarUint(decoder)
    const payload = decoding.readVarUint8Array(decoder)
    if (step !== syncType.step1) {
      if (copyWrote(doc, payload, log.room(name).clientId)) return events.forked()
      return take(payload.slice(), step === syncType.step2)
    }
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
      followId()
      provider.destroy()
      provider.awareness.destroy()
    },
  }
}
