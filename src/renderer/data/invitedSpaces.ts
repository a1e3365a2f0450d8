import Dexie from 'dexie'
import { databaseName } from './database'
import { keyRing } from './keys'
import type { Shelves } from './newWorkspace'
import type { ProfileRow } from './profile'
import type { Enrolled } from './server'

/**
 * A workspace of this computer that the invitation is about: it is joined to the server, not doubled. Of two copies the
 * open one is meant, else the newest: an older one was left behind by a restore.
 */
export async function sameSpace(
  { profile, keystore }: Shelves,
  space: string,
  role: string,
  opened: ReadonlyMap<string, unknown>,
) {
  const rows = await profile.workspaces.toArray()
  const meant = (a: ProfileRow, b: ProfileRow): number =>
    Number(opened.has(b.id)) - Number(opened.has(a.id)) || b.createdAt - a.createdAt
  for (const row of rows.sort(meant)) {
    if (row.space !== space || row.role !== role || row.sample) continue
    const ring = await keyRing(keystore, row.id, row.keys)
    if (ring.ok && (await Dexie.exists(databaseName(row.id)))) return { row, ring: ring.value }
  }
  return undefined
}

/** The spaces that an enrolment opens: the committee's own, or each département. */
export function spacesOf({ role, rooms }: Enrolled): readonly string[] {
  if (role === 'national') return ['national']
  const codes = rooms.flatMap(({ room }) => /^dep-([0-9AB]{2,3})$/.exec(room)?.[1] ?? [])
  return [...new Set(codes)].sort()
}
