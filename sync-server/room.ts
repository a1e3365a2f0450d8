import { type Result, fail } from '../src/core/result'
import { atFrame, updateFrame } from '../src/core/sync/frames'
import type { ClientHello } from '../src/core/sync/hello'
import { type CloseCode, closeCode } from '../src/core/sync/protocol'
import type { Check } from './checking'
import { type Checked, type Refusal, stillFits } from './checks'
import type { Stored, Writer } from './commits'
import { DeletedRanges, rangesOf } from './deletes'
import { groupBy } from './group'
import type { LoopTurn } from './loopTurn'
import type { Newcomers } from './newcomers'
import { type Present, Presence } from './presence'
import type { LogStore, RoomHead } from './stores/logStore'
import { type ReadV1, type Vector, mergeShort } from './updates'
import { framed } from './wire'

/** How much of the log is read in one turn. */
const chunkBytes = 512 * 1024

/** A socket in a room, as the room sees it. */
export interface Member extends Writer, Present {
  readonly device: string
  /** Who writes here and has said so: under which id, and up to where its own device knows it saved. */
  readonly author: { readonly client: number; readonly clock: number } | undefined
  /** True from the moment its first answer has brought it to the room's position. */
  readonly live: boolean
  /** What was stored, and the position that this brings the member to. */
  deliver(told: Told): void
  /** Presence of others. */
  show(frame: Uint8Array): void
  close(code: CloseCode): void
}

/** What a room tells its members after a commit, as it goes on the wire: made once for all of them. */
export interface Told {
  readonly position: number
  /** For a plain client: the updates of others, nothing when there are none. */
  readonly plain: Uint8Array
  /** For a `maillage.v1` client: the same, and the position. */
  readonly ours: Uint8Array
}

/** How what comes from outside is checked, and how much of it is taken at once. */
export interface Incoming {
  readonly check: Check
  readonly limits: { readonly newClients: number }
  readonly newcomers: Newcomers
}

/** What a room needs of the server around it. */
export interface RoomSurroundings {
  readonly store: LogStore
  readonly readV1: ReadV1
  readonly awarenessBytes: number
  readonly turn: LoopTurn
  /** Resolves when everything accepted so far is on disk. */
  flush(): Promise<void>
  /** Rows have been stored: time to think of compaction. */
  grown(room: Room): void
}

/**
 * A room that has been read from the store: where its log stands, what it holds by clock, and who is in it.
 * It never holds the document itself.
 */
export class Room {
  readonly name: string
  readonly epoch: string
  readonly incarnation: string
  readonly members = new Set<Member>()
  readonly presence: Presence<Member>
  /** The last committed row. */
  position: number
  /** Entries submitted and not yet committed. */
  waiting = 0
  /** When somebody last needed it, in milliseconds. */
  usedAt = 0
  /** An erasure was stored: compaction is due at once, over everything. */
  erased = false
  /** False once its memory may be ahead of the disk, or its log was replaced: never to be used again. */
  open = true
  private ranges: DeletedRanges | undefined
  private rangesLoaded: Promise<void> | undefined

  constructor(
    head: RoomHead,
    /** What is accepted: the committed rows and those on their way to the disk. */
    readonly vector: Vector,
    private readonly around: RoomSurroundings,
  ) {
    this.name = head.room
    this.epoch = head.epoch
    this.incarnation = head.incarnation
    this.position = head.position
    this.presence = new Presence(around.awarenessBytes)
  }

  /**
   * Says whether an update of a device may be stored, in the very turn in which what it says is true: whoever is
   * told accepts at once. A long one is checked beside the loop, and again when the room has moved under it.
   */
  check<T>(
    update: Uint8Array,
    device: string,
    incoming: Incoming,
    tell: (checked: Result<Checked, Refusal>) => T | Promise<T>,
  ): T | Promise<T> {
    const checked = incoming.check(update, this.vector)
    if (!(checked instanceof Promise)) return tell(this.admit(checked, device, incoming))
    return checked.then((later) =>
      later.ok && !stillFits(later.value, this.vector)
        ? this.check(update, device, incoming, tell)
        : tell(this.admit(later, device, incoming)),
    )
  }

