import { createHash } from 'node:crypto'
import { type Access as RoomAccess, accessTo } from '../src/core/sync/protocol'
import type { Member } from './access'
import type { RoomHead } from './stores/logStore'

/** The rooms of a role: those one begins with, and those that have been written since. */
export function roomsOf(member: Member, heads: readonly RoomHead[], now: number): Map<string, RoomAccess> {
  const year = new Date(now).getFullYear()
  const begun = member.departments.flatMap((code) => [
    `national-${code}`,
    `dep-${code}`,
    `dep-${code}-${year}`,
    `dep-${code}-private`,
    `dep-${code}-private-${year}`,
  ])
  const names = new Set(['national', 'national-private', ...begun, ...heads.map((head) => head.room)])
  const rooms = new Map<string, RoomAccess>()
  for (const name of names) {
    const access = accessTo(member.role, member.departments, name)
    if (access !== undefined) rooms.set(name, access)
  }
  return rooms
}

/** Says which rooms there are and what may be done in them, and nothing of how far they have come. */
export function tagOf(rooms: ReadonlyMap<string, RoomAccess>): string {
  const hash = createHash('sha256').update(JSON.stringify([...rooms].sort(([a], [b]) => (a < b ? -1 : 1))))
  return `W/"${hash.digest('base64url').slice(0, 22)}"`
}
