import type { CloseCode } from '../src/core/sync/protocol'

/** The socket under a connection. */
export interface Wire {
  send(frame: Uint8Array): void
  close(code: CloseCode): void
  /** Bytes handed over that the network has not taken yet. */
  readonly buffered: number
}
