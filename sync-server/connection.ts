import {
  atFrame,
  deniedFrame,
  helloFrame,
  isEmptyUpdate,
  readFrame,
  savedFrame,
  step1Frame,
  step2Frame,
  updateFrame,
} from '../src/core/sync/frames'
import { type ServerHello, parseClientHello } from '../src/core/sync/hello'
import {
  type Access,
  type CloseCode,
  closeCode,
  closeReason,
  protocolVersion,
} from '../src/core/sync/protocol'
import type { Answers } from './answers'
import type { Refusal } from './checks'
import type { Commits, Stored } from './commits'
import type { Limits } from './config'
import { inGroups } from './group'
import type { Metrics } from './metrics'
import type { Member, Room, Told } from './room'
import { Progress } from './progress'
import type { LogStore } from './stores/logStore'
import type { Wire } from './wire'
import { type ReadV1, decodeHeld, encodeVector, mergeAll } from './updates'

/** What a connection needs of the server around it. */
export interface ConnectionSurroundings {
  readonly store: LogStore
  readonly commits: Commits<Room>
  readonly answers: Answers
  readonly readV1: ReadV1
  readonly limits: Limits
  readonly metrics: Metrics
  readonly now: () => number
}

const chunkBytes = 256 * 1024
/** Rows that go into one frame: merging is far from linear in their number. */
const groupRows = 32

/** One device in one room over one socket: the protocol of `src/core/sync/RULES.md`, rule by rule. */
export class Connection implements Member {
  live = false
  client: number | undefined
  session: string | undefined
  author: Member['author']
  private closed = false
  private greeted = false
  /** Its first answer is made or being made: from there on it follows the log. */
  private following = false
  private catching = false
  private strikes = 0
  private savedCount = 0
  /** The position that what was sent so far brings the other side to. */
  private sent = 0
  private readonly progress: Progress
  /** It asks for more while much of what it asked for is still on its way. */
  private crowded = false

  constructor(
    readonly device: string,
    private readonly access: Access,
    /** True for `maillage.v1`: hello, saved and at are understood on the other side. */
    private readonly ours: boolean,
    private readonly room: Room,
    private readonly wire: Wire,
    private readonly around: ConnectionSurroundings,
  ) {
    room.members.add(this)
    this.progress = new Progress(wire)
  }

  /** Takes one frame. A promise means: hand over the next one when this is done. */
  receive(bytes: Uint8Array): void | Promise<void> {
    if (this.closed) return
    const frame = readFrame(bytes)
    switch (frame?.is) {
      case 'step1':
        return this.answer(frame.vector)
      case 'step2':
      case 'update':
        return this.take(frame.update)
      case 'hello':
        return this.ours && !this.greeted ? this.greet(frame.json) : this.strike()
      case 'awareness':
        return this.takePresence(frame.states)
      case 'queryAwareness':
        return this.showEverybody()
      case 'unknown':
        // A newer client may say more than we know (types 19 and up).
        return
      default:
        return this.strike()
    }
  }

  saved(entries: readonly Stored[], position: number): void {
    this.savedCount += entries.length
    if (this.ours && !this.closed) this.wire.send(savedFrame(this.savedCount, position))
  }

  deliver({ position, plain, ours }: Told): void {
    if (this.wire.buffered > this.around.limits.bufferedPause) {
      // The log keeps what it misses; `beat` fetches it when the network has taken what it was given.
      this.live = false
      return
    }
    this.sent = position
    const bytes = this.ours ? ours : plain
    if (bytes.length > 0) this.wire.sendFramed(bytes)
  }

  show(frame: Uint8Array): void {
    if (this.live) this.wire.send(frame)
  }

  close(code: CloseCode): void {
    if (this.closed) return
    this.around.metrics.count('maillage_sockets_closed_total', String(code))
    this.wire.close(code)
    this.leave()
  }

  /** The socket is gone, whoever closed it. */
  leave(): void {
    this.closed = true
    this.live = false
    this.room.leave(this)
  }

  /** From time to time, and when the network has taken what it was given: a reader that was too slow catches up, or is let go when nothing moves. */
  async beat(): Promise<void> {
    if (this.closed || (!this.crowded && (this.live || !this.following))) return
    if (this.wire.buffered <= this.around.limits.bufferedPause / 4)
      return this.crowded ? undefined : this.catchUp()
    if (this.progress.hasStopped()) this.close(closeCode.tooSlow)
  }

