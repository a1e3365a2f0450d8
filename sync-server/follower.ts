import { atFrame, updateFrame } from '../src/core/sync/frames'
import { type CloseCode, closeCode } from '../src/core/sync/protocol'
import type { Limits } from './config'
import { inGroups } from './group'
import type { LoopTurn } from './loopTurn'
import { Progress } from './progress'
import type { Room, Told } from './room'
import type { LogStore } from './stores/logStore'
import { mergeShort } from './updates'
import type { Wire } from './wire'

const chunkBytes = 256 * 1024
/** Rows that go into one frame: merging is far from linear in their number. */
const groupRows = 32

/** What a follower needs of the server around it. */
export interface FollowerSurroundings {
  readonly store: LogStore
  readonly limits: Limits
  readonly turn: LoopTurn
}

/** How one socket follows the log of its room: as it is stored, or from the log when it was too slow for that. */
export class Follower {
  /** Brought to the room's position, and told from there on what is stored. */
  live = false
  /** The position that what was sent so far brings the other side to. */
  sent = 0
  /** Its first answer is made or being made: from there on it follows the log. */
  private following = false
  private catching = false
  private ended = false
  /** It asks for more while much of what it asked for is still on its way. */
  private crowded = false
  private readonly progress: Progress

  constructor(
    private readonly room: Room,
    private readonly wire: Wire,
    /** True when `at` is understood on the other side. */
    private readonly ours: boolean,
    private readonly around: FollowerSurroundings,
    private readonly close: (code: CloseCode) => void,
  ) {
    this.progress = new Progress(wire)
  }

  /** So much is on its way that nothing more is sent for now. */
  get isBehind(): boolean {
    return this.wire.buffered > this.around.limits.bufferedPause
  }

  deliver({ position, plain, ours }: Told): void {
    if (this.isBehind) {
      // The log keeps what it misses; `beat` fetches it when the network has taken what it was given.
      this.live = false
      return
    }
    this.sent = position
    const bytes = this.ours ? ours : plain
    if (bytes.length > 0) this.wire.sendFramed(bytes)
  }

  /** Resolves when there is room for a long answer. */
  async hasRoom(): Promise<void> {
    this.crowded = true
    await this.wire.below(this.around.limits.bufferedPause)
    this.crowded = false
  }

  /** From time to time, and when the network has taken what it was given: a reader that was too slow catches up, or is let go when nothing moves. */
  async beat(): Promise<void> {
    if (this.ended || (!this.crowded && (this.live || !this.following))) return
    if (this.wire.buffered <= this.around.limits.bufferedPause / 4)
      return this.crowded ? undefined : this.catchUp()
    if (this.progress.hasStopped()) this.close(closeCode.tooSlow)
  }

  /** Sends the rows above what was sent, until none is left; from then on the room delivers as it stores. */
  async catchUp(): Promise<void> {
    if (this.catching) return
    this.following = true
    this.catching = true
    try {
      await this.sendRows()
    } finally {
      this.catching = false
    }
    if (this.ended || this.sent < this.room.position) return
    this.live = true
    this.progress.reset()
    if (this.ours) this.wire.send(atFrame(this.sent))
  }

  /** Nobody is there any more. */
  end(): void {
    this.ended = true
    this.live = false
  }

  private async sendRows(): Promise<void> {
    while (!this.ended && this.sent < this.room.position) {
      if (this.isBehind) return
      const some = await this.around.store.since(this.room.name, this.sent, chunkBytes)
      if (this.ended) return
      if (some === undefined) return this.close(closeCode.resync)
      for (const group of inGroups(some.rows, groupRows)) {
        if (this.around.turn.isLong()) await this.around.turn.rest()
        if (this.ended) return
        for (const update of mergeShort(group.map((row) => row.update))) this.wire.send(updateFrame(update))
        this.sent = group.at(-1)?.position ?? this.sent
      }
    }
  }
}
