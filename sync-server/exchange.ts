import type { Result } from '../src/core/result'
import { type ExchangeAsk, type ExchangeReply, exchangeStatus } from '../src/core/sync/exchangeBody'
import { isEmptyUpdate } from '../src/core/sync/frames'
import { accessTo } from '../src/core/sync/protocol'
import type { Member as Account, Access as Registry } from './access'
import type { Answers } from './answers'
import type { Check } from './checking'
import type { Checked, Refusal } from './checks'
import type { Commits, Writer } from './commits'
import type { Limits } from './config'
import { type Log, reasonOf } from './log'
import type { LoopTurn } from './loopTurn'
import type { Metrics } from './metrics'
import type { Newcomers } from './newcomers'
import type { Room } from './room'
import type { Rooms } from './rooms'
import type { LogStore } from './stores/logStore'
import { decodeHeld, encodeVector } from './updates'

/** What an exchange needs of the server around it. */
export interface ExchangeSurroundings {
  readonly registry: Registry
  readonly store: LogStore
  readonly rooms: Rooms
  readonly commits: Commits<Room>
  readonly answers: Answers
  readonly check: Check
  readonly newcomers: Newcomers
  readonly limits: Limits
  readonly metrics: Metrics
  readonly turn: LoopTurn
  readonly log: Log
}

type Status = keyof typeof exchangeStatus

const nothing: ExchangeReply = {
  status: exchangeStatus.ok,
  epoch: null,
  incarnation: null,
  position: null,
  durable: 0,
  vector: null,
  snapshot: null,
  diff: null,
  rows: [],
  more: false,
}

/** Any number of rooms in one request; each stands alone, so that one refusal never holds the others up. */
export async function exchange(
  account: Account,
  asks: readonly ExchangeAsk[],
  around: ExchangeSurroundings,
): Promise<readonly ExchangeReply[]> {
  const replies: ExchangeReply[] = []
  let left = around.limits.answerBytes
  for (const ask of asks) {
    if (around.turn.isLong()) await around.turn.rest()
    const reply = await settle(account, ask, left, around)
    left -= reply.rows.reduce((sum, row) => sum + row.length, 0)
    left -= (reply.diff?.length ?? 0) + (reply.snapshot?.length ?? 0) + (reply.vector?.length ?? 0)
    around.metrics.count('maillage_exchange_rooms_total', String(reply.status))
    replies.push(reply)
  }
  return replies
}

async function settle(
  account: Account,
  ask: ExchangeAsk,
  left: number,
  around: ExchangeSurroundings,
): Promise<ExchangeReply> {
  // Asked again for each room: the device may have been revoked since its request began.
  if (around.registry.member(account.device) === undefined) return refusal('forbidden')
  const access = accessTo(account.role, account.departments, ask.room)
  const writes = ask.updates.some((update) => !isEmptyUpdate(update))
  if (access === undefined || (writes && access === 'read')) return refusal('forbidden')
  if (ask.vector !== null && ask.vector.length > around.limits.vectorBytes) return refusal('tooBig')
  try {
    const room = await around.rooms.open(ask.room)
    // Before anything of it is stored: what it asks must make sense.
    if (ask.vector !== null && decodeHeld(ask.vector, room.vector) === undefined) return refusal('refused')
    const identity = identityFor(ask, room)
    if (ask.epoch !== null && ask.epoch !== room.epoch) return { ...refusal('epochGone'), ...identity }
    const pushed = await push(room, ask.updates, account.device, around)
    if (pushed.status !== 'ok') {
      // A vector is as long as the room has had writers: however often it is asked for, an answer holds so much.
      if (left <= 0) return { ...refusal('busy'), ...identity, durable: pushed.durable }
      const vector = encodeVector(room.vector)
      return { ...refusal(pushed.status), ...identity, durable: pushed.durable, vector }
    }
    const pulled = await pull(room, ask, { own: pushed.positions, left, device: account.device }, around)
    return { ...nothing, ...identity, ...pulled, durable: pushed.durable }
  } catch (error) {
    around.metrics.count('maillage_failures_total', 'exchange')
    around.log('exchange-failed', { room: ask.room, device: account.device, reason: reasonOf(error) })
    return refusal('busy')
  }
}

const refusal = (status: Status): ExchangeReply => ({ ...nothing, status: exchangeStatus[status] })

