import { limits } from '../../core/sync/protocol'
import { filePlace, openFile, sha256 } from './blobs'
import type { Ground } from './ground'
import type { ServerCalls } from './server'

/** Sends the attachments that the server has not got. One that it refuses waits for the next round, as all do when it is away. */
export async function sendFiles(ground: Ground, calls: ServerCalls): Promise<void> {
  const { db, log } = ground
  await db.ready()
  for (const row of await db.blobs.where('sent').equals(0).toArray()) {
    const bytes = await openFile(ground, row)
    if (!bytes || bytes.length > limits.blobBytes) continue
    const { hash, room } = row
    const sent = await calls.putBlob(room, hash, bytes)
    if (!sent.ok && sent.error.is === 'refused') continue
    if (!sent.ok) return
    await log.write({ also: (tables) => tables.blobs.update(hash, { sent: 1 }) })
  }
}

/** Brings an attachment that a colleague added. Bytes that are not what their name says are left out. */
export async function fetchFile(
  { seal, log }: Ground,
  calls: ServerCalls,
  room: string,
  hash: string,
): Promise<Uint8Array | undefined> {
  const answer = await calls.getBlob(room, hash)
  if (!answer.ok || (await sha256(answer.value)) !== hash) return undefined
  const sealed = await seal.seal(filePlace(hash), answer.value)
  await log.write({ also: (tables) => tables.blobs.put({ hash, room, sent: 1, sealed }) })
  return answer.value
}
