import * as Y from 'yjs'
import type { LoadedRoom } from './loadedRooms'
import type { Ground } from './openWorkspace'

/**
 * Compares what the server holds of our client id with our own log. Equal: an acknowledgement was lost. More than we
 * ever wrote: this disk went back in time, and goes on under a fresh id. False: the same clocks hold different writes,
 * so a copy of this profile lives elsewhere; the room goes on under a fresh id from a new document.
 */
export async function settleIdentity(
  { log }: Ground,
  { room }: LoadedRoom,
  serverClock: number,
  own: Uint8Array,
): Promise<boolean> {
  const { clientId, ackedClock } = log.room(room.name)
  if (clientId === undefined || serverClock <= ackedClock) return true
  const ours = Y.getState(room.doc.store, clientId)
  const same = own.length === 0 || sameWrites(room.doc, own, clientId)
  if (same && serverClock <= ours) {
    await log.write({ rooms: [{ room: room.name, ackedClock: serverClock }] })
    return true
  }
  const fresh = newClientId()
  room.doc.clientID = fresh
  await log.write({ rooms: [{ room: room.name, clientId: fresh, ackedClock: 0, position: null }] })
  return same
}

/** An id that no replica has: 32 random bits, as Yjs draws them. */
export const newClientId = (): number => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0

/** Whether an update's structs of a client are the ones that the document holds, as far as it holds them. */
export function sameWrites(doc: Y.Doc, update: Uint8Array, client: number): boolean {
  const ours = doc.store.clients.get(client) ?? []
  for (const struct of Y.decodeUpdate(update).structs) {
    if (struct.id.client !== client || !(struct instanceof Y.Item)) continue
    if (struct.id.clock >= Y.getState(doc.store, client)) continue
    const mine = ours[Y.findIndexSS(ours, struct.id.clock)]
    if (mine instanceof Y.Item && !sameItem(mine, struct)) return false
  }
  return true
}

/** Deleted content is collected sooner on one side than on the other, so only what both still hold is compared. */
function sameItem(mine: Y.Item, theirs: Y.Item): boolean {
  const offset = theirs.id.clock - mine.id.clock
  if (offset === 0 && !sameId(mine.origin, theirs.origin)) return false
  if (offset > 0 && theirs.origin && theirs.origin.clock !== theirs.id.clock - 1) return false
  if (mine.content instanceof Y.ContentDeleted || theirs.content instanceof Y.ContentDeleted) return true
  const [a, b] = [mine.content.getContent().slice(offset), theirs.content.getContent()]
  const length = Math.min(a.length, b.length)
  if (mine.content.constructor !== theirs.content.constructor) return false
  return isPlain(mine.content)
    ? JSON.stringify(a.slice(0, length)) === JSON.stringify(b.slice(0, length))
    : true
}

const isPlain = (content: unknown): boolean =>
  content instanceof Y.ContentAny || content instanceof Y.ContentString || content instanceof Y.ContentJSON

const sameId = (a: Y.ID | null, b: Y.ID | null): boolean =>
  a === b || (a !== null && b !== null && a.client === b.client && a.clock === b.clock)
