import type { Random } from './random'
import type { Replica } from './replica'

/**
 * A server in memory that only keeps order: each room has one log, each replica a position in it. Messages wait until
 * they are let go, one at a time and in any order of replicas and rooms; a cut replica neither sends nor receives.
 */
export class Network {
  private readonly logs = new Map<string, { from: Replica; update: Uint8Array }[]>()
  private readonly positions = new Map<Replica, Map<string, number>>()
  private readonly cut = new Set<Replica>()

  constructor(
    readonly replicas: readonly Replica[],
    private readonly random: Random,
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

  /** The next row of a room that a replica has not had and did not write itself. */
  private next(replica: Replica, room: string): boolean {
    const positions = this.positions.get(replica) ?? new Map<string, number>()
    this.positions.set(replica, positions)
    const log = this.logs.get(room) ?? []
    let at = positions.get(room) ?? 0
    while (log[at]?.from === replica) at++
    positions.set(room, at)
    return at < log.length
  }

  private deliver(replica: Replica, room: string): void {
    const positions = this.positions.get(replica)
    const at = positions?.get(room) ?? 0
    const message = this.logs.get(room)?.[at]
    if (!message) return
    positions?.set(room, at + 1)
    replica.receive(room, message.update)
  }
}
