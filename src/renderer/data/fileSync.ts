import { limits } from '../../core/sync/protocol'
import { filePlace, openFile, sha256 } from './blobs'
import type { Ground } from './ground'
import type { ServerCalls } from './server'
import { hold } from './watched'
import type { Watched } from './workspace'

/** The attachments that the server has not got. */
export interface FileQueue {
  /** How many wait, those among them that the server refuses or would. */
  readonly unsent: Watched<number>
  /** Counts anew: attachments are written past the documents. */
  recount(): Promise<void>
  /** Sends what waits, one after another, unless it is being done. Nobody waits for it: a file may take many minutes. */
  send(): Promise<void>
  /** Begins with no other file, and waits for the one that is on its way. */
  close(): Promise<void>
}

/** How soon a file that the server has refused is offered again: every try carries all of it. */
const REFUSED_MS = 3600_000

/** Makes the queue of a workspace. `now` in milliseconds, from anywhere. */
export function createFileQueue(ground: Ground, calls: ServerCalls, now: () => number): FileQueue {
  const { db, log } = ground
  const unsent = hold(0)
  const refusedAt = new Map<string, number>()
  let sending: Promise<void> | undefined
  let closed = false

  const waiting = () => db.blobs.where('sent').equals(0)

  const recount = async (): Promise<void> => {
    await db.ready()
    unsent.set(await waiting().count())
  }

  /** Whether the way to the server is open, so that the next one can be sent. */
  const sendOne = async (hash: string): Promise<boolean> => {
    const row = await db.blobs.get(hash) // one at a time: each may be many megabytes
    const bytes = row && (await openFile(ground, row))
    if (!row || !bytes || bytes.length > limits.blobBytes) return true
    const sent = await calls.putBlob(row.room, hash, bytes)
    if (sent.ok) await log.write({ also: (tables) => tables.blobs.update(hash, { sent: 1 }) })
    else if (sent.error.is !== 'refused' || sent.error.status === 401) return false
    else refusedAt.set(hash, now())
    return true
  }

  const sendAll = async (): Promise<void> => {
    await recount()
    for (const hash of await waiting().primaryKeys()) {
      const at = refusedAt.get(hash)
      if (at !== undefined && now() - at < REFUSED_MS) continue
      if (closed || !(await sendOne(hash))) break
      await recount()
    }
    await recount()
  }

  return {
    unsent,
    recount,
    send: () => (sending ??= sendAll().finally(() => (sending = undefined))),
    async close() {
      closed = true
      await sending?.catch(() => undefined)
    },
  }
}

/**
 * Brings an attachment that a colleague added, and keeps it where the disk has room for it: whoever looks at it waits for
 * nothing else. Bytes that are not what their name says are left out.
 */
export async function fetchFile(
  { seal, log }: Ground,
  calls: ServerCalls,
  room: string,
  hash: string,
): Promise<Uint8Array | undefined> {
  const answer = await calls.getBlob(room, hash)
  if (!answer.ok || (await sha256(answer.value)) !== hash) return undefined
  const sealed = await seal.seal(filePlace(hash), answer.value)
  void log
    .attempt({ also: (tables) => tables.blobs.put({ hash, room, sent: 1, sealed }) })
    .catch(() => undefined) // the workspace was closed meanwhile: it is fetched again when it is looked at again
  return answer.value
}
