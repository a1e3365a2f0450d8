import {
  deniedFrame,
  helloFrame,
  isEmptyUpdate,
  readFrame,
  savedFrame,
  step1Frame,
  step2Frame,
} from '../src/core/sync/frames'
import { type ClientHello, type ServerHello, parseClientHello } from '../src/core/sync/hello'
import type { Result } from '../src/core/result'
import {
  type Access,
  type CloseCode,
  closeCode,
  closeReason,
  protocolVersion,
} from '../src/core/sync/protocol'
import type { Answers } from './answers'
import type { Check } from './checking'
import type { Checked, Refusal } from './checks'
import type { Commits, Stored } from './commits'
import type { Limits } from './config'
import { Follower } from './follower'
import type { LoopTurn } from './loopTurn'
import type { Metrics } from './metrics'
import type { Newcomers } from './newcomers'
import type { Member, Room, Told } from './room'
import type { LogStore } from './stores/logStore'
import type { Wire } from './wire'
import { decodeHeld, encodeVector } from './updates'

/** What a connection needs of the server around it. */
export interface ConnectionSurroundings {
  readonly store: LogStore
  readonly commits: Commits<Room>
  readonly answers: Answers
  readonly check: Check
  readonly newcomers: Newcomers
  readonly limits: Limits
  readonly metrics: Metrics
  readonly turn: LoopTurn
  readonly now: () => number
}

/** One device in one room over one socket: the protocol of `src/core/sync/RULES.md`, rule by rule. */
export class Connection implements Member {
  client: number | undefined
  session: string | undefined
  author: Member['author']
  isGone = false
  private greeted = false
  private strikes = 0
  private savedCount = 0
  private readonly follower: Follower
  private toldPresenceAt = Number.NEGATIVE_INFINITY

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
    this.follower = new Follower(room, wire, ours, around, (code) => this.close(code))
  }

  get live(): boolean {
    return this.follower.live
  }

  /** Takes one frame. A promise means: hand over the next one when this is done. */
  receive(bytes: Uint8Array): void | Promise<void> {
    if (this.isGone) return
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
        return this.tellPresence()
      case 'unknown':
        // A newer client may say more than we know (types 19 and up).
        return
      default:
        return this.strike()
    }
  }

  saved(entries: readonly Stored[], position: number): void {
    this.savedCount += entries.length
    if (this.ours && !this.isGone) this.wire.send(savedFrame(this.savedCount, position))
  }

  deliver(told: Told): void {
    this.follower.deliver(told)
  }

  show(frame: Uint8Array): void {
    // What it misses comes again by itself: everybody shows presence every 15 s.
    if (this.live && !this.follower.isBehind) this.wire.send(frame)
  }

  close(code: CloseCode): void {
    if (this.isGone) return
    this.around.metrics.count('maillage_sockets_closed_total', String(code))
    this.wire.close(code)
    this.leave()
  }

  /** The socket is gone, whoever closed it. */
  leave(): void {
    this.isGone = true
    this.follower.end()
    this.room.leave(this)
  }

  /** From time to time, and when the network has taken what it was given. */
  async beat(): Promise<void> {
    await this.follower.beat()
  }

  private async greet(json: string): Promise<void> {
    const parsed = parseClientHello(json)
    if (!parsed.ok) return this.close(closeCode.malformed)
    const hello = parsed.value
    if (hello.version < protocolVersion) return this.close(closeCode.appTooOld)
    const { room } = this
    if (hello.epoch !== null && hello.epoch !== room.epoch) return this.close(closeCode.epochGone)
    const writes = this.access === 'write'
    for (const other of [...room.members]) {
      if (other === this || !(other instanceof Connection) || other.session === undefined) continue
      if (other.device === this.device) other.close(closeCode.replaced)
      else if (writes && other.client === hello.client) return this.close(closeCode.clientTaken)
    }
    this.greeted = true
    this.session = hello.session
    if (writes) {
      // A reader writes under no id, and keeps none from whoever does.
      this.client = hello.client
      this.author = hello
    }
    await this.around.commits.flush()
    const resume = await room.canResume(hello)
    const clock = writes ? (room.vector.get(hello.client) ?? 0) : hello.clock
    const own = clock > hello.clock ? await this.ownAbove(hello) : undefined
    if (this.isGone) return
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
    this.follower.sent = hello.position ?? 0
    await this.follower.catchUp()
    this.showEverybody()
  }

  /** What it lacks of its own; where that cannot be said now it comes back later, since it may not write without. */
  private async ownAbove({ client, clock }: ClientHello): Promise<Uint8Array | undefined> {
    const own = await this.around.answers.own(this.room, { client, clock }, this)
    if (own === undefined) this.close(closeCode.busy)
    return own
  }

  private async answer(vector: Uint8Array): Promise<void> {
    const { answers, commits, limits } = this.around
    if (vector.length > limits.vectorBytes) return this.close(closeCode.tooBig)
    const held = decodeHeld(vector, this.room.vector)
    if (held === undefined) return this.strike()
    await this.follower.hasRoom()
    if (this.isGone) return
    const answer = await answers.diff(this.room, held, this.device)
    if (this.isGone) return
    if (answer === undefined) return this.close(closeCode.busy)
    this.wire.send(step2Frame(answer.update))
    if (!this.live) this.follower.sent = answer.position
    if (this.access === 'write') {
      // Only what is on disk may be claimed: the other side forgets what it thinks we hold.
      await commits.flush()
      if (this.isGone) return
      this.wire.send(step1Frame(encodeVector(this.room.vector)))
    }
    if (this.live) return
    await this.follower.catchUp()
    this.showEverybody()
  }

  private take(update: Uint8Array): void | Promise<void> {
    const { limits } = this.around
    if (isEmptyUpdate(update))
      return this.around.commits.submit({ room: this.room, update: undefined, from: this })
    if (this.access === 'read') return this.deny()
    if (update.length > limits.frameBytes) return this.close(closeCode.tooBig)
    return this.room.check(update, this.device, this.around, (checked) => this.store(checked))
  }

  private store(checked: Result<Checked, Refusal>): void | Promise<void> {
    if (this.isGone) return
    if (!checked.ok) {
      this.around.metrics.count('maillage_updates_refused_total', checked.error)
      return this.refuse(checked.error)
    }
    const old = this.room.isOld(checked.value)
    const proceed = (isOld: boolean): void => {
      if (this.isGone) return
      if (!isOld) this.room.accept(checked.value)
      const news = isOld ? undefined : checked.value.update
      this.around.commits.submit({ room: this.room, update: news, from: this })
    }
    return typeof old === 'boolean' ? proceed(old) : old.then(proceed)
  }

  /** Nothing of it was stored. What came before it is, and is acknowledged before the socket goes. */
  private async refuse(why: Refusal): Promise<void> {
    await this.around.commits.flush()
    if (this.isGone) return
    // Sent again it would be as much.
    if (why === 'limits') return this.close(closeCode.tooBig)
    if (why === 'crowded') return this.close(closeCode.crowded)
    if (this.greeted) return this.close(closeCode.resync)
    this.strike()
    if (!this.isGone) this.wire.send(step1Frame(encodeVector(this.room.vector)))
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

  /** As often as it may be asked: its answer is many times as long as the question. */
  private tellPresence(): void {
    const now = this.around.now()
    if (this.follower.isBehind || now - this.toldPresenceAt < 1_000) return
    this.toldPresenceAt = now
    this.showEverybody()
  }

  private showEverybody(): void {
    const frame = this.room.presence.everybody()
    if (frame !== undefined && !this.isGone) this.wire.send(frame)
  }
}