  private async greet(json: string): Promise<void> {
    const parsed = parseClientHello(json)
    if (!parsed.ok) return this.close(closeCode.malformed)
    const hello = parsed.value
    if (hello.version < protocolVersion) return this.close(closeCode.appTooOld)
    const { room } = this
    if (hello.epoch !== null && hello.epoch !== room.epoch) return this.close(closeCode.epochGone)
    for (const other of [...room.members]) {
      if (other === this || !(other instanceof Connection) || other.session === undefined) continue
      if (other.device === this.device) other.close(closeCode.replaced)
      else if (other.client === hello.client) return this.close(closeCode.clientTaken)
    }
    this.greeted = true
    this.client = hello.client
    this.session = hello.session
    if (this.access === 'write') this.author = hello
    await this.around.commits.flush()
    const resume = await room.canResume(hello)
    const clock = room.vector.get(hello.client) ?? 0
    const own =
      clock > hello.clock ? await this.around.answers.own(room, hello.client, hello.clock) : undefined
    if (this.closed) return
    const reply: ServerHello = {
      version: protocolVersion,
      epoch: room.epoch,
      incarnation: room.incarnation,
      position: room.position,
      resume,
      clock,
      access: this.access,
      time: this.around.now(),
    }
    this.wire.send(helloFrame(JSON.stringify(reply), own))
    if (!resume) return
    this.sent = hello.position ?? 0
    await this.catchUp()
    this.showEverybody()
  }

  private async answer(vector: Uint8Array): Promise<void> {
    const { answers, commits, limits } = this.around
    if (vector.length > limits.vectorBytes) return this.close(closeCode.tooBig)
    const held = decodeHeld(vector, this.room.vector)
    if (held === undefined) return this.strike()
    this.crowded = true
    await this.wire.below(limits.bufferedPause)
    this.crowded = false
    if (this.closed) return
    const answer = await answers.diff(this.room, held, this.device)
    if (this.closed) return
    if (answer === undefined) return this.close(closeCode.busy)
    this.wire.send(step2Frame(answer.update))
    if (!this.live) this.sent = answer.position
    if (this.access === 'write') {
      // Only what is on disk may be claimed: the other side forgets what it thinks we hold.
      await commits.flush()
      if (this.closed) return
      this.wire.send(step1Frame(encodeVector(this.room.vector)))
    }
    if (this.live) return
    await this.catchUp()
    this.showEverybody()
  }

  /** Sends the rows above what was sent, until none is left; from then on the room delivers as it stores. */
  private async catchUp(): Promise<void> {
    if (this.catching) return
    this.following = true
    this.catching = true
    try {
      await this.sendRows()
    } finally {
      this.catching = false
    }
    if (this.closed || this.sent < this.room.position) return
    this.live = true
    this.progress.reset()
    if (this.ours) this.wire.send(atFrame(this.sent))
  }

  private async sendRows(): Promise<void> {
    const { store, limits } = this.around
    while (!this.closed && this.sent < this.room.position) {
      if (this.wire.buffered > limits.bufferedPause) return
      const some = await store.since(this.room.name, this.sent, chunkBytes)
      if (this.closed) return
      if (some === undefined) return this.close(closeCode.resync)
      for (const group of inGroups(some.rows, groupRows)) {
        this.wire.send(updateFrame(mergeAll(group.map((row) => row.update))))
        this.sent = group.at(-1)?.position ?? this.sent
      }
    }
  }

  private take(update: Uint8Array): void | Promise<void> {
    const { limits, metrics } = this.around
    if (isEmptyUpdate(update))
      return this.around.commits.submit({ room: this.room, update: undefined, from: this })
    if (this.access === 'read') return this.deny()
    if (update.length > limits.frameBytes) return this.close(closeCode.tooBig)
    const checked = this.room.check(update, this.device, this.around)
    if (!checked.ok) {
      metrics.count('maillage_updates_refused_total', checked.error)
      return this.refuse(checked.error)
    }
    const old = this.room.isOld(checked.value)
    const proceed = (isOld: boolean): void => {
      if (this.closed) return
      if (!isOld) this.room.accept(checked.value)
      const news = isOld ? undefined : checked.value.update
      this.around.commits.submit({ room: this.room, update: news, from: this })
    }
    return typeof old === 'boolean' ? proceed(old) : old.then(proceed)
  }

  /** Nothing of it was stored. What came before it is, and is acknowledged before the socket goes. */
  private async refuse(why: Refusal): Promise<void> {
    await this.around.commits.flush()
    if (this.closed) return
    // Sent again it would be as much.
    if (why === 'limits') return this.close(closeCode.tooBig)
    if (this.greeted) return this.close(closeCode.resync)
    this.strike()
    if (!this.closed) this.wire.send(step1Frame(encodeVector(this.room.vector)))
  }

  private deny(): void {
    this.around.metrics.count('maillage_updates_refused_total', 'access')
    if (this.greeted) return this.close(closeCode.access)
    this.wire.send(deniedFrame(closeReason[closeCode.access]))
    this.strike(closeCode.access)
  }

  private strike(code: CloseCode = closeCode.malformed): void {
    const { limits, metrics } = this.around
    metrics.count('maillage_frames_refused_total')
    if (++this.strikes >= limits.strikes) this.close(code)
  }

  private takePresence(states: Uint8Array): void {
    // Not a strike: y-websocket shows presence by itself every 15 s, whoever uses it.
    if (this.access === 'read') return this.around.metrics.count('maillage_frames_refused_total')
    const frame = this.room.presence.receive(this, states, this.room.members)
    if (frame !== undefined) this.room.show(frame, this)
  }

  private showEverybody(): void {
    const frame = this.room.presence.everybody()
    if (frame !== undefined && !this.closed) this.wire.send(frame)
  }
}
