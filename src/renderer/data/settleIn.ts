import Dexie from 'dexie'
import { fail, ok, type Result } from '../../core/result'
import { nameOneself, nameSpace } from './firstRecords'
import { enlist, type Founded, type Origin, type Shelves } from './newWorkspace'
import { recoveryText } from './recoveryKey'
import type { Identity } from './workspace'
import type { Created } from './workspaces'
import { NOT_WRITTEN, writeFirst, type Ways } from './writeFirst'

/** Lists what was founded, then writes its first records through an ordinary opening. All of it, or nothing stays. */
export async function settleIn(
  shelves: Shelves,
  ways: Ways,
  { key, ...founded }: Founded,
  identity: Identity,
  { joining = false, ...origin }: Origin & { readonly joining?: boolean } = {},
): Promise<Result<Created, string>> {
  const { id } = founded
  founded.db.close()
  try {
    await enlist(shelves, { key, ...founded }, identity, origin)
  } catch (error) {
    if (!(error instanceof Dexie.DexieError)) throw error
    await ways.remove(id)
    return fail(NOT_WRITTEN)
  }
  const refusal = await writeFirst(ways, id, async (workspace) => {
    await nameOneself(workspace)
    if (!joining) await nameSpace(workspace)
  })
  if (refusal !== undefined) return fail(refusal)
  return ok({ id, space: identity.space, recoveryKey: await recoveryText(key) })
}
