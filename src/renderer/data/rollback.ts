import * as Y from 'yjs'
import type { Room } from '../../core/document/room'
import type { Ground } from './ground'
import { newClientId } from './newClientId'

/**
 * What the server's copy of our own writes says of this disk. `same`: it is in order. `renewed`: it went back in time,
 * and goes on under a fresh client id. `forked`: the same clocks hold other writes than ours, so a copy of this profile
 * lives elsewhere; see `separate`.
 */
export type Identified = 'same' | 'renewed' | 'forked'

/**
 * Compares what the server holds of our client id with our own document. `own`: its structs above the clock that it has
 * acknowledged. Nothing may be sent before this.
 */
export async function settleIdentity(
  { log }: Ground,
  room: Room,
  serverClock: number,
  own: Uint8Array,
): Promise<Identified> {
  const { clientId, ackedClock } = log.room(room.name)
  if (clientId === undefined || serverClock <= ackedClock) return 'same'
  if (own.length > 0 && !sameWrites(room.doc, own, clientId)) return 'forked'
  if (serverClock <= Y.getState(room.doc.store, clientId)) {
    await log.write({ rooms: [{ room: room.name, ackedClock: serverClock }] })
    return 'same'
  }
  const fresh = newClientId()
  room.doc.clientID = fresh
  await log.write({ rooms: [{ room: room.name, clientId: fresh, ackedClock: 0, position: null }] })
  return 'renewed'
}

/**
 * Whether an update from the server holds other writes under our own id than ours: a copy of this profile wrote while
 * both were connected. It arrives before ours, at the same clocks, are taken for it and acknowledged.
 */
export function copyWrote(doc: Y.Doc, update: Uint8Array, client: number | undefined): boolean {
  try {
    return (
      client !== undefined && Y.parseUpdateMeta(update).to.has(client) && !sameWrites(doc, update, client)
    )
  } catch {
    return false // no update at all: whoever keeps it says so
  }
}

/** Whether an update's structs of a client are the ones that the document holds, as far as it holds them. */
function sameWrites(doc: Y.Doc, update: Uint8Array, client: number): boolean {
  const ours = doc.store.clients.get(client) ?? []
  const end = Y.getState(doc.store, client)
  for (const struct of Y.decodeUpdate(update).structs) {
    if (struct.id.client !== client || struct.id.clock >= end || !(struct instanceof Y.Item)) continue
    const mine = ours[Y.findIndexSS(ours, struct.id.clock)]
    if (mine instanceof Y.Item && !sameItem(mine, struct)) return false
  }
  return true
}

/** Deleted content is collected sooner on one side than on the other, so only what both still hold is compared. */
function sameItem(mine: Y.Item, theirs: Y.Item): boolean {
  const offset = theirs.id.clock - mine.id.clock
  if (offset === 0 && !sameId(mine.origin, theirs.origin)) return false
  if (mine.content instanceof Y.ContentDeleted || theirs.content instanceof Y.ContentDeleted) return true
  if (mine.content.constructor !== theirs.content.constructor) return false
  if (!isPlain(mine.content)) return true
  const [a, b] = [mine.content.getContent().slice(offset), theirs.content.getContent()]
  const length = Math.min(a.length, b.length)
  return JSON.stringify(a.slice(0, length)) === JSON.stringify(b.slice(0, length))
}

const isPlain = (content: unknown): boolean =>
  content instanceof Y.ContentAny || content instanceof Y.ContentString || content instanceof Y.ContentJSON

const sameId = (a: Y.ID | null, b: Y.ID | null): boolean =>
  a === b || (a !== null && b !== null && a.client === b.client && a.clock === b.clock)
