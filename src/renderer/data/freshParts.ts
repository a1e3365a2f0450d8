import type { Room } from '../../core/document/room'
import { projectRoom, type DefOf } from '../../core/projection/project'
import type { RowPart, RowStore } from '../../core/projection/rows'

/** A room's parts from scratch; those that it no longer has are there as absent. */
export function freshParts(rows: RowStore, room: Room, defOf: DefOf): RowPart[] {
  const fresh = projectRoom(room, defOf)
  const known = new Set(fresh.map((part) => `${part.kind}/${part.id}`))
  const gone = rows.parts(room.name).filter((part) => !known.has(`${part.kind}/${part.id}`))
  return [...fresh, ...gone.map((part) => ({ ...part, present: false, deleted: false, values: {} }))]
}
