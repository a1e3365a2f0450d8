import { createHash } from 'node:crypto'
import type { Limits } from './config'
import { diffOf } from './compaction'
import type { Commits } from './commits'
import type { LoopTurn } from './loopTurn'
import type { Room } from './room'
import type { LogStore } from './stores/logStore'
import { openTurns } from './turns'
import { type Vector, covers, decodeVector, encodeVector } from './updates'
import type { Workshop } from './workshop'

/** What a vector lacked, and the log position that this brings it to. */
export interface Answer {
  readonly update: Uint8Array
  readonly position: number
}

/** What one writer has in a room above a clock of its own. */
export interface OwnAsk {
  readonly client: number
  readonly clock: number
}

/** Makes the answers to vectors: small ones here, long ones in the worker, each of them once. */
export interface Answers {
  /** One at a time for each device. Undefined when too many are waiting already: come back later. */
  diff(room: Room, held: Vector, device: string): Promise<Answer | undefined>
  /** The structs of one client above a clock; one at a time for each device, and undefined, likewise. */
  own(room: Room, ask: OwnAsk, asker: Asker): Promise<Uint8Array | undefined>
}

/** Who asks, and whether there is still anybody to answer. */
export interface Asker {
  readonly device: string
  readonly isGone: boolean
}

const small = { rows: 64, bytes: 64 * 1024 }
const cacheBytes = 64 * 1024 * 1024
/** What an entry costs beside its bytes. */
const entryBytes = 512

/** Answers stand on what is on disk: what was accepted and not committed yet is committed first. */
export function openAnswers(
  store: LogStore,
  workshop: Workshop,
  commits: Commits<Room>,
  limits: Limits,
  turn: LoopTurn,
): Answers {
  const cache = new Map<string, Promise<Uint8Array>>()
  const sizes = new Map<string, number>()
  const turns = openTurns()
  let lastSmall: Promise<unknown> = Promise.resolve()
  let cached = 0

  const isFull = (): boolean => workshop.waiting >= limits.answersAtOnce + limits.answersWaiting

  async function isSmall(room: Room, held: Vector): Promise<boolean> {
    const { base, position, tailBytes } = await store.head(room.name)
    if (position - base > small.rows || tailBytes > small.bytes) return false
    const parts = base === 0 ? undefined : await store.parts(room.name)
    const snapshot = parts === undefined ? undefined : decodeVector(parts.vector)
    return snapshot === undefined || covers(held, snapshot)
  }

  function remember(key: string, making: Promise<Uint8Array>): void {
    cache.set(key, making)
    making.then(
      (update) => {
        const size = entryBytes + update.length
        sizes.set(key, size)
        cached += size
        for (const [old] of cache) {
          if (cached <= cacheBytes) break
          forget(old)
        }
      },
      () => forget(key),
    )
  }

  function forget(key: string): void {
    cache.delete(key)
    cached -= sizes.get(key) ?? 0
    sizes.delete(key)
  }

  async function diff(room: Room, held: Vector): Promise<Answer | undefined> {
    await commits.flush()
    const position = room.position
    // Sorted, so that replicas which hold the same share one answer whatever the order of their clients.
    const vector = encodeVector(new Map([...held].sort(([a], [b]) => a - b)))
    if (await isSmall(room, held))
      return { update: await smallDiff(() => diffOf(store, room.name, position, vector)), position }
    const key = `${room.name}/${room.incarnation}/${position}/${createHash('sha256').update(vector).digest('base64')}`
    let making = cache.get(key)
    if (making === undefined) {
      if (isFull()) return undefined
      making = workshop.run({ do: 'diff', room: room.name, position, vector })
      remember(key, making)
    }
    return { update: await making, position }
  }

  /** One after the other, whoever asks: each takes milliseconds, and the loop has its turn between two of them. */
  function smallDiff(make: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const mine = lastSmall.then(async () => {
      if (turn.isLong()) await turn.rest()
      return make()
    })
    lastSmall = mine.catch(() => undefined)
    return mine
  }

  return {
    diff: (room, held, device) => turns.take(device, () => diff(room, held)),
    own: (room, ask, asker) =>
      turns.take(asker.device, async () => {
        if (asker.isGone || isFull()) return undefined
        await commits.flush()
        return workshop.run({ do: 'own', room: room.name, position: room.position, ...ask })
      }),
  }
}
