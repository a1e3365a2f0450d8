import * as Y from 'yjs'
import {
  exchangeStatus,
  readReplies,
  writeAsks,
  type ExchangeAsk,
  type ExchangeReply,
} from '../../core/sync/exchangeBody'
import { accessTo, type RefusalCause, type Role } from '../../core/sync/protocol'
import type { RoomState } from './database'
import { updatesOf } from './exchangeAnswer'
import { firstOf, Load, whatLacks, whatWaits, type Part } from './exchangeParts'
import type { Ground } from './ground'
import type { Outbox } from './outbox'
import type { Pace } from './pace'
import { settleIdentity } from './rollback'
import type { CallFailure, ServerCalls } from './server'
import type { StoredUpdate } from './updateLog'

/** How an exchange went: everything is level, or why not. */
export type Exchanged =
  | { readonly is: 'done' }
  | { readonly is: 'failed'; readonly failure: CallFailure }
  /** These rooms are not level; the others are. */
  | { readonly is: 'refused'; readonly cause: RefusalCause; readonly rooms: ReadonlySet<string> }

/** The way of sync that needs no socket: any number of rooms in one request, again until all are level. */
export interface Exchange {
  run(rooms: readonly string[]): Promise<Exchanged>
}

/** Requests about the same rooms before the others have their turn. */
const ROUNDS = 200

/** Rooms in one request: an answer is then some megabytes at most. */
const ROOMS_AT_ONCE = 120

/** Where the talk about one room stands. */
interface Talk {
  readonly room: string
  readonly canWrite: boolean
  /** What the server has told in this talk; on disk only once both sides are level. */
  epoch: string | null
  incarnation: string | null
  position: number | null
  /** The server's vector: what it lacks of ours is to be sent, whatever was acknowledged before. */
  lacks: Uint8Array | undefined
  /** What is to be sent and has not been: a long update goes in parts, over as many requests as it takes. */
  parts: readonly Part[]
  /** The id whose clocks the parts carry: a fresh one may have taken its place before they are acknowledged. */
  client: number | undefined
  /** The first request only asks: what a rolled-back disk has forgotten is learnt before anything is sent. */
  heard: boolean
  /** Damaged records of the room when it began: one that is found since then voids the position. */
  damage: number
  refusals: number
  /** What would be sent is not taken today: it waits in the log, and the room receives. */
  holdsBack: boolean
  done: boolean
}

interface Sending {
  readonly talk: Talk
  readonly ask: ExchangeAsk
  readonly parts: readonly Part[]
  /** What would come next is a single value longer than the server takes: the room can only receive. */
  readonly stuck: boolean
}

