import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import { heartbeatFrame } from '../src/core/sync/frames'
import { type CloseCode, closeCode, closeReason } from '../src/core/sync/protocol'
import type { Limits } from './config'
import type { Connection } from './connection'
import type { LoopTurn } from './loopTurn'
import type { Wire } from './wire'

/** A WebSocket with its brakes: frames in order, no faster than allowed, and never silent for long. */
export interface Socket {
  readonly device: string
  readonly wire: Wire
  /** Hands the frames to a connection, those that have waited first. */
  connect(connection: Connection): void
  /** Every so many milliseconds: keeps the line alive and finds out when it is dead. */
  beat(everyMs: number): void
  close(code: CloseCode): void
  /** Ends it without a word: the time for a polite close is over. */
  terminate(): void
}

const pausedAt = 64
const closeMs = 3_000
/** Whoever is revoked is gone within two seconds, half of which the look-up may take. */
const revokedMs = 1_000
const silentMs = 45_000
/** RFC 6455, 7.4.1. */
const messageTooBig = 1009

/** What a socket needs of the server around it. */
export interface SocketSurroundings {
  readonly limits: Limits
  readonly turn: LoopTurn
  readonly now: () => number
  /** Something of ours went wrong while taking a frame. */
  failed(error: unknown): void
  gone(): void
}

/** Takes over an accepted WebSocket. Frames wait until `connect`. */
export function openSocket(ws: WebSocket, raw: Duplex, device: string, around: SocketSurroundings): Socket {
  const { limits, now } = around
  const { turn } = around
  const inbox: Uint8Array[] = []
  const bucket = openBucket(limits, now)
  let inboxBytes = 0
  let connection: Connection | undefined
  let busy = true
  let paused = false
  let throttled = false
  let corked = false
  let silent = true
  const openedAt = now()
  let sentAt = openedAt
  let heardAt = openedAt

  /** All frames of one turn leave in one write. */
  const cork = (): void => {
    sentAt = now()
    if (corked) return
    corked = true
    raw.cork()
    process.nextTick(() => {
      corked = false
      raw.uncork()
    })
  }

  const wire: Wire = {
    send: (frame) => {
      if (ws.readyState !== ws.OPEN) return
      cork()
      ws.send(frame, { binary: true, compress: false })
    },
    sendFramed: (bytes) => {
      if (ws.readyState !== ws.OPEN) return
      // `ws` writes each frame whole and at once as nothing is compressed: what is written past it falls between two.
      cork()
      raw.write(bytes)
    },
    close,
    get buffered() {
      return ws.bufferedAmount
    },
    get underWay() {
      return queueOf(raw)
    },
    below: async (bytes) => {
      while (ws.readyState === ws.OPEN && ws.bufferedAmount > bytes)
        await new Promise<void>((resolve) => waiting.push(resolve))
    },
  }
  const waiting: (() => void)[] = []
  const wake = (): void => {
    for (const resolve of waiting.splice(0)) resolve()
  }

  /** As its connection, which counts it and leaves its room; of the socket alone while it has none. */
  function end(code: CloseCode): void {
    if (connection === undefined) close(code)
    else connection.close(code)
  }

  function close(code: CloseCode): void {
    inbox.length = 0
    ws.close(code, closeReason[code])
    // A paused socket would never see the other side's answer.
    ws.resume()
    setTimeout(() => ws.terminate(), code === closeCode.token ? revokedMs : closeMs).unref()
  }

  function drain(): void {
    busy = false
    while (!busy && !throttled && inbox.length > 0) {
      if (turn.isLong()) {
        busy = true
        void turn.rest().then(drain)
        return
      }
      const wait = bucket.wait()
      if (wait > 0) return throttle(wait)
      const frame = inbox.shift() ?? new Uint8Array(0)
      inboxBytes -= frame.length
      bucket.take(frame.length)
      let taking: void | Promise<void>
      try {
        taking = connection?.receive(frame)
      } catch (error) {
        // Thrown on, it would leave the event of the socket, and end the process with every other room.
        return around.failed(error)
      }
      if (taking === undefined) continue
      busy = true
      taking.catch(around.failed).finally(drain)
    }
    if (paused && !throttled && !isFull(0.5)) {
      paused = false
      ws.resume()
    }
  }

  function isFull(share = 1): boolean {
    return inbox.length >= pausedAt * share || inboxBytes >= limits.frameBytes * 2 * share
  }

  function pause(): void {
    paused = true
    ws.pause()
  }

  function throttle(ms: number): void {
    throttled = true
    pause()
    setTimeout(() => {
      throttled = false
      if (!busy) drain()
    }, ms)
  }

  raw.on('drain', () => {
    wake()
    connection?.beat().catch(around.failed)
  })
  ws.binaryType = 'arraybuffer'
  ws.on('message', (data, isBinary) => {
    // Frames behind the one it was closed for go on coming until the other side has heard of it.
    if (ws.readyState !== ws.OPEN) return
    silent = false
    heardAt = now()
    if (!isBinary || !(data instanceof ArrayBuffer)) return end(closeCode.malformed)
    // The transport's own cap is wider, so that ours can say what is wrong with a code that is final.
    if (data.byteLength > limits.frameBytes + 1024) return end(closeCode.tooBig)
    inbox.push(new Uint8Array(data))
    inboxBytes += data.byteLength
    if (!busy && !throttled) drain()
    else if (isFull()) pause()
  })
  ws.on('pong', () => {
    heardAt = now()
  })
  // `ws` closes by itself after an error of the transport; its `close` event follows.
  ws.on('error', () => undefined)
  closeTooBigAsSuch(ws)
  ws.on('close', () => {
    inbox.length = 0
    wake()
    connection?.leave()
    around.gone()
  })

  return {
    device,
    wire,
    connect: (to) => {
      connection = to
      if (ws.readyState === ws.OPEN) drain()
      else to.leave()
    },
    beat: (everyMs) => {
      if (ws.readyState !== ws.OPEN) return
      const time = now()
      if (time - heardAt > silentMs) return ws.terminate()
      if (silent && time - openedAt > limits.firstFrameMs) return end(closeCode.malformed)
      // the next beat would come too late
      if (time + everyMs - sentAt > limits.heartbeatMs) {
        wire.send(heartbeatFrame())
        ws.ping()
      }
      connection?.beat().catch(around.failed)
    },
    close: end,
    terminate: () => ws.terminate(),
  }
}

