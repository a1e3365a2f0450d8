import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import { heartbeatFrame } from '../src/core/sync/frames'
import { type CloseCode, closeCode, closeReason } from '../src/core/sync/protocol'
import type { Limits } from './config'
import type { Connection, Wire } from './connection'

/** A WebSocket with its brakes: frames in order, no faster than allowed, and never silent for long. */
export interface Socket {
  readonly device: string
  readonly wire: Wire
  /** Hands the frames to a connection, those that have waited first. */
  connect(connection: Connection): void
  /** From time to time: keeps the line alive and finds out when it is dead. */
  beat(): void
  close(code: CloseCode): void
  /** Ends it without a word: the time for a polite close is over. */
  terminate(): void
}

const pausedAt = 64
const closeMs = 3_000
const silentMs = 45_000

/** What a socket needs of the server around it. */
export interface SocketSurroundings {
  readonly limits: Limits
  readonly now: () => number
  /** Something of ours went wrong while taking a frame. */
  failed(error: unknown): void
  gone(): void
}

/** Takes over an accepted WebSocket. Frames wait until `connect`. */
export function openSocket(ws: WebSocket, raw: Duplex, device: string, around: SocketSurroundings): Socket {
  const { limits, now } = around
  const inbox: Uint8Array[] = []
  const bucket = openBucket(limits, now)
  let connection: Connection | undefined
  let busy = true
  let paused = false
  let throttled = false
  let corked = false
  let silent = true
  const openedAt = now()
  let sentAt = openedAt
  let heardAt = openedAt

  const wire: Wire = {
    send: (frame) => {
      if (ws.readyState !== ws.OPEN) return
      // All frames of one turn leave in one write.
      if (!corked) {
        corked = true
        raw.cork()
        process.nextTick(() => {
          corked = false
          raw.uncork()
        })
      }
      sentAt = now()
      ws.send(frame, { binary: true, compress: false })
    },
    close,
    get buffered() {
      return ws.bufferedAmount
    },
  }

  function close(code: CloseCode): void {
    inbox.length = 0
    ws.close(code, closeReason[code])
    // A paused socket would never see the other side's answer.
    ws.resume()
    setTimeout(() => ws.terminate(), closeMs).unref()
  }

  function drain(): void {
    busy = false
    while (!busy && inbox.length > 0) {
      const frame = inbox.shift()
      const wait = frame === undefined ? undefined : connection?.receive(frame)
      if (wait === undefined) continue
      busy = true
      wait.catch(around.failed).finally(drain)
    }
    if (paused && !throttled && inbox.length < pausedAt / 2) {
      paused = false
      ws.resume()
    }
  }

  function pause(): void {
    paused = true
    ws.pause()
  }

  function throttle(ms: number): void {
    if (throttled) return
    throttled = true
    pause()
    setTimeout(() => {
      throttled = false
      if (!busy) drain()
    }, ms)
  }

  ws.binaryType = 'arraybuffer'
  ws.on('message', (data, isBinary) => {
    silent = false
    heardAt = now()
    if (!isBinary || !(data instanceof ArrayBuffer)) return close(closeCode.malformed)
    // The transport's own cap is wider, so that ours can say what is wrong with a code that is final.
    if (data.byteLength > limits.frameBytes + 1024) return close(closeCode.tooBig)
    const wait = bucket.take(data.byteLength)
    if (wait > 0) throttle(wait)
    inbox.push(new Uint8Array(data))
    if (!busy) drain()
    else if (inbox.length >= pausedAt) pause()
  })
  ws.on('pong', () => {
    heardAt = now()
  })
  // `ws` closes by itself after an error of the transport; its `close` event follows.
  ws.on('error', () => undefined)
  ws.on('close', () => {
    inbox.length = 0
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
    beat: () => {
      if (ws.readyState !== ws.OPEN) return
      const time = now()
      if (time - heardAt > silentMs) return ws.terminate()
      if (silent && time - openedAt > limits.firstFrameMs) return close(closeCode.malformed)
      if (time - sentAt >= limits.heartbeatMs) {
        wire.send(heartbeatFrame())
        ws.ping()
      }
      connection?.beat().catch(around.failed)
    },
    close: (code) => (connection === undefined ? close(code) : connection.close(code)),
    terminate: () => ws.terminate(),
  }
}

interface Bucket {
  /** Takes one message in; the milliseconds to wait before the next one. */
  take(bytes: number): number
}

/** Two buckets in one: messages and bytes, each refilled at its rate up to its burst. */
function openBucket(limits: Limits, now: () => number): Bucket {
  if (limits.messagesPerSecond === Number.POSITIVE_INFINITY) return { take: () => 0 }
  let messages = limits.messagesBurst
  let bytes = limits.bytesBurst
  let at = now()
  return {
    take: (size) => {
      const time = now()
      const seconds = Math.max(0, time - at) / 1000
      at = time
      messages = Math.min(limits.messagesBurst, messages + seconds * limits.messagesPerSecond) - 1
      bytes = Math.min(limits.bytesBurst, bytes + seconds * limits.bytesPerSecond) - size
      return Math.max(
        0,
        (-messages / limits.messagesPerSecond) * 1000,
        (-bytes / limits.bytesPerSecond) * 1000,
      )
    },
  }
}
