import * as Y from 'yjs'

/** An update V1 taken apart. */
export type Decoded = ReturnType<typeof Y.decodeUpdate>

/** An update taken apart; nothing when the bytes are none: what does not decode is never kept. */
export function decode(update: Uint8Array): readonly Decoded[] {
  try {
    return [Y.decodeUpdate(update)]
  } catch {
    return []
  }
}

/** Whether a document lacks something of an update: a struct, or a deletion. A full comparison brings both again. */
export function bringsNew({ store }: Y.Doc, { structs, ds }: Decoded): boolean {
  for (const struct of structs) {
    const { client, clock } = struct.id
    if (!(struct instanceof Y.Skip) && clock + struct.length > Y.getState(store, client)) return true
  }
  for (const [client, ranges] of ds.clients)
    for (const { clock, len } of ranges)
      if (!isDeleted(store.clients.get(client) ?? [], clock, clock + len)) return true
  return false
}

/** Whether all of a range is held, and as deleted. */
function isDeleted(structs: (Y.Item | Y.GC)[], from: number, to: number): boolean {
  const last = structs.at(-1)
  if (!last || last.id.clock + last.length < to) return false
  for (let at = Y.findIndexSS(structs, from); ; at++) {
    const struct = structs[at]
    if (!struct || struct.id.clock >= to) return true
    if (!struct.deleted) return false
  }
}
