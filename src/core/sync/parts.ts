import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { limits } from './protocol'

type Decoded = ReturnType<typeof Y.decodeUpdate>
type Struct = Decoded['structs'][number]
type Deletes = Decoded['ds']['clients']

/** A struct and its bytes in an update. */
interface Written {
  readonly id: Y.ID
  readonly bytes: Uint8Array
}

/** A client's run of structs takes so many bytes at least. */
const RUN_BYTES = 5

/** True when an update is short enough, and of few enough clients, to be sent as it is. */
export function isOneMessage(update: Uint8Array, most: number): boolean {
  if (update.length > most) return false
  return (
    update.length < limits.newClients * RUN_BYTES || Y.parseUpdateMeta(update).to.size <= limits.newClients
  )
}

/**
 * An update V1 as several of about `most` bytes each and of no more clients than a server takes at once, in an order in which each integrates at once on top of those before
 * it. Long texts and lists are cut; a single value that is longer is a part of its own.
 */
export function updateParts(update: Uint8Array, most: number): readonly Uint8Array[] {
  if (isOneMessage(update, most)) return [update]
  const { structs, ds } = Y.decodeUpdate(update)
  const ordered = inOrder(structs)
  if (!ordered) return [update]
  const parts: Written[][] = []
  let part: Written[] = []
  let size = 0
  let clients = new Set<number>()
  for (const written of ordered.flatMap((struct) => pieces(struct, most))) {
    const isWide = clients.size >= limits.newClients && !clients.has(written.id.client)
    if (part.length > 0 && (isWide || size + written.bytes.length > most)) {
      parts.push(part)
      part = []
      size = 0
      clients = new Set()
    }
    part.push(written)
    clients.add(written.id.client)
    size += written.bytes.length
  }
  parts.push(part)
  // What is deleted must be there, so the deleted ranges come last.
  return parts.map((each, at) => encoded(each, at === parts.length - 1 ? ds.clients : new Map()))
}

/** The structs with each one behind all that it builds on; undefined when that cannot be: they would not integrate. */
function inOrder(structs: readonly Struct[]): readonly Struct[] | undefined {
  const lists = new Map<number, Struct[]>()
  for (const struct of structs) {
    if (struct instanceof Y.Skip) return undefined
    const list = lists.get(struct.id.client)
    if (list) list.push(struct)
    else lists.set(struct.id.client, [struct])
  }
  const ordered: Struct[] = []
  const places = new Map<number, number>()
  const next = (client: number): Struct | undefined => lists.get(client)?.[places.get(client) ?? 0]
  const isMissing = ({ client, clock }: Y.ID): boolean => (next(client)?.id.clock ?? Infinity) <= clock
  for (const client of lists.keys()) {
    const wanted = [Y.createID(client, Infinity)]
    for (let want = wanted.at(-1); want; want = wanted.at(-1)) {
      const struct = isMissing(want) ? next(want.client) : undefined
      const base = struct && basesOf(struct).find(isMissing)
      if (!struct) wanted.pop()
      else if (!base) {
        ordered.push(struct)
        places.set(want.client, (places.get(want.client) ?? 0) + 1)
      } else if (wanted.some((one) => one.client === base.client)) return undefined
      else wanted.push(base)
    }
  }
  return ordered
}

/** What others wrote that a struct builds on. */
function basesOf(struct: Struct): readonly Y.ID[] {
  if (!(struct instanceof Y.Item)) return []
  // An item just read names its parent by an id or by a root's name, never by the type itself.
  return [struct.origin, struct.rightOrigin, struct.parent].flatMap((id) =>
    id instanceof Y.ID && id.client !== struct.id.client ? [id] : [],
  )
}

/** A struct as it is written, in halves and halves of those until each is short enough. */
function pieces(struct: Struct, most: number): readonly Written[] {
  const encoder = new Y.UpdateEncoderV1()
  struct.write(encoder, 0)
  const bytes = encoder.toUint8Array()
  if (bytes.length > most && struct instanceof Y.Item) {
    const cut = middleOf(struct)
    if (cut > 0) return halves(struct, cut).flatMap((half) => pieces(half, most))
  }
  return [{ id: struct.id, bytes }]
}

/** Where an item may be cut in two; 0 for one that is whole. A character of two code units is never cut. */
function middleOf({ content, length }: Y.Item): number {
  const middle = length >> 1
  if (!(content instanceof Y.ContentString)) return middle
  const isHigh = /[\uD800-\uDBFF]/.test(content.str.charAt(middle - 1))
  return isHigh ? middle - 1 : middle
}

/** Cuts an item as Yjs does when somebody writes in the middle of it. */
function halves(item: Y.Item, cut: number): readonly Y.Item[] {
  const { id, origin, rightOrigin, parent, parentSub, content } = item
  const rest = content.splice(cut)
  const last = Y.createID(id.client, id.clock + cut - 1)
  const next = Y.createID(id.client, id.clock + cut)
  return [
    new Y.Item(id, null, origin, null, rightOrigin, parent, parentSub, content),
    new Y.Item(next, null, last, null, rightOrigin, parent, parentSub, rest),
  ]
}

function encoded(structs: readonly Written[], deletes: Deletes): Uint8Array {
  const clients = new Map<number, Written[]>()
  for (const struct of structs) {
    const list = clients.get(struct.id.client)
    if (list) list.push(struct)
    else clients.set(struct.id.client, [struct])
  }
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, clients.size)
    for (const [client, list] of clients) {
      encoding.writeVarUint(encoder, list.length)
      encoding.writeVarUint(encoder, client)
      encoding.writeVarUint(encoder, list[0]?.id.clock ?? 0)
      for (const { bytes } of list) encoding.writeUint8Array(encoder, bytes)
    }
    encoding.writeVarUint(encoder, deletes.size)
    for (const [client, ranges] of deletes) {
      encoding.writeVarUint(encoder, client)
      encoding.writeVarUint(encoder, ranges.length)
      for (const { clock, len } of ranges) {
        encoding.writeVarUint(encoder, clock)
        encoding.writeVarUint(encoder, len)
      }
    }
  })
}
