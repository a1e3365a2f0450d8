import type { Limits } from './config'
import { diffOf } from './compaction'
import type { Commits } from './commits'
import type { Room } from './room'
import type { LogStore } from './stores/logStore'
import { type Vector, covers, decodeVector, encodeVector } from './updates'
import type { Workshop } from './workshop'

/** What a vector lacked, and the log position that this brings it to. */
export interface Answer {
  readonly update: Uint8Array
  readonly position: number
}

/** Makes the answers to vectors: small ones at once, long ones in the worker, each of them once. */
export interface Answers {
  /** One at a time for each device. Undefined when too many are waiting already: come back later. */
  diff(room: Room, held: Vector, device: string): Promise<Answer | undefined>
  /** The structs of one client above a clock. */
  own(room: Room, client: number, clock: number): Promise<Uint8Array>
}

const small = { rows: 64, bytes: 64 * 1024 }
const cacheBytes = 64 * 1024 * 1024

/** Answers stand on what is on disk: what was accepted and not committed yet is committed first. */
export function openAnswers(
  store: LogStore,
  workshop: Workshop,
  commits: Commits<Room>,
  limits: Limits,
): Answers {
  const cache = new Map<string, Promise<Uint8Array>>()
  const sizes = new Map<string, number>()
  /** The last answer that each device waits for. */
  const turns = new Map<string, Promise<unknown>>()
  let cached = 0

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
        sizes.set(key, update.length)
        cached += update.length
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
      return { update: await diffOf(store, room.name, position, vector), position }
    const key = `${room.name}/${room.incarnation}/${position}/${Buffer.from(vector).toString('base64')}`
    let making = cache.get(key)
    if (making === undefined) {
      if (workshop.waiting >= limits.answersAtOnce + limits.answersWaiting) return undefined
      making = workshop.run({ do: 'diff', room: room.name, position, vector })
      remember(key, making)
    }
    return { update: await making, position }
  }

  async function inTurn<T>(device: string, make: () => Promise<T>): Promise<T> {
    const mine = (turns.get(device) ?? Promise.resolve()).then(make, make)
    turns.set(device, mine)
    try {
      return await mine
    } finally {
      if (turns.get(device) === mine) turns.delete(device)
    }
  }

  return {
    diff: (room, held, device) => inTurn(device, () => diff(room, held)),
    own: async (room, client, clock) => {
      await commits.flush()
      return workshop.run({ do: 'own', room: room.name, position: room.position, client, clock })
    },
  }
}
