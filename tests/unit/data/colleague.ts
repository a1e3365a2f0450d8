import * as Y from 'yjs'
import type { Workspace } from '../../../src/renderer/data/workspace'
import { groundOf } from './structures'

/** Writes in a room as a colleague who has all that this desk has of it, and hands it over as the server would. */
export async function receive(
  workspace: Workspace,
  room: string,
  write: (doc: Y.Doc) => void,
): Promise<void> {
  const { documents, log } = groundOf(workspace)
  const { loaded, release } = await documents.hold(room)
  const theirs = new Y.Doc()
  Y.applyUpdate(theirs, Y.encodeStateAsUpdate(loaded.room.doc))
  const updates: Uint8Array[] = []
  theirs.on('update', (update: Uint8Array) => updates.push(update))
  theirs.transact(() => write(theirs))
  theirs.destroy()
  await documents.receive({ room, updates, acked: true, origin: 'colleague' })
  await log.settled()
  release()
}
