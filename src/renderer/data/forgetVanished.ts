import { stands } from './database'
import type { Shelves } from './newWorkspace'
import { remember, remembered } from './profile'
import { importDataKey } from './seal'
import type { Identity } from './workspace'
import { identityOf } from './workspaceEntry'

/**
 * Forgets the workspaces whose data vanished and that a backup has just brought back: those of that space that its key
 * opens, and those of which nothing but the name is left. One that is open holds all that is left of it, and stays.
 */
export async function forgetVanished(
  { profile, memory, keystore }: Shelves,
  { space, role }: Identity,
  key: Uint8Array<ArrayBuffer>,
  opened: ReadonlyMap<string, unknown>,
): Promise<void> {
  const rows = await profile.workspaces.toArray()
  for (const one of remembered(memory))
    if (one.space === space && !rows.some(({ id }) => id === one.id)) remember(memory, one, true)
  const ring = [await importDataKey(key)] as const
  for (const row of rows) {
    const isSame = row.space === space && row.role === role && !row.sample && !opened.has(row.id)
    if (!isSame || !(await identityOf(row, ring)) || (await stands(row.id))) continue
    await keystore?.remove(`data-key-${row.id}`)
    await profile.workspaces.delete(row.id)
    remember(memory, row, true)
  }
}
