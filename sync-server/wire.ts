import type { CloseCode } from '../src/core/sync/protocol'

/** The socket under a connection. */
export interface Wire {
  send(frame: Uint8Array): void
  /** Sends frames that were framed before: the same bytes serve every socket of a room. */
  sendFramed(bytes: Uint8Array): void
  close(code: CloseCode): void
  /** Bytes handed over that the network has not taken yet; falls only as whole writes are done. */
  readonly buffered: number
  /** Of the write that is under way, the bytes that the system has not taken yet: it falls as a slow line moves. */
  readonly underWay: number
  /** Resolves when no more than so many bytes are on their way, or the line is gone. */
  below(bytes: number): Promise<void>
}

/** Frames as a server's WebSocket puts them on the wire: binary, whole, unmasked, uncompressed (RFC 6455, 5.2). */
export function framed(...frames: readonly Uint8Array[]): Uint8Array {
  const parts = frames.flatMap((frame) => [headerOf(frame.length), frame])
  return Buffer.concat(parts)
}

const BINARY = 0x82

function headerOf(length: number): Buffer {
  if (length < 126) return Buffer.of(BINARY, length)
  const header = Buffer.alloc(length < 0x10000 ? 4 : 10)
  header[0] = BINARY
  header[1] = length < 0x10000 ? 126 : 127
  if (length < 0x10000) header.writeUInt16BE(length, 2)
  else header.writeBigUInt64BE(BigInt(length), 2)
  return header
}
