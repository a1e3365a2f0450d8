import { placeOf } from '../../core/document/rooms'
import type { WorkspaceDatabase } from './database'
import { lastRowOf } from './logOnDisk'
import type { UpdateLog } from './updateLog'

/**
 * The rooms to read anew: those whose log holds more than their cached rows, whose rows were read by other definitions,
 * or whose cache is bad.
 */
export async function roomsAhead(
  db: WorkspaceDatabase,
  log: UpdateLog,
  bad: ReadonlySet<string>,
  readBy: string,
): Promise<string[]> {
  const ahead: string[] = []
  for (const room of new Set([...log.rooms(), ...bad])) {
    if (!placeOf(room)) continue // of a newer version
    const { reviewed, readBy: cachedBy, snapshotUpTo = 0 } = log.room(room)
    const upTo = (await lastRowOf(db, room)) ?? snapshotUpTo
    if (bad.has(room) || upTo > reviewed || (upTo > 0 && cachedBy !== readBy)) ahead.push(room)
  }
  return ahead
}
