import * as Y from 'yjs'
import type { Workspace } from '../../../src/renderer/data/workspace'
import { groundOf } from './structures'

/** A cell of a journal entry. */
export type Cell = readonly [key: string, before: unknown, after: unknown]

/** What a colleague's commit writes in a room: its journal entry, then the cells. */
export const written =
  (room: string, cells: readonly Cell[], author = 'nour') =>
  (doc: Y.Doc): void => {
    const id = `${author}-${cells[0]?.[0]}`
    const stamp = `${String(Date.now()).padStart(14, '0')}-000000`
    doc.getArray('journal').push([{ id, commit: id, stamp, author, by: 'edit', rooms: [room], cells }])
    for (const [key, , after] of cells) {
      const [kind = '', ...rest] = key.split('/')
      doc.getMap(kind).set(rest.join('/'), after)
    }
  }

/** The same, written now on all that this desk has of the room, to arrive when told: apart from what is done here meanwhile. */
export async function apart(workspace: Workspace, room: string, write: (doc: Y.Doc) => void) {
  const { documents, log } = groundOf(workspace)
  const { loaded, release } = await documents.hold(room)
  const theirs = new Y.Doc()
  Y.applyUpdate(theirs, Y.encodeStateAsUpdate(loaded.room.doc))
  release()
  const updates: Uint8Array[] = []
  theirs.on('update', (update: Uint8Array) => updates.push(update))
  theirs.transact(() => write(theirs))
  theirs.destroy()
  return {
    async arrive(): Promise<void> {
      await documents.receive({ room, updates, acked: true, origin: 'colleague' })
      await log.settled()
    },
  }
}

/** Writes in a room as a colleague who has all that this desk has of it, and hands it over as the server would. */
export async function receive(
  workspace: Workspace,
  room: string,
  write: (doc: Y.Doc) => void,
): Promise<void> {
  const theirs = await apart(workspace, room, write)
  await theirs.arrive()
}
