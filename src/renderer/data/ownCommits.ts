import { stacksInOrder, type UndoStacks } from '../../core/document/undo'
import type { WorkspaceDatabase } from './database'
import { openJson, type Seal } from './seal'
import type { Batch } from './updateLog'

/** One of this person's own commits on this computer: enough to know what undo would do without loading a document. */
export interface OwnCommit {
  readonly commit: string
  readonly stamp: string
  readonly by: string
  readonly rooms: readonly string[]
  /** The space whose rooms it wrote, where that is not the author's own: the committee's remarks. */
  readonly space?: string
  readonly undoes?: string
  /** How the notice calls it: « Modification de … ». */
  readonly label: string
}

/** The list of own commits, kept in the transaction of the commits themselves. */
export interface OwnCommits {
  get(commit: string): OwnCommit | undefined
  stacks(): UndoStacks
  /** Adds a commit; the part of a batch that it gives back writes the list with it. */
  add(commit: OwnCommit): Pick<Batch, 'sealed'>
}

const KEY = 'commits'
const KEPT = 200

/** Reads the list; one that does not open is empty: undo then begins with the next edit. */
export async function openOwnCommits(db: WorkspaceDatabase, seal: Seal): Promise<OwnCommits> {
  const stored = await db.meta.get(KEY)
  let commits = await read(stored?.value, seal)
  return {
    get: (commit) => commits.find((known) => known.commit === commit),
    stacks: () => stacksInOrder(commits),
    add(commit) {
      commits = [...commits, commit].slice(-KEPT)
      return { sealed: [{ key: KEY, json: commits }] }
    },
  }
}

/** Empties the list of a workspace that is closed: another person works there from now on. */
export const forgetOwnCommits = (db: WorkspaceDatabase): Promise<void> => db.meta.delete(KEY)

async function read(value: unknown, seal: Seal): Promise<readonly OwnCommit[]> {
  if (!(value instanceof Uint8Array)) return []
  try {
    return (await openJson(seal, KEY, value)) as OwnCommit[] // written by `add` alone
  } catch {
    return []
  }
}