  /**
   * Others' structs are welcome, but not ahead of an author who is here on another device: her next edit would
   * stand where something else stands already, and be lost.
   */
  private admit(
    checked: Result<Checked, Refusal>,
    device: string,
    { limits, newcomers }: Incoming,
  ): Result<Checked, Refusal> {
    if (!checked.ok) return checked
    let strangers = 0
    for (const client of checked.value.advances.keys()) if (!this.vector.has(client)) strangers++
    if (strangers > limits.newClients) return fail('limits')
    for (const member of this.members) {
      if (member.author === undefined || member.device === device) continue
      const { client, clock } = member.author
      // What she was told is saved may come back by others: the server lost it.
      if ((checked.value.advances.get(client) ?? 0) > clock) return fail('live-author')
    }
    const room = { name: this.name, clients: this.vector.size }
    return newcomers.take(device, room, strangers) ? checked : fail('crowded')
  }

  /** Takes a checked update into memory; the caller submits it for commit in the same turn. */
  accept({ advances, deletes, erases }: Checked): void {
    // Checked against an earlier vector when its delete set had to be looked up: another may have come further since.
    for (const [client, clock] of advances)
      this.vector.set(client, Math.max(clock, this.vector.get(client) ?? 0))
    this.ranges?.add(deletes)
    if (erases) this.erased = true
  }

  /** True when a checked update holds nothing that is not held already. */
  isOld({ advances, deletes }: Checked): boolean | Promise<boolean> {
    if (advances.size > 0) return false
    if (deletes.size === 0) return true
    this.rangesLoaded ??= this.loadRanges().catch((error: unknown) => {
      this.ranges = undefined
      this.rangesLoaded = undefined // read again at the next need
      throw error
    })
    return this.rangesLoaded.then(() => this.ranges?.holds(deletes) ?? false)
  }

  /** Deleted ranges are read at the first need: most rooms are only ever appended to. */
  private async loadRanges(): Promise<void> {
    // In place before reading, so that what is accepted meanwhile is taken in: a union knows no order.
    const ranges = new DeletedRanges()
    this.ranges = ranges
    const { store, readV1, flush, turn } = this.around
    await flush()
    for (;;) {
      const parts = await store.parts(this.name)
      if (parts !== undefined) ranges.add(rangesOf(readV1(parts.deletes).deletes))
      let some = await store.since(this.name, parts?.position ?? 0, chunkBytes)
      while (some !== undefined) {
        for (const { update } of some.rows) ranges.add(rangesOf(readV1(update).deletes))
        const last = some.rows.at(-1)
        if (!some.more || last === undefined) return
        await turn.rest()
        some = await store.since(this.name, last.position, chunkBytes)
      }
      // Compacted between two reads: its parts say it all.
    }
  }

  /** A batch of this room is on disk: tells the others, then the writers. All in one turn, in log order. */
  stored(entries: readonly Stored[]): void {
    this.waiting -= entries.length
    const last = entries.at(-1)
    if (last === undefined || !this.open) return
    const news = entries.filter((entry) => entry.update !== undefined)
    this.position = last.position
    if (news.length > 0) this.fanOut(news)
    for (const [writer, own] of groupBy(entries, (entry) => entry.from)) {
      writer.saved(own, this.position)
    }
    if (news.length > 0) this.around.grown(this)
  }

  private fanOut(news: readonly Stored[]): void {
    const writers = new Set<unknown>(news.map((entry) => entry.from))
    let shared: Told | undefined
    for (const member of this.members) {
      if (!member.live) continue
      if (writers.has(member)) {
        const others = news.filter((entry) => entry.from !== member)
        member.deliver(toldOf(others, this.position))
      } else {
        shared ??= toldOf(news, this.position)
        member.deliver(shared)
      }
    }
  }

  /** Whether the rows after what a client has of this very log are still there, one by one. */
  async canResume({
    incarnation,
    position,
  }: Pick<ClientHello, 'incarnation' | 'position'>): Promise<boolean> {
    if (incarnation !== this.incarnation || position === null || position > this.position) return false
    const { base } = await this.around.store.head(this.name)
    return position >= base
  }

  /** Shows a presence frame to everyone but its author. */
  show(frame: Uint8Array, author: Member): void {
    for (const member of this.members) if (member !== author) member.show(frame)
  }

  /** A socket goes: its presence goes with it. */
  leave(member: Member): void {
    if (!this.members.delete(member)) return
    const gone = this.presence.leave(member)
    if (gone !== undefined) this.show(gone, member)
  }

  /** Ends the use of this memory: everyone is asked to come back to a freshly read room. */
  discard(code: CloseCode = closeCode.busy): void {
    this.open = false
    for (const member of [...this.members]) member.close(code)
  }
}

function toldOf(news: readonly Stored[], position: number): Told {
  const updates = news.flatMap(({ update }) => (update === undefined ? [] : [update]))
  const frames = mergeShort(updates).map(updateFrame)
  return { position, plain: framed(...frames), ours: framed(...frames, atFrame(position)) }
}
