import Dexie from 'dexie'
import { fail, ok, type Result } from '../../core/result'
import { sameText } from '../../core/schema/likeness'
import { WorkspaceDatabase } from './database'
import { sameSpace, type SameSpace } from './invitedSpaces'
import { found, newAuthor, personalPlace, type Shelves } from './newWorkspace'
import { forgetOwnCommits } from './ownCommits'
import { createSeal, sealJson, type Seal } from './seal'
import type { Enrolled, ServerLink } from './server'
import { keepServer, serverRow } from './serverLink'
import { settleIn } from './settleIn'
import { identityOf } from './workspaceEntry'
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
      await tie(shelves, known, joining, opened.has(known.row.id))
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

/** Ties a space that this computer has to the server. Whoever has it open ties it under the name that they work under. */
async function tie(
  shelves: Shelves,
  known: SameSpace,
  { link, ...joining }: Joining,
  isOpen: boolean,
): Promise<void> {
  const db = new WorkspaceDatabase(known.row.id)
  const seal = createSeal(known.ring)
  try {
    if (known.stands) await keepServer(db, seal, link)
    else await db.found([await serverRow(seal, link)]) // what the server has comes back to it
    if (!isOpen) await succeed(shelves, known, db, seal, joining)
  } finally {
    db.close()
  }
}

/**
 * Someone of another name takes over the space: what was written before stays signed by its author, who still stands in
 * the private room, and is no longer to be undone as one's own; from now on the newcomer signs.
 */
async function succeed(
  { profile }: Shelves,
  { row, ring }: SameSpace,
  db: WorkspaceDatabase,
  seal: Seal,
  { enrolled, name }: Omit<Joining, 'link'>,
): Promise<void> {
  const before = await identityOf(row, ring)
  if (!before || sameText(before.name, name)) return
  await forgetOwnCommits(db)
  const personal = await sealJson(seal, personalPlace(row.id), { name, author: authorOf(enrolled) })
  await profile.workspaces.put({ ...row, personal })
}
