import { writesIn } from '../../core/document/rights'
import { isEmptyUpdate } from '../../core/sync/frames'
import type { BackupContent } from './backup'
import { filePlace, sha256 } from './blobs'
import type { WorkspaceDatabase } from './database'
import type { Seal } from './seal'
import { openUpdateLog } from './updateLog'

/**
 * Writes a backup into an empty database, in one transaction. Client ids, positions and acknowledgements are left
 * behind: what is restored is offered to the server again, and written on under fresh ids. Rooms that this person may
 * only read are others' to offer.
 */
export async function restoreContent(
  db: WorkspaceDatabase,
  seal: Seal,
  content: BackupContent,
): Promise<boolean> {
  const blobs: { hash: string; room: string; sent: 0; sealed: Uint8Array }[] = []
  for (const { room, bytes } of content.blobs) {
    const hash = await sha256(bytes)
    blobs.push({ hash, room, sent: 0, sealed: await seal.seal(filePlace(hash), bytes) })
  }
  const log = await openUpdateLog(db, seal)
  const isWritten = await log.attempt({
    appends: content.rooms.flatMap(({ room, update }) =>
      isEmptyUpdate(update) ? [] : [{ room, update, own: false, acked: !writesIn(content.identity, room) }],
    ),
    rooms: content.rooms.map(({ room }) => ({ room })),
    also: (tables) => tables.blobs.bulkPut(blobs),
  })
  await log.close()
  return isWritten
}
