import * as Y from 'yjs'
import { limits } from '../src/core/sync/protocol'
import { type Result, fail, ok } from '../src/core/result'
import { type Ranges, rangesOf } from './deletes'
import { NotTaken, type ReadUpdate, type ReadV1, type Struct, type Vector, encodeVector } from './updates'

/** Why an update was refused: the word stands in metrics and logs, never with content. */
export type Refusal =
  | 'malformed'
  | 'gap'
  | 'unknown-origin'
  | 'circle'
  | 'unknown-deleted'
  | 'limits'
  | 'crowded'
  | 'subdocument'
  | 'live-author'

/** An update that may be stored. */
export interface Checked {
  /** What is stored and told: the update as it came, without the structs that are held already. */
  readonly update: Uint8Array
  /** Where it brings each client whose structs are new. */
  readonly advances: Vector
  /** Where these were held when it was checked: it was cut to go on from there, and from nowhere else. */
  readonly from: Vector
  readonly deletes: Ranges
  /** True when it writes into the room's `erased` map: the room is then compacted at once. */
  readonly erases: boolean
}

/**
 * Says whether an update, put on top of what is held, integrates at once and whole: nothing would wait in
 * any replica for what may never come (D4, D5). What it says of clocks that are held is cut off: it may say
 * something else of them, and a merge of the log would not know whom to believe. Changes nothing.
 */
export function checkUpdate(readV1: ReadV1, update: Uint8Array, held: Vector): Result<Checked, Refusal> {
  const whole = readWhole(readV1, update, held)
  if (!whole.ok) return whole
  const said = heldOf(whole.value.clients, held)
  if (said.size === 0) return checkRead(update, whole.value, held)
  const news = withoutHeld(update, said)
  if (!news.ok) return news
  const read = readWhole(readV1, news.value, held)
  return read.ok ? checkRead(news.value, read.value, held) : read
}

/** True while what is held goes no further than it went when an update was checked, where that is new. */
export function stillFits({ from }: Checked, held: Vector): boolean {
  for (const [client, clock] of from) if ((held.get(client) ?? 0) !== clock) return false
  return true
}

interface Whole {
  readonly read: ReadUpdate
  readonly clients: ReadonlyMap<number, readonly Struct[]>
}

function readWhole(readV1: ReadV1, update: Uint8Array, held: Vector): Result<Whole, Refusal> {
  let read: ReadUpdate
  try {
    read = readV1(update)
  } catch (error) {
    return fail(error instanceof NotTaken ? error.refusal : 'malformed')
  }
  if (read.end !== update.length) return fail('malformed')
  const clients = byClient(read.structs, held)
  if (!clients.ok) return clients
  // Of a client that comes twice Yjs reads the last run alone, however well the two fit together; or an empty one.
  return clients.value.size === read.runs ? ok({ read, clients: clients.value }) : fail('malformed')
}

function checkRead(update: Uint8Array, { read, clients }: Whole, held: Vector): Result<Checked, Refusal> {
  const advances = integrate(clients, held)
  if (!advances.ok) return advances
  for (const [client, ranges] of read.deletes) {
    const known = advances.value.get(client) ?? held.get(client) ?? 0
    for (const { clock, len } of ranges) {
      if (len < 1) return fail('malformed')
      if (clock + len > known) return fail('unknown-deleted')
    }
  }
  const from: Vector = new Map()
  for (const client of advances.value.keys()) from.set(client, held.get(client) ?? 0)
  const erases = read.structs.some(writesErased)
  return ok({ update, advances: advances.value, from, deletes: rangesOf(read.deletes), erases })
}

/** How far those clients are held of which an update repeats something. */
function heldOf(clients: ReadonlyMap<number, readonly Struct[]>, held: Vector): Vector {
  const said: Vector = new Map()
  for (const [client, [first]] of clients) {
    const clock = held.get(client) ?? 0
    if (first !== undefined && first.id.clock < clock) said.set(client, clock)
  }
  return said
}

/** The delete set stays whole: what one replica has collected, another may only now hear to be deleted. */
function withoutHeld(update: Uint8Array, said: Vector): Result<Uint8Array, Refusal> {
  try {
    return ok(Y.diffUpdate(update, encodeVector(said)))
  } catch {
    return fail('malformed')
  }
}

