import * as Y from 'yjs'
import type { ExchangeReply } from '../../core/sync/exchangeBody'
import { isEmptyUpdate } from '../../core/sync/frames'

/** The updates of an answer as V1, in the order in which they build on each other; undefined for what is no answer. */
export async function updatesOf({ snapshot, diff, rows }: ExchangeReply): Promise<Uint8Array[] | undefined> {
  try {
    const whole = snapshot ? [Y.convertUpdateFormatV2ToV1(await inflate(snapshot))] : []
    const updates = [...whole, ...(diff ? [diff] : []), ...rows].filter((update) => !isEmptyUpdate(update))
    for (const update of updates) Y.parseUpdateMeta(update)
    return updates
  } catch {
    return undefined
  }
}

async function inflate(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream() // never shared memory
  const raw = stream.pipeThrough(new DecompressionStream('deflate-raw'))
  return new Uint8Array(await new Response(raw).arrayBuffer())
}
