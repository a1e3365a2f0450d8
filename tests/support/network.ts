import * as Y from 'yjs'
import type { Random } from './random'
import type { Replica } from './replica'

/**
 * A server in memory that only keeps order: each room has one log, each replica a position in it. Messages wait until
 * they are let go, one at a time and in any order of replicas and rooms; a cut replica neither sends nor receives.
 * Where `shuffles`, rows also come out of order and several in one update, as by files and in answers cut short: some
 * are then integrated only in part.
 */
export class Network {
  private readonly logs = new Map<string, { from: Replica; update: Uint8Array }[]>()
  private readonly positions = new Map<Replica, Map<string, number>>()
  private readonly onTheWay = new Map<string, Uint8Array[]>()
  private readonly cut = new Set<Replica>()

  constructor(
    readonly replicas: readonly Replica[],
    private readonly random: Random,
    private readonly shuffles = false,
  ) {}

  setCut(replica: Replica, cut: boolean): void {
    if (cut) this.cut.add(replica)
    else this.cut.delete(replica)
  }

  /** Lets one message go, either way, of a replica that is connected. Returns whether there was one. */
  step(): boolean {
    const ways = this.replicas
      .filter((replica) => !this.cut.has(replica))
      .flatMap((replica) => {
        const ways: (() => void)[] = []
        if (replica.sent.length > 0) ways.push(() => this.send(replica))
        for (const room of this.logs.keys())
          if (this.next(replica, room)) ways.push(() => this.deliver(replica, room))
        return ways
      })
    if (ways.length === 0) return false
    this.random.pick(ways)()
    return true
  }

  /** Reconnects everyone and lets everything go. */
  settle(): void {
    this.cut.clear()
    while (this.step());
  }

  private send(replica: Replica): void {
    const message = replica.sent.shift()
    if (!message) return
    const log = this.logs.get(message.room) ?? []
    this.logs.set(message.room, log)
    log.push({ from: replica, update: message.update })
  }

  /** Whether a room has rows that a replica has not had and did not write itself. */
  private next(replica: Replica, room: string): boolean {
    return this.wayTo(replica, room).length > 0 || this.rowsFor(replica, room, 1).length > 0
  }

  private deliver(replica: Replica, room: string): void {
    const way = this.wayTo(replica, room)
    if (way.length === 0) way.push(...this.batches(replica, room))
    const update = way.shift()
    if (update) replica.receive(room, update)
  }

  /** What has left the server for a replica and has not come yet. */
  private wayTo(replica: Replica, room: string): Uint8Array[] {
    const name = `${this.replicas.indexOf(replica)} ${room}`
    const way = this.onTheWay.get(name) ?? []
    this.onTheWay.set(name, way)
    return way
  }

  private batches(replica: Replica, room: string): Uint8Array[] {
    const isShuffled = this.shuffles && this.random.chance(0.3)
    const rows = this.rowsFor(replica, room, isShuffled ? 2 + this.random.int(5) : 1)
    const positions = this.positions.get(replica) ?? new Map<string, number>()
    this.positions.set(replica, positions)
    positions.set(room, (rows.at(-1)?.at ?? -1) + 1)
    const left = rows.map(({ update }) => update)
    const batches: Uint8Array[] = []
    while (left.length > 0) {
      const size = Math.min(left.length, 1 + this.random.int(2))
      const batch = Array.from({ length: size }, () => left.splice(this.random.int(left.length), 1)[0])
      batches.push(Y.mergeUpdates(batch.filter((update) => update !== undefined)))
    }
    return batches
  }

  /** The next rows of a room for a replica, with their places in the log. */
  private rowsFor(replica: Replica, room: string, most: number): { at: number; update: Uint8Array }[] {
    const log = this.logs.get(room) ?? []
    const rows: { at: number; update: Uint8Array }[] = []
    for (let at = this.positions.get(replica)?.get(room) ?? 0; at < log.length && rows.length < most; at++) {
      const row = log[at]
      if (row && row.from !== replica) rows.push({ at, update: row.update })
    }
    return rows
  }
}
