import { roomKey, unmetRoom, type RoomState, type WorkspaceDatabase } from './database'

/** What a log finds on the disk when it opens. */
export interface LogOnDisk {
  readonly states: ReadonlyMap<string, RoomState>
  /** The highest number that was ever given to a row and is still known. */
  readonly lastSeq: number
}

/** Reads where a log stands by its keys: what a row or a snapshot holds is not read, so one that is bad stops nothing. */
export async function readLogOnDisk(db: WorkspaceDatabase): Promise<LogOnDisk> {
  const states = new Map<string, RoomState>()
  await db.meta
    .where('key')
    .startsWith(roomKey(''))
    .each(({ value }) => {
      const state = value as RoomState // written by the log alone
      states.set(state.room, state)
    })
  for (const room of await roomsWithRows(db)) if (!states.has(room)) states.set(room, unmetRoom(room))
  for (const room of await db.snapshots.toCollection().primaryKeys()) {
    const state = states.get(room) ?? unmetRoom(room)
    states.set(room, { ...state, snapshotUpTo: state.snapshotUpTo ?? (await upToOf(db, room)) })
  }
  const [last = 0] = await db.updates.toCollection().reverse().limit(1).primaryKeys()
  const known = [...states.values()].flatMap((state) => [state.reviewed, state.snapshotUpTo ?? 0])
  return { states, lastSeq: Math.max(last, ...known) }
}

/** Last row of a room's log; undefined when it has none. */
export async function lastRowOf(db: WorkspaceDatabase, room: string): Promise<number | undefined> {
  const rows = db.updates.where('[room+seq]').between([room, 0], [room, Infinity])
  const [last] = await rows.reverse().limit(1).primaryKeys()
  return last
}

/** What an earlier version did not write down. A snapshot that cannot be read is found bad when its room is loaded. */
async function upToOf(db: WorkspaceDatabase, room: string): Promise<number> {
  try {
    return (await db.snapshots.get(room))?.upTo ?? 0
  } catch {
    return 0
  }
}

/** The rooms that have rows: found by leaping from one to the next, not by reading every row. */
async function roomsWithRows(db: WorkspaceDatabase): Promise<string[]> {
  const rooms: string[] = []
  for (let room = ''; ;) {
    const after = db.updates.where('[room+seq]').between([room, Infinity], ['\uffff', 0])
    const [next] = (await after.limit(1).keys()) as unknown as [string, number][] // the keys of that index
    if (!next) return rooms
    room = next[0]
    rooms.push(room)
  }
}
