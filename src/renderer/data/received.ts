import type { RoomState } from './database'

/** Updates that came from elsewhere, with the facts of the room that they bring about. */
export interface Received {
  readonly room: string
  readonly updates: readonly Uint8Array[]
  /** Asked for in the turn in which they are written: reading the room may have found it damaged. */
  readonly facts?: () => Partial<RoomState>
  /** The server has them: true for all that came from it, false for what came by file. */
  readonly acked: boolean
  readonly origin: unknown
}
