import * as Y from 'yjs'
import type { Room } from './room'

/** Takes other replicas' updates into a room, and keeps aside those that cannot be integrated yet. */
export interface Inbox {
  /** Applies an update. Returns whether all of it is in the document; what is not waits here for what it needs. */
  take(update: Uint8Array, origin: unknown): boolean
  /** Updates that wait for something this replica has not received. */
  waiting(): readonly Uint8Array[]
}

/** Clocks of one client on which something of an update stands: what is before a struct, beside it or around it, or deleted. */
interface Want {
  readonly client: number
  readonly clock: number
  readonly end: number
  /** How far that client was held when the update was last tried. */
  seen: number
}

interface Late {
  readonly update: Uint8Array
  readonly wants: readonly Want[]
}

/**
 * The way in for remote updates. `pendingStructs` and `pendingDs` are null after every call: a document that holds
 * pending structs answers a state vector as if it did not, and re-encodes them for everyone.
 * Throws when the bytes are no V1 update; the document is then unchanged.
 */
export function createInbox(room: Room): Inbox {
  let aside: Late[] = []
  const heldOf = (client: number): number => Y.getState(room.doc.store, client)
  const held = (): number => {
    let clocks = 0
    for (const client of room.doc.store.clients.keys()) clocks += heldOf(client)
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
  /** Whether something that it stands on has come since it was tried. A try of each at every step is what none could pay. */
  const hasNews = ({ wants }: Late): boolean =>
    wants.some(({ client, clock, end, seen }) => {
      const from = Math.max(clock, seen)
      return from < end && heldOf(client) > from
    })
  const comes = (late: Late, origin: unknown): boolean => {
    if (!hasNews(late)) return false
    if (apply(late.update, origin)) return true
    for (const want of late.wants) want.seen = heldOf(want.client)
    return false
  }
  return {
    take(update, origin) {
      const decoded = Y.decodeUpdate(update)
      let before = aside.length > 0 ? held() : Infinity
      if (!apply(update, origin)) {
        const wants = wantsOf(decoded).map((want) => ({ ...want, seen: heldOf(want.client) }))
        aside.push({ update, wants })
      }
      // An update of which only a part is integrated brings on what waits for that part.
      while (aside.length > 0 && held() > before) {
        before = held()
        aside = aside.filter((late) => !comes(late, origin))
      }
      return !aside.some((late) => late.update === update)
    },
    waiting: () => aside.map((late) => late.update),
  }
}

/** All that an update stands on, what it brings itself included. */
function wantsOf({ structs, ds }: ReturnType<typeof Y.decodeUpdate>): Omit<Want, 'seen'>[] {
  const wants: Omit<Want, 'seen'>[] = []
  const one = ({ client, clock }: Y.ID): void => void wants.push({ client, clock, end: clock + 1 })
  let last: (typeof structs)[number] | undefined
  for (const struct of structs) {
    const { client, clock } = struct.id
    const isFirst = last === undefined || last.id.client !== client || last instanceof Y.Skip
    if (isFirst && clock > 0) one(Y.createID(client, clock - 1))
    last = struct
    if (!(struct instanceof Y.Item)) continue
    // An item just read from an update names its parent by an id or by a root's name, never by the type itself.
    for (const id of [struct.origin, struct.rightOrigin, struct.parent]) if (id instanceof Y.ID) one(id)
  }
  for (const [client, ranges] of ds.clients)
    for (const { clock, len } of ranges) wants.push({ client, clock, end: clock + len })
  return wants
}
