import type { ReadV1, Vector } from './updates'
import { advance, decodeVector } from './updates'
import { readRows } from './compaction'
import { Room, type RoomSurroundings } from './room'
import { DamagedRoom, type LogStore } from './stores/logStore'

const idleMs = 60_000

/** The rooms that are in memory. */
export interface Rooms {
  /** The room, read from the store once however many ask at the same time. Throws when it is damaged. */
  open(name: string): Promise<Room>
  all(): Iterable<Room>
  /** Lets go of a room whose memory is of no use any more. */
  discard(room: Room): void
  /** Lets go of rooms that nobody has needed for a while. */
  sweep(): void
  /** Says of a room that something of it could not be read, which a room that opens may well hold. */
  damage(name: string): void
  /** Until the server is started again: what mends a room needs it stopped. */
  readonly damaged: ReadonlySet<string>
}

/** What rooms need of the server around them. */
export type RoomsOptions = Omit<RoomSurroundings, 'store' | 'readV1'> & { readonly now: () => number }

/** Opens no room yet. */
export function openRooms(store: LogStore, readV1: ReadV1, options: RoomsOptions): Rooms {
  const rooms = new Map<string, Promise<Room>>()
  const loaded = new Map<string, Room>()
  const damaged = new Set<string>()
  const around: RoomSurroundings = { store, readV1, ...options }

  async function load(name: string): Promise<Room> {
    for (;;) {
      const head = await store.head(name)
      const vector: Vector = new Map()
      const parts = await store.parts(name)
      if (parts !== undefined) {
        const held = decodeVector(parts.vector)
        if (held === undefined) throw new DamagedRoom(name, 'its vector cannot be read')
        for (const [client, clock] of held) vector.set(client, clock)
      }
      const rows = await readRows(store, name, parts?.position ?? 0, head.position)
      // Another process compacted meanwhile: what it wrote is there to be read now.
      if (rows === undefined) continue
      for (const { update } of rows) advance(vector, update)
      return new Room(head, vector, around)
    }
  }

  function forget(name: string): void {
    rooms.delete(name)
    loaded.delete(name)
  }

  async function open(name: string): Promise<Room> {
    for (;;) {
      const opening =
        rooms.get(name) ??
        load(name).then(
          (room) => {
            loaded.set(name, room)
            return room
          },
          (error: unknown) => {
            forget(name)
            if (error instanceof DamagedRoom) damaged.add(name)
            throw error
          },
        )
      rooms.set(name, opening)
      const room = await opening
      room.usedAt = options.now()
      if (room.open) return room
    }
  }

  return {
    open,
    all: () => loaded.values(),
    discard: (room) => {
      if (loaded.get(room.name) === room) forget(room.name)
      room.discard()
    },
    sweep: () => {
      const old = options.now() - idleMs
      for (const [name, room] of loaded) {
        if (room.members.size === 0 && room.waiting === 0 && room.usedAt < old) {
          room.open = false
          forget(name)
        }
      }
    },
    damage: (name) => void damaged.add(name),
    damaged,
  }
}
