import { limits } from '../../core/sync/protocol'
import { filePlace, sha256 } from './blobs'
import type { Ground } from './openWorkspace'
import type { ServerCalls } from './server'

/** Sends the attachments that the server has not got. One that fails waits for the next round. */
export async function sendFiles({ db, seal, log }: Ground, calls: ServerCalls): Promise<void> {
  await db.ready()
  for (const { hash, room, sealed } of await db.blobs.where('sent').equals(0).toArray()) {
    const bytes = await seal.open(filePlace(hash), sealed)
    if (bytes.length > limits.blobBytes) continue
    const sent = await calls.putBlob(room, hash, bytes)
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
