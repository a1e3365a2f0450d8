import * as Y from 'yjs'
import { filePlace } from './blobs'
import type { WorkspaceDatabase } from './database'
import { aside, UNSEALABLE, type BadRecord } from './quarantine'
import { snapshotPlace } from './readRoom'
import type { Seal } from './seal'
import { updatePlace, type Batch, type UpdateLog } from './updateLog'

/**
 * Tries once more to open what stands aside because it did not: a browser that is short of memory fails just as altered
 * bytes do. What opens and decodes goes back where it belongs; all else stays as it is. To be called before rooms are read.
 */
export async function bringBack(db: WorkspaceDatabase, seal: Seal, log: UpdateLog): Promise<void> {
  for (const { key, of, bad } of await aside(db)) {
    if (bad.reason !== UNSEALABLE) continue
    const back = of === String(bad.seq) ? await ofLog(seal, bad) : await ofFile(seal, bad, of)
    if (!back) continue
    await log.attempt({
      ...back,
      also: async (tables) => {
        await back.also?.(tables)
        await tables.meta.delete(key)
      },
    })
  }
}

/** At the end of the log: its old place may have been given to another row since. A server took all of a snapshot. */
async function ofLog(seal: Seal, { room, seq, sealed, own, acked }: BadRecord): Promise<Batch | undefined> {
  try {
    const update = await seal.open(seq === 0 ? snapshotPlace(room) : updatePlace(room, seq), sealed)
    Y.decodeUpdate(update)
    return { appends: [{ room, update, own: own ?? false, acked: acked ?? seq === 0 }] }
  } catch {
    return undefined
  }
}

async function ofFile(seal: Seal, { room, sealed }: BadRecord, hash: string): Promise<Batch | undefined> {
  try {
    await seal.open(filePlace(hash), sealed)
    return {
      also: async ({ blobs }) => {
        if (!(await blobs.get(hash))) await blobs.put({ hash, room, sent: 0, sealed })
      },
    }
  } catch {
    return undefined
  }
}
