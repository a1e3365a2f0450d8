import * as Y from 'yjs'
import { isEmptyUpdate } from '../../core/sync/frames'
import { updateParts } from '../../core/sync/parts'
import { limits } from '../../core/sync/protocol'
import type { Ground } from './ground'
import type { Outbox } from './outbox'
import type { StoredUpdate } from './updateLog'

/** An update to send, or a part of one. */
export interface Part {
  readonly update: Uint8Array
  /** Updates of the log that are with the server once it has this part too, and how far they carry the own clock. */
  readonly covers: readonly StoredUpdate[]
  readonly clock: number | undefined
}

/**
 * Everything of a room that a vector lacks, deleted ranges included, in parts of at most about `most` bytes. It covers
 * nothing before its last part is there.
 */
export async function whatLacks(
  { log, documents }: Ground,
  outbox: Outbox,
  room: string,
  vector: Uint8Array,
  most: number,
): Promise<Part[]> {
  const { loaded, release } = await documents.hold(room)
  try {
    const { doc } = loaded.room
    const update = Y.encodeStateAsUpdate(doc, vector)
    const clock = Y.getState(doc.store, log.room(room).clientId ?? doc.clientID)
    const covers = await outbox.carried(loaded)
    return isEmptyUpdate(update) ? [] : partsOf({ update, covers, clock }, most)
  } finally {
    release()
  }
}

/** The updates of the log that the server has not acknowledged, from the first on: about `most` bytes, in such parts. */
export async function whatWaits(
  { log }: Ground,
  outbox: Outbox,
  room: string,
  most: number,
): Promise<Part[]> {
  const rows = await outbox.take(room, most)
  const own = log.room(room).clientId
  return rows.flatMap((row) =>
    partsOf({ update: row.update, covers: [row], clock: ownClock([row], own) }, most),
  )
}

const partsOf = (whole: Part, most: number): Part[] =>
  updateParts(whole.update, most).map((update, at, all) =>
    at === all.length - 1 ? { ...whole, update } : { update, covers: [], clock: undefined },
  )

/** The most updates of one room in a request, so that several rooms fit: many small ones cost as much as few long ones. */
const roomUpdates = limits.exchangeUpdates / 4

/** What one request carries so far. */
export class Load {
  bytes = 0
  private updates = 0

  add(updates: readonly Uint8Array[]): void {
    this.updates += updates.length
    for (const update of updates) this.bytes += update.length
  }

  /** True when another room may be more than a request carries, in bytes or in updates. */
  isFull(mostBytes: number): boolean {
    return this.bytes >= mostBytes || this.updates + roomUpdates > limits.exchangeUpdates
  }
}

/** The parts that go into the next request: none when the first is more than the server takes. */
export function firstOf(parts: readonly Part[], most: number): readonly Part[] {
  let bytes = 0
  const beyond = parts.findIndex(({ update }, at) => {
    bytes += update.length
    const isFull = bytes > most || at >= roomUpdates
    return update.length > limits.exchangeUpdateBytes || (at > 0 && isFull)
  })
  return beyond < 0 ? parts : parts.slice(0, beyond)
}

/** How far acknowledged updates carry the own clock. */
export function ownClock(rows: readonly StoredUpdate[], client: number | undefined): number | undefined {
  let clock: number | undefined
  for (const { update } of rows) {
    const to = client === undefined ? undefined : Y.parseUpdateMeta(update).to.get(client)
    if (to !== undefined) clock = Math.max(clock ?? 0, to)
  }
  return clock
}
