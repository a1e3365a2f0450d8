import { roomKey, unmetRoom, type RoomState, type WorkspaceDatabase } from './database'

/** What a log finds on the disk when it opens. */
export interface LogOnDisk {
  readonly states: ReadonlyMap<string, RoomState>
  /** The highest number that was ever given to a row and is still known. */
  readonly lastSeq: number
}

/** Reads where a log stands, without reading its rows. */
export async function readLogOnDisk(db: WorkspaceDatabase): Promise<LogOnDisk> {
  const states = new Map<string, RoomState>()
  await db.meta
    .where('key')
    .startsWith(roomKey(''))
    .each(({ value }) => {
      const state = value as RoomState // written by the log alone
      states.set(state.room, state)
    })
  for (const room of await roomsOnDisk(db)) if (!states.has(room)) states.set(room, unmetRoom(room))
  const last = await db.updates.toCollection().last()
  const snapshots = await db.snapshots.toArray()
  const known = [
    last?.seq ?? 0,
    ...snapshots.map((s) => s.upTo),
    ...[...states.values()].map((s) => s.reviewed),
  ]
  return { states, lastSeq: Math.max(...known) }
}

/** The rooms that hold something: found by leaping from one to the next, not by reading every row. */
async function roomsOnDisk(db: WorkspaceDatabase): Promise<string[]> {
  const rooms = new Set<string>(await db.snapshots.toCollection().primaryKeys())
  for (let room = ''; ;) {
    const next = await db.updates.where('[room+seq]').between([room, Infinity], ['\uffff', 0]).first()
    if (!next) return [...rooms]
    room = next.room
    rooms.add(room)
  }
}