/** Makes the exchange of a workspace, at the pace of its line. `part` separates a room from a copy of this profile. */
export function createExchange(
  ground: Ground,
  outbox: Outbox,
  calls: ServerCalls,
  role: Role,
  pace: Pace,
  part: (room: string) => Promise<void>,
): Exchange {
  const { log, documents } = ground
  const heard = new Set<string>()

  const damageIn = (room: string): number => documents.damaged.get().filter((bad) => bad.room === room).length

  /** What is aside for want of what it builds on cannot be taken by the server either: it counts as unsent, no more. */
  const waitsForOthers = async (room: string): Promise<boolean> => {
    const { loaded, release } = await documents.hold(room)
    release()
    return loaded.inbox.waiting().length > 0
  }

  const begin = (room: string): Talk => {
    const { epoch, incarnation, position } = log.room(room)
    const canWrite = accessTo(role, departmentsOf(room), room) === 'write'
    const talk = { room, canWrite, epoch, incarnation, position, lacks: undefined, refusals: 0, done: false }
    return {
      ...talk,
      holdsBack: false,
      parts: [],
      client: undefined,
      heard: heard.has(room),
      damage: damageIn(room),
    }
  }

  const prepare = async (talk: Talk): Promise<Sending> => {
    const { room, epoch, incarnation, position, lacks } = talk
    if (talk.parts.length === 0 && talk.heard && talk.canWrite && !talk.holdsBack) {
      talk.client = log.room(room).clientId
      talk.parts = lacks
        ? await whatLacks(ground, outbox, room, lacks, pace.room())
        : await whatWaits(ground, outbox, room, pace.room())
    }
    const parts = firstOf(talk.parts, pace.room())
    const vector = lacks || position !== null ? null : await vectorOf(ground, room)
    const updates = parts.map(({ update }) => update)
    const stuck = parts.length === 0 && talk.parts.length > 0
    return { talk, ask: { room, epoch, incarnation, position, vector, updates }, parts, stuck }
  }

  const take = async (
    { talk, ask, parts, stuck }: Sending,
    reply: ExchangeReply,
  ): Promise<Trouble | undefined> => {
    const { room } = talk
    const saidAll = talk.heard && !talk.lacks && ask.updates.length === 0
    const durable = parts.slice(0, reply.durable)
    const stored = durable.flatMap((sent) => sent.covers)
    const ackedClock = durable.findLast((sent) => sent.clock !== undefined)?.clock
    const acknowledge = async (): Promise<void> => {
      await log.settled() // an id that is being renewed is known
      const isSameId = ackedClock !== undefined && log.room(room).clientId === talk.client
      if (stored.length > 0 || isSameId)
        await outbox.acknowledge(room, seqsOf(stored), isSameId ? { ackedClock } : {})
    }
    if (reply.status !== exchangeStatus.ok) {
      await acknowledge()
      talk.parts = []
      const trouble = unhappy(talk, reply)
      talk.done ||= trouble === 'unfit'
      return trouble === 'unfit' && (await waitsForOthers(room)) ? undefined : trouble
    }
    talk.parts = talk.parts.slice(durable.length)
    const level = talk.lacks !== undefined && talk.parts.length === 0
    if (level) talk.lacks = undefined
    talk.epoch = reply.epoch ?? talk.epoch
    talk.incarnation = reply.incarnation ?? talk.incarnation
    talk.position = reply.position ?? talk.position
    talk.heard = true
    heard.add(room)
    if (reply.vector && talk.canWrite && !talk.holdsBack && !level && !talk.lacks) {
      talk.lacks = reply.vector
      talk.parts = [] // they are in what it lacks
    }
    const facts = () => factsOf(talk, damageIn(room) > talk.damage)
    const updates = await updatesOf(reply)
    if (!updates) return 'unfit'
    if (!(await ownWritesFit(ground, room, updates))) {
      await part(room)
      talk.done = true // a new talk begins with the next round, from a position that is void
      return undefined
    }
    if (!(await documents.receive({ room, updates, facts, acked: true, origin: 'exchange' }))) return 'unfit'
    await acknowledge()
    if (damageIn(room) > talk.damage) {
      await log.settled()
      Object.assign(talk, begin(room)) // what was lost is asked for at once: nobody is level before
      return undefined
    }
    if (stuck || talk.holdsBack) {
      talk.done = !reply.more
      if (!talk.done) return undefined
      return talk.holdsBack ? 'crowded' : 'too-big'
    }
    const owes = talk.canWrite && !saidAll && outbox.rooms().includes(room)
    talk.done = !reply.more && !talk.lacks && !owes
    return undefined
  }

  return {
    async run(rooms) {
      let refusal: RefusalCause | undefined
      const refused = new Set<string>()
      let busy = false
      for (let from = 0; from < rooms.length; from += ROOMS_AT_ONCE) {
        await log.settled() // a position that is being voided is not believed
        const talks = rooms.slice(from, from + ROOMS_AT_ONCE).map(begin)
        for (let round = 0; round < ROUNDS && talks.some((talk) => !talk.done); round++) {
          const sendings: Sending[] = []
          const load = new Load()
          for (const talk of talks.filter((one) => !one.done)) {
            if (load.isFull(pace.request())) break
            const sending = await prepare(talk)
            sendings.push(sending)
            load.add(sending.ask.updates)
          }
          const body = writeAsks(sendings.map(({ ask }) => ask))
          const answer = await pace.carry(load.bytes, () => calls.exchange(body, load.bytes > pace.request()))
          if (!answer.ok) return { is: 'failed', failure: answer.error }
          const replies = readReplies(answer.value)
          if (!replies.ok && replies.error === 'version')
            return { is: 'refused', cause: 'app-too-old', rooms: new Set(rooms) }
          if (!replies.ok || replies.value.length !== sendings.length)
            return { is: 'failed', failure: { is: 'unreachable' } }
          for (const [at, sending] of sendings.entries()) {
            const reply = replies.value[at]
            const trouble = reply && (await take(sending, reply))
            if (!trouble) continue
            sending.talk.done = true // each room stands alone: the others go on
            if (trouble === 'busy') busy = true
            else {
              refusal ??= trouble
              refused.add(sending.talk.room)
            }
          }
        }
        // What the rounds did not suffice for goes on with the next: nobody is level before.
        busy ||= talks.some((talk) => !talk.done)
      }
      if (refusal) return { is: 'refused', cause: refusal, rooms: refused }
      return busy ? { is: 'failed', failure: { is: 'busy', retryAfterMs: 0 } } : { is: 'done' }
    },
  }
}

