import { limits } from '../../core/sync/protocol'
import type { BlobRow, WorkspaceDatabase } from './database'
import type { Ground } from './ground'
import { quarantineFile, UNSEALABLE } from './quarantine'
import type { Seal } from './seal'
import type { UpdateLog } from './updateLog'

/** Attachments on this computer, by the SHA-256 of their content. */
export interface Blobs {
  /**
   * Stores sealed; resolves once on disk. `room` decides who may fetch it from the server. Throws on a file that no server
   * takes: whoever chose it is told before.
   */
  put(room: string, bytes: Uint8Array): Promise<string>
  get(hash: string): Promise<Uint8Array | undefined>
}

/** Place that binds an attachment's sealed bytes to its hash. */
export const filePlace = (hash: string): string => `blobs/${hash}`

/** Opens the attachments of a workspace. */
export function createBlobs(db: WorkspaceDatabase, seal: Seal, log: UpdateLog): Blobs {
  return {
    async put(room, bytes) {
      if (bytes.length > limits.blobBytes) throw new Error(`too big to be sent: ${bytes.length}`)
      const hash = await sha256(bytes)
      const sealed = await seal.seal(filePlace(hash), bytes)
      await log.write({
        also: async (tables) => {
          if (!(await tables.blobs.get(hash))) await tables.blobs.put({ hash, room, sent: 0, sealed })
        },
      })
      return hash
    },
    async get(hash) {
      const row = await db.blobs.get(hash)
      return row && seal.open(filePlace(hash), row.sealed).catch(() => undefined)
    },
  }
}

/** The content of an attachment. One that does not open is put aside and told of: it holds up no other. */
export async function openFile(
  { seal, log, documents }: Ground,
  row: BlobRow,
): Promise<Uint8Array | undefined> {
  try {
    return await seal.open(filePlace(row.hash), row.sealed)
  } catch {
    const { room, sealed } = row
    const bad = { room, seq: 0, reason: UNSEALABLE, foundAt: Date.now(), sealed }
    await log.write(quarantineFile(row, bad))
    documents.report([bad])
    return undefined
  }
}

/** The SHA-256 of some bytes, in hexadecimal. */
export async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>) // never shared memory
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