const endOf = (struct: Struct): number => struct.id.clock + struct.length

/** Each client once, contiguous, from at or below what is held, nothing empty, nothing beyond the caps. */
function byClient(structs: readonly Struct[], held: Vector): Result<Map<number, Struct[]>, Refusal> {
  const clients = new Map<number, Struct[]>()
  let list: Struct[] | undefined
  let client = -1
  let next = 0
  for (const struct of structs) {
    if (struct instanceof Y.Skip) return fail('gap')
    if (struct.length < 1) return fail('malformed')
    if (endOf(struct) > limits.clock) return fail('limits')
    if (list === undefined || struct.id.client !== client) {
      client = struct.id.client
      if (clients.has(client)) return fail('malformed')
      if (struct.id.clock > (held.get(client) ?? 0)) return fail('gap')
      list = []
      clients.set(client, list)
    } else if (struct.id.clock !== next) return fail('gap')
    next = endOf(struct)
    list.push(struct)
  }
  return ok(clients)
}

/**
 * Goes through the structs as Yjs would, each client's in order, stopping a client at the first struct
 * that needs one of another client which has not been reached yet and waking it there.
 */
function integrate(clients: ReadonlyMap<number, readonly Struct[]>, held: Vector): Result<Vector, Refusal> {
  const reached: Vector = new Map()
  const place = new Map<number, number>()
  const waiting = new Map<Struct, number[]>()
  const clockOf = (client: number): number => reached.get(client) ?? held.get(client) ?? 0
  let stopped = 0

  for (const start of clients.keys()) {
    const ready = [start]
    for (let client = ready.pop(); client !== undefined; client = ready.pop()) {
      const list = clients.get(client) ?? []
      let at = place.get(client) ?? 0
      for (let struct = list[at]; struct !== undefined; struct = list[++at]) {
        if (endOf(struct) <= clockOf(client)) continue
        const needed = firstMissing(struct, clockOf)
        if (needed === 'own-future') return fail('unknown-origin')
        if (needed !== undefined) {
          const giver = structAt(clients.get(needed.client), needed.clock)
          if (giver === undefined) return fail('unknown-origin')
          const beside = waiting.get(giver)
          if (beside === undefined) waiting.set(giver, [client])
          else beside.push(client)
          stopped++
          break
        }
        reached.set(client, endOf(struct))
        const woken = waiting.get(struct)
        if (woken !== undefined) {
          waiting.delete(struct)
          stopped -= woken.length
          // One by one: as many may wait for one struct as an update holds clients, more than a call has room for.
          for (const one of woken) ready.push(one)
        }
      }
      place.set(client, at)
    }
  }
  return stopped === 0 ? ok(reached) : fail('circle')
}

/** What a struct builds on and is not there yet. A client's own future can never come before its past. */
function firstMissing(
  struct: Struct,
  clockOf: (client: number) => number,
): { readonly client: number; readonly clock: number } | 'own-future' | undefined {
  if (!(struct instanceof Y.Item)) return undefined
  // An item just read from an update names its parent by an id or by a root's name, never by the type itself.
  for (const id of [struct.origin, struct.rightOrigin, struct.parent]) {
    if (!(id instanceof Y.ID)) continue
    if (id.client === struct.id.client) {
      if (id.clock >= struct.id.clock) return 'own-future'
    } else if (id.clock >= clockOf(id.client)) return id
  }
  return undefined
}

/** The struct of a client's contiguous list that holds a clock. */
function structAt(list: readonly Struct[] | undefined, clock: number): Struct | undefined {
  let low = 0
  let high = list?.length ?? 0
  while (low < high) {
    const middle = (low + high) >> 1
    const struct = list?.[middle]
    if (struct === undefined || clock < struct.id.clock) high = middle
    else if (clock >= endOf(struct)) low = middle + 1
    else return struct
  }
  return undefined
}

function writesErased(struct: Struct): boolean {
  const parent: unknown = struct instanceof Y.Item ? struct.parent : null
  return parent === 'erased'
}