/** Whether the server's rows of our own client id are our own writes: an exchange has no hello to tell. */
async function ownWritesFit(ground: Ground, room: string, updates: readonly Uint8Array[]): Promise<boolean> {
  const { clientId, ackedClock } = ground.log.room(room)
  if (clientId === undefined) return true
  for (const update of updates) {
    const clock = Y.parseUpdateMeta(update).to.get(clientId) ?? 0
    if (clock <= ackedClock) continue
    const { loaded, release } = await ground.documents.hold(room)
    const identified = await settleIdentity(ground, loaded.room, clock, update)
    release()
    if (identified !== 'same') return identified === 'renewed'
  }
  return true
}

/** Why a room is not level: the server has no time for it now, or refuses it. */
type Trouble = 'busy' | RefusalCause

/** What a room that is not well needs: undefined when the talk goes on or waits for another time. */
function unhappy(talk: Talk, reply: ExchangeReply): Trouble | undefined {
  const { forbidden, epochGone, tooBig, crowded, refused, busy } = exchangeStatus
  if (reply.status === busy) return 'busy'
  if (reply.status === epochGone) return 'epoch'
  if (reply.status === tooBig) return 'too-big'
  if (reply.status === crowded) {
    talk.holdsBack = true
    return undefined
  }
  if (reply.status === refused) {
    // not even all that the server lacks, by its own vector, is taken
    if (!reply.vector || talk.refusals++ > 0) return 'unfit'
    talk.lacks = reply.vector
    return undefined
  }
  talk.done = true
  // a room that is merely not ours to read is left alone; one that we write is a matter for a person
  return reply.status === forbidden && talk.canWrite ? 'access' : undefined
}

/** A position is kept once nothing is owed to the server, and nothing was lost here: else vectors are compared again. */
function factsOf(talk: Talk, isDamaged: boolean): Partial<RoomState> {
  const { epoch, incarnation, position, lacks } = talk
  return { epoch, incarnation, position: lacks || isDamaged ? null : position }
}

/** What this replica holds of a room; nothing at all for one that it has never met, without loading it. */
async function vectorOf({ db, log, documents }: Ground, room: string): Promise<Uint8Array | null> {
  const known =
    (await db.snapshots.get(room)) ??
    (await db.updates.where('[room+seq]').between([room, 0], [room, Infinity]).first())
  if (!known) return null
  const { loaded, release } = await documents.hold(room)
  const held = Y.decodeStateVector(Y.encodeStateVector(loaded.room.doc))
  const { clientId, ackedClock } = log.room(room)
  if (clientId !== undefined && (held.get(clientId) ?? 0) > ackedClock) {
    if (ackedClock > 0) held.set(clientId, ackedClock)
    else held.delete(clientId)
  }
  const vector = Y.encodeStateVector(held)
  release()
  return vector
}

const seqsOf = (rows: readonly StoredUpdate[]): number[] => rows.map((row) => row.seq)

/** The département that a room is about, for asking what a role may do there. */
const departmentsOf = (room: string): readonly string[] =>
  /-([0-9AB]{2,3})(?:-|$)/.exec(room)?.slice(1, 2) ?? []
