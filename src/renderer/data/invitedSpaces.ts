import { stands } from './database'
import { keyRing } from './keys'
import type { Shelves } from './newWorkspace'
import type { ProfileRow } from './profile'
import type { KeyRing } from './seal'
import type { Enrolled } from './server'

/** A workspace that an invitation is about, with its key; one whose database vanished can be founded again under both. */
export interface SameSpace {
  readonly row: ProfileRow
  readonly ring: KeyRing
  readonly stands: boolean
}

/**
 * A workspace of this computer that the invitation is about: it is joined to the server, not doubled. Of two copies the
 * open one is meant, else the newest: an older one was left behind by a restore. One that vanished comes last, and never
 * while a window has it open: what that one holds in memory is all there is.
 */
export async function sameSpace(
  { profile, keystore }: Shelves,
  space: string,
  role: string,
  opened: ReadonlyMap<string, unknown>,
): Promise<SameSpace | undefined> {
  const rows = await profile.workspaces.toArray()
  const meant = (a: ProfileRow, b: ProfileRow): number =>
    Number(opened.has(b.id)) - Number(opened.has(a.id)) || b.createdAt - a.createdAt
  let vanished: SameSpace | undefined
  for (const row of rows.sort(meant)) {
    if (row.space !== space || row.role !== role || row.sample) continue
    const ring = await keyRing(keystore, row.id, row.keys)
    if (!ring.ok) continue
    const same = { row, ring: ring.value, stands: await stands(row.id) }
    if (same.stands) return same
    if (!opened.has(row.id)) vanished ??= same
  }
  return vanished
}

/** The spaces that an enrolment opens: the committee's own, or each département. */
export function spacesOf({ role, rooms }: Enrolled): readonly string[] {
  if (role === 'national') return ['national']
  const codes = rooms.flatMap(({ room }) => /^dep-([0-9AB]{2,3})$/.exec(room)?.[1] ?? [])
  return [...new Set(codes)].sort()
}