/**
 * A frame beyond the transport's own cap is not read, and `ws` closes with 1009, after which anybody comes back with the
 * same frame: it is told what is final, as of one just below the cap. `ws` calls the method of the socket.
 */
function closeTooBigAsSuch(ws: WebSocket): void {
  const closeAs = ws.close.bind(ws)
  ws.close = (code, reason) =>
    code === messageTooBig ? closeAs(closeCode.tooBig, closeReason[closeCode.tooBig]) : closeAs(code, reason)
}

/** What the system's queue still holds of the write under way; Node measures its own time-outs by it. */
function queueOf(raw: Duplex): number {
  // Not in Node's types: a socket's handle, absent once it is closed.
  const { _handle: handle } = raw as { readonly _handle?: { readonly writeQueueSize?: number } | null }
  return handle?.writeQueueSize ?? 0
}

interface Bucket {
  /** The milliseconds to wait before the next message may be taken in. */
  wait(): number
  take(bytes: number): void
}

/** Two buckets in one: messages and bytes, each refilled at its rate up to its burst. */
function openBucket(limits: Limits, now: () => number): Bucket {
  if (limits.messagesPerSecond === Number.POSITIVE_INFINITY) return { wait: () => 0, take: () => undefined }
  let messages = limits.messagesBurst
  let bytes = limits.bytesBurst
  let at = now()
  return {
    wait: () => {
      const time = now()
      const seconds = Math.max(0, time - at) / 1000
      at = time
      messages = Math.min(limits.messagesBurst, messages + seconds * limits.messagesPerSecond)
      bytes = Math.min(limits.bytesBurst, bytes + seconds * limits.bytesPerSecond)
      if (messages >= 1 && bytes > 0) return 0
      return 1 + Math.max((1 - messages) / limits.messagesPerSecond, -bytes / limits.bytesPerSecond) * 1000
    },
    take: (size) => {
      messages -= 1
      bytes -= size
    },
  }
}
