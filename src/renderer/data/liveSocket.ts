import Dexie from 'dexie'
import { closeCode, limits } from '../../core/sync/protocol'
import type { Result } from '../../core/result'

/** How a connection of ours begins and what passes through it. */
export interface LiveEnds {
  /** The address of the room's socket. */
  readonly url: string
  /** Waits its turn: reconnecting desks never come back as one. */
  turn(): Promise<void>
  /** The sub-protocols with a fresh ticket, or the code to close with. */
  protocols(): Promise<Result<readonly string[], number>>
  /** What is said first. */
  hello(): Promise<Uint8Array>
  /** A frame that arrived. True: y-websocket sees it too. A promise holds all that arrives behind it until it is done. */
  arrived(frame: Uint8Array, socket: LiveSocket): boolean | Promise<void>
  /** A frame that y-websocket wants sent: what to send in its place, when it may leave. */
  leaving(frame: Uint8Array): Promise<Uint8Array | undefined>
  closed(code: number): void
}

/** What a raw socket tells. */
export interface RawEvents {
  open(): void
  message(data: unknown): void
  close(closing: Closing): void
  error(event: unknown): void
}

/** An open line. */
export interface RawSocket {
  send(data: Uint8Array): void
  /** Nothing more is told after this. */
  close(): void
}

/** Opens a raw socket: the browser's, or in Node that of `ws`. */
export type OpenRaw = (url: string, protocols: readonly string[], events: RawEvents) => RawSocket

/** A close that y-websocket understands. */
export interface Closing {
  readonly code: number
  readonly reason: string
}

/**
 * The server wants no more of this ticket: it may have come too late, or before a restart. A line asks for another one,
 * and is refused there for good if its device is.
 */
const TICKET_VOID: Closing = { code: closeCode.busy, reason: 'ticket' }

/** Before a line whose database did not read is opened again: it may not read at once. */
const READ_AGAIN_MS = 1000

/**
 * The socket that y-websocket is given. It looks like the browser's, and in between it fetches the ticket, waits its
 * turn, ends a connect that hangs, says hello before anything else, and lets each frame leave when it may.
 */
export class LiveSocket {
  readonly OPEN = 1
  readonly CLOSED = 3
  readyState = 0
  binaryType = 'arraybuffer'
  onopen: (() => void) | null = null
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null
  onclose: ((event: Closing) => void) | null = null
  onerror: ((event: unknown) => void) | null = null
  private raw: RawSocket | undefined
  private ended = false
  private arriving: ArrayBuffer[] = []
  private holding = false
  private leaving: Promise<void> = Promise.resolve()
  private readonly patience: ReturnType<typeof setTimeout>

  constructor(
    private readonly ends: LiveEnds,
    private readonly openRaw: OpenRaw,
  ) {
    this.patience = setTimeout(() => this.end({ code: 1006, reason: 'hung' }), limits.firstFrameMs * 2)
    void this.begin()
  }

  /** Both hellos were said: y-websocket may begin. */
  opened(): void {
    if (this.ended || this.readyState === 1) return
    clearTimeout(this.patience)
    this.readyState = 1
    this.onopen?.()
  }

  /** A frame of ours, past the filter. */
  sendRaw(frame: Uint8Array): void {
    if (!this.ended) this.raw?.send(frame)
  }

  /** What y-websocket sends: in order, each when it may. Frames still held when the socket closes are dropped. */
  send(data: Uint8Array): void {
    const allowed = this.ends.leaving(data)
    this.leaving = this.leaving
      .then(async () => {
        const frame = await allowed
        if (frame) this.sendRaw(frame)
      })
      .catch((error: unknown) => this.unread(error))
  }

  /** What was to be sent could not be read: this line ends a moment later, and the next one takes it up. */
  unread(error: unknown): void {
    if (this.ended) return // the workspace may be closed by now
    setTimeout(() => this.end({ code: 1006, reason: 'unread' }), READ_AGAIN_MS)
    if (!(error instanceof Dexie.DexieError)) throw error // a database that does not read now may read later
  }

  close(): void {
    this.end({ code: 1000, reason: '' })
  }

  private async begin(): Promise<void> {
    await this.ends.turn()
    if (this.ended) return
    const protocols = await this.ends.protocols()
    if (this.ended) return
    if (!protocols.ok) {
      this.end({ code: protocols.error, reason: '' })
      return
    }
    this.raw = this.openRaw(this.ends.url, protocols.value, {
      open: () => void this.ends.hello().then((frame) => this.sendRaw(frame)),
      message: (data) => this.take(data),
      error: (event) => this.onerror?.(event),
      close: (closing) => this.end(closing.code === closeCode.token ? TICKET_VOID : closing),
    })
  }

  private take(data: unknown): void {
    if (data instanceof ArrayBuffer) this.arriving.push(data)
    this.pass()
  }

  /** Hands over what has arrived, in order, up to a frame that holds the others. */
  private pass(): void {
    while (!this.ended && !this.holding) {
      const data = this.arriving.shift()
      if (!data) return
      const seen = this.ends.arrived(new Uint8Array(data), this)
      if (seen === true) this.onmessage?.({ data })
      if (typeof seen === 'boolean') continue
      this.holding = true
      void seen.then(() => {
        this.holding = false
        this.pass()
      })
    }
  }

  private end(closing: Closing): void {
    if (this.ended) return
    this.ended = true
    this.readyState = this.CLOSED
    this.arriving = []
    clearTimeout(this.patience)
    this.raw?.close()
    this.ends.closed(closing.code)
    this.onclose?.(closing)
  }
}
