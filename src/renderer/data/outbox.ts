import type { Inbox } from '../../core/document/remote'
import type { UpdateRow } from './database'
import type { LoadedRoom } from './loadedRooms'
import type { Ground } from './ground'
import { broughtBy, countModifications, type Brought } from './modifications'
import { updatePlace, type StoredUpdate } from './updateLog'
import { hold } from './watched'
import type { Watched } from './workspace'

/** What the server has not acknowledged, by room. The log is the outbox: nothing is copied. */
export interface Outbox {
  /** How many modifications wait, over all rooms, as their writer would count them. */
  readonly unsent: Watched<number>
  /** Rooms with something to send. */
  rooms(): readonly string[]
  /**
   * The unacknowledged updates of a room that can be sent, in order: at most about `bytes` of them, those on their way
   * already left out, and those that wait aside for what they build on.
   */
  take(room: string, bytes: number, onTheirWay?: ReadonlySet<number>): Promise<readonly StoredUpdate[]>
  /**
   * The unacknowledged updates that a room's document holds now; resolves once all that it holds is on disk. To be called
   * in the turn in which the document is encoded: what is written or integrated later is not in those bytes.
   */
  carried(loaded: LoadedRoom): Promise<readonly StoredUpdate[]>
  /** Takes up updates that were written past the documents. */
  offer(rows: readonly StoredUpdate[]): void
  /** Marks updates as acknowledged, with the facts of the room that came with it, in one transaction. */
  acknowledge(room: string, seqs: readonly number[], facts: AckFacts): Promise<void>
  close(): void
}

/** What an acknowledgement says of its room. */
export interface AckFacts {
  readonly epoch?: string
  readonly incarnation?: string
  readonly position?: number
  readonly ackedClock?: number
}

/** Opens the outbox of a workspace on its log. What may only be read goes nowhere, whatever the log says of it. */
export async function openOutbox(
  { db, seal, log, documents }: Ground,
  mayWrite: (room: string) => boolean,
): Promise<Outbox> {
  const waiting = new Map<string, Map<number, Brought>>()
  const unsent = hold(0)
  const count = (): void => unsent.set(countModifications([...waiting.values()].map((rows) => rows.values())))
  const add = (room: string, seq: number, brought: Brought): void => {
    if (mayWrite(room)) waiting.set(room, (waiting.get(room) ?? new Map<number, Brought>()).set(seq, brought))
  }
  const offer = (rows: readonly StoredUpdate[]): void => {
    for (const row of rows) add(row.room, row.seq, broughtBy(row, row.update))
    count()
  }

  /** A row that does not open holds up no other: the room puts it aside when it is read next. */
  const open = async (row: UpdateRow): Promise<Uint8Array | undefined> => {
    try {
      return await seal.open(updatePlace(row.room, row.seq), row.sealed)
    } catch {
      return undefined
    }
  }

  const stop = documents.onStored(offer)
  for (const row of await db.updates.where('acked').equals(0).toArray()) {
    const own = row.own === 1
    add(row.room, row.seq, broughtBy({ seq: row.seq, own }, own ? await open(row) : undefined))
  }
  // What was stored meanwhile stands behind what was there before.
  for (const [room, rows] of waiting) waiting.set(room, new Map([...rows].sort(([a], [b]) => a - b)))
  count()

  const take = async (
    room: string,
    bytes: number,
    onTheirWay: ReadonlySet<number> = new Set(),
  ): Promise<StoredUpdate[]> => {
    const taken: StoredUpdate[] = []
    let size = 0
    const known = [...(waiting.get(room)?.keys() ?? [])]
    await db.ready()
    const rows = await db.updates.where('[room+acked]').equals([room, 0]).sortBy('seq')
    forget(room, known, rows)
    for (const row of rows) {
      if (onTheirWay.has(row.seq)) continue
      if (taken.length > 0 && size + row.sealed.length > bytes) break
      const update = await open(row)
      const inbox = documents.shelf.get(room)?.inbox
      if (!update || (inbox && holds(inbox.waiting(), update))) continue
      size += row.sealed.length
      taken.push({ seq: row.seq, room, own: row.own === 1, acked: false, update })
    }
    return taken
  }

  /** What was known and is no longer on disk was put aside or written anew: it does not wait. */
  const forget = (room: string, known: readonly number[], rows: readonly UpdateRow[]): void => {
    const there = new Set(rows.map((row) => row.seq))
    const gone = known.filter((seq) => !there.has(seq))
    for (const seq of gone) waiting.get(room)?.delete(seq)
    if (gone.length > 0) count()
  }

  return {
    unsent,
    rooms: () => [...waiting].filter(([, rows]) => rows.size > 0).map(([room]) => room),
    offer,
    take,
    async carried({ room, inbox }) {
      const upTo = log.stored()
      const aside = [...inbox.waiting()]
      await log.settled()
      const rows = await take(room.name, Infinity)
      return rows.filter(({ seq, update }) => seq <= upTo && !holds(aside, update))
    },
    async acknowledge(room, seqs, facts) {
      await log.write({
        rooms: [{ room, ...facts }],
        ...(seqs.length === 0
          ? {}
          : {
              also: (tables) =>
                tables.updates
                  .where('seq')
                  .anyOf([...seqs])
                  .modify({ acked: 1 }),
            }),
        stored() {
          for (const seq of seqs) waiting.get(room)?.delete(seq)
          count()
        },
      })
    },
    close: stop,
  }
}

const holds = (updates: readonly Uint8Array[], wanted: Uint8Array): boolean =>
  updates.some((one) => one.length === wanted.length && one.every((byte, at) => byte === wanted[at]))

/** Tells each time whether more waits aside than the time before: what it builds on was lost on the way. */
export function watchGaps(inbox: Inbox): () => boolean {
  let known = 0
  return () => {
    const now = inbox.waiting().length
    const isMore = now > known
    known = now
    return isMore
  }
}