function identityFor(ask: ExchangeAsk, room: Room): Pick<ExchangeReply, 'epoch' | 'incarnation'> {
  const same = ask.epoch === room.epoch && ask.incarnation === room.incarnation
  return same ? { epoch: null, incarnation: null } : { epoch: room.epoch, incarnation: room.incarnation }
}

interface Pushed {
  readonly status: Status
  /** How many of the updates, from the first on, are on disk. */
  readonly durable: number
  /** Where they stand in the log: the asker need not hear of them again. */
  readonly positions: ReadonlySet<number>
}

/** Stores the updates in order, up to the first that does not fit. */
async function push(
  room: Room,
  updates: readonly Uint8Array[],
  device: string,
  around: ExchangeSurroundings,
): Promise<Pushed> {
  const { commits, limits, metrics, turn } = around
  const positions = new Set<number>()
  let durable = 0
  const saved: Writer['saved'] = (entries) => {
    durable += entries.length
    for (const { update: stored, position } of entries) if (stored !== undefined) positions.add(position)
  }
  const store = (checked: Result<Checked, Refusal>): Status | Promise<Status> => {
    if (!room.open) return 'busy'
    if (!checked.ok) {
      metrics.count('maillage_updates_refused_total', checked.error)
      if (checked.error === 'crowded') return 'crowded'
      return checked.error === 'limits' ? 'tooBig' : 'refused'
    }
    const proceed = (isOld: boolean): Status => {
      if (!room.open) return 'busy'
      if (!isOld) room.accept(checked.value)
      commits.submit({ room, update: isOld ? undefined : checked.value.update, from: { saved } })
      return 'ok'
    }
    const old = room.isOld(checked.value)
    // Accepted in the turn of its check where that can be: it was cut to fit what was held then.
    return typeof old === 'boolean' ? proceed(old) : old.then(proceed)
  }
  let status: Status = 'ok'
  for (const update of updates) {
    if (turn.isLong()) await turn.rest()
    if (!room.open) return { status: 'busy', durable, positions }
    const taking =
      update.length > limits.exchangeUpdateBytes ? 'tooBig' : room.check(update, device, around, store)
    // Twenty thousand short ones must not wait for a turn each.
    status = typeof taking === 'string' ? taking : await taking
    if (status === 'busy') return { status, durable, positions }
    if (status !== 'ok') break
  }
  if (updates.length > 0) await commits.flush()
  return { status: room.open ? status : 'busy', durable, positions }
}

async function pull(
  room: Room,
  ask: ExchangeAsk,
  { own, left, device }: { own: ReadonlySet<number>; left: number; device: string },
  { store, answers }: ExchangeSurroundings,
): Promise<Partial<ExchangeReply>> {
  const sameLog = ask.epoch === room.epoch && ask.incarnation === room.incarnation
  const from = sameLog && ask.position !== null && ask.position <= room.position ? ask.position : undefined
  if (from === room.position) return {}
  if (left <= 0) return { more: true }
  if (from !== undefined) {
    const some = await store.since(room.name, from, left)
    if (some !== undefined) {
      const rows = some.rows.filter((row) => !own.has(row.position)).map((row) => row.update)
      return { rows, position: some.rows.at(-1)?.position ?? from, more: some.more }
    }
  }
  if (ask.vector !== null && ask.vector.length > 1) {
    const held = decodeHeld(ask.vector, room.vector)
    if (held === undefined) return refusal('refused')
    const answer = await answers.diff(room, held, device)
    if (answer === undefined) return { status: exchangeStatus.busy }
    return { diff: answer.update, position: answer.position, vector: encodeVector(room.vector) }
  }
  return fromZero(room, left, store)
}

/** For a replica that holds nothing: the snapshot as it is stored, and the rows above it. */
async function fromZero(room: Room, left: number, store: LogStore): Promise<Partial<ExchangeReply>> {
  const vector = encodeVector(room.vector)
  const snapshot = await store.snapshot(room.name, 'v2')
  const base = snapshot?.position ?? 0
  const some = await store.since(room.name, base, Math.max(1, left - (snapshot?.deflated.length ?? 0)))
  return {
    snapshot: snapshot?.deflated ?? null,
    rows: some?.rows.map((row) => row.update) ?? [],
    position: some?.rows.at(-1)?.position ?? base,
    // Undefined: compacted between the two reads; the snapshot still stands, the rest comes next time.
    more: some?.more ?? true,
    vector,
  }
}
