import Dexie from 'dexie'
import { fail, ok, type Result } from '../../core/result'
import { WorkspaceDatabase } from './database'
import { sameSpace, type SameSpace } from './invitedSpaces'
import { found, newAuthor, type Shelves } from './newWorkspace'
import { createSeal } from './seal'
import type { Enrolled, ServerLink } from './server'
import { keepServer, serverRow } from './serverLink'
import { settleIn } from './settleIn'
import type { Created } from './workspaces'
import { NOT_WRITTEN, type Ways } from './writeFirst'

/** Who follows an invitation, with what it gave. */
export interface Joining {
  readonly enrolled: Enrolled
  readonly link: ServerLink
  readonly name: string
}

const USED = `${NOT_WRITTEN} L’invitation a servi\u00a0: demandez-en une autre.`

/**
 * Makes one of an invitation's spaces, or ties the one that this computer has. `opened`: the workspaces that this window
 * has open.
 */
export async function joinSpace(
  shelves: Shelves,
  ways: Ways,
  opened: ReadonlyMap<string, unknown>,
  space: string,
  joining: Joining,
): Promise<Result<Created, string>> {
  const { enrolled, link, name } = joining
  try {
    const known = await sameSpace(shelves, space, enrolled.role, opened)
    if (known) {
      await tie(known, link)
      return ok({ id: known.row.id, space })
    }
    const founded = await found()
    if (!founded.ok) return fail(USED)
    await keepServer(founded.value.db, founded.value.seal, link)
    const identity = { space, role: enrolled.role, author: authorOf(enrolled), name }
    const settled = await settleIn(shelves, ways, founded.value, identity, { joining: true })
    return settled.ok || settled.error !== NOT_WRITTEN ? settled : fail(USED)
  } catch (error) {
    if (!(error instanceof Dexie.DexieError)) throw error
    return fail(USED)
  }
}

const authorOf = ({ person }: Enrolled): string =>
  /^[A-Za-z0-9_-]{4,40}$/.test(person) ? person : newAuthor()

/** Ties a space that this computer has to the server. */
async function tie(known: SameSpace, link: ServerLink): Promise<void> {
  const db = new WorkspaceDatabase(known.row.id)
  const seal = createSeal(known.ring)
  try {
    if (known.stands) await keepServer(db, seal, link)
    else await db.found([await serverRow(seal, link)]) // what the server has comes back to it
  } finally {
    db.close()
  }
}
