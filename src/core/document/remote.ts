import * as Y from 'yjs'
import type { Room } from './room'

/** Takes other replicas' updates into a room, and keeps aside those that cannot be integrated yet. */
export interface Inbox {
  /** Applies an update. Returns whether all of it is in the document; what is not waits here for what it needs. */
  take(update: Uint8Array, origin: unknown): boolean
  /** Updates that wait for something this replica has not received. */
  waiting(): readonly Uint8Array[]
}

/**
 * The way in for remote updates. `pendingStructs` and `pendingDs` are null after every call: a document that holds
 * pending structs answers a state vector as if it did not, and re-encodes them for everyone.
 * Throws when the bytes are no V1 update; the document is then unchanged.
 */
export function createInbox(room: Room): Inbox {
  let aside: Uint8Array[] = []
  const held = (): number => {
    let clocks = 0
    for (const client of room.doc.store.clients.keys()) clocks += Y.getState(room.doc.store, client)
    return clocks
  }
  const apply = (update: Uint8Array, origin: unknown): boolean => {
    Y.applyUpdate(room.doc, update, origin)
    const store = room.doc.store
    if (store.pendingStructs === null && store.pendingDs === null) return true
    store.pendingStructs = null
    store.pendingDs = null
    return false
  }
  return {
    take(update, origin) {
      Y.decodeUpdate(update)
      let before = aside.length > 0 ? held() : Infinity
      if (!apply(update, origin)) aside.push(update)
      // An update of which only a part is integrated brings on what waits for that part.
      while (aside.length > 0 && held() > before) {
        before = held()
        aside = aside.filter((late) => !apply(late, origin))
      }
      return !aside.includes(update)
    },
    waiting: () => aside,
  }
}
