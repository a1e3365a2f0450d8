import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { type Result, fail, ok } from '../result'
import { limits, protocolVersion } from './protocol'

/** One room of an exchange request. Nulls: not known, or nothing to compare with. */
export interface ExchangeAsk {
  readonly room: string
  readonly epoch: string | null
  readonly incarnation: string | null
  /** The log position this replica has reached in that epoch and incarnation. */
  readonly position: number | null
  /** What this replica holds: given when the position is not known, or to ask for a full comparison. */
  readonly vector: Uint8Array | null
  /** V1 updates to store, in the order in which they build on each other. */
  readonly updates: readonly Uint8Array[]
}

/** How one room of an exchange fared. A room that is not `ok` has stored `durable` updates and no more. */
export const exchangeStatus = {
  ok: 0,
  /** This device may not read the room (or not write what it sent). */
  forbidden: 1,
  /** The room was rewritten: the local copy belongs to another epoch. */
  epochGone: 2,
  /** The update after the durable ones does not fit what the server holds: compare by `vector`. */
  refused: 3,
  /** Nothing was done: ask again later. */
  busy: 4,
  tooBig: 5,
  /** The update after the durable ones brings too many client ids into a room that has many. */
  crowded: 6,
} as const

/** One of the statuses of `exchangeStatus`. */
export type ExchangeStatus = (typeof exchangeStatus)[keyof typeof exchangeStatus]

/** One room of an exchange answer, in the order of the request. Nulls: as you said. */
export interface ExchangeReply {
  readonly status: ExchangeStatus
  readonly epoch: string | null
  readonly incarnation: string | null
  /** The position that everything in this answer brings the asker to. */
  readonly position: number | null
  /** How many of the updates sent are on the server's disk. */
  readonly durable: number
  /** What the server holds: given when the asker's position was of no use, so that it can send the rest. */
  readonly vector: Uint8Array | null
  /** A whole room at a position below `rows`: update V2, raw deflate. Only for a replica that holds nothing. */
  readonly snapshot: Uint8Array | null
  /** What the asker's vector lacked: update V1. */
  readonly diff: Uint8Array | null
  /** Updates V1 as they stand in the log, in order. */
  readonly rows: readonly Uint8Array[]
  /** True when there is more: ask again from the new position. */
  readonly more: boolean
}

const askFlag = { identity: 1, position: 2, vector: 4 } as const
const replyFlag = {
  identity: 1,
  position: 2,
  vector: 4,
  snapshot: 8,
  diff: 16,
  rows: 32,
  more: 64,
  durable: 128,
}

/** The body of an exchange request. */
export function writeAsks(asks: readonly ExchangeAsk[]): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, protocolVersion)
    encoding.writeVarUint(encoder, asks.length)
    for (const { room, epoch, incarnation, position, vector, updates } of asks) {
      encoding.writeVarString(encoder, room)
      const known = epoch !== null && incarnation !== null
      const flags = [
        known ? askFlag.identity : 0,
        position !== null ? askFlag.position : 0,
        vector !== null ? askFlag.vector : 0,
      ]
      encoding.writeUint8(encoder, sum(flags))
      if (known) {
        encoding.writeVarString(encoder, epoch)
        encoding.writeVarString(encoder, incarnation)
      }
      if (position !== null) encoding.writeVarUint(encoder, position)
      if (vector !== null) encoding.writeVarUint8Array(encoder, vector)
      writeList(encoder, updates)
    }
  })
}

/** How much one exchange request may hold. */
export type ExchangeLimits = Pick<
  { readonly [L in keyof typeof limits]: number },
  'exchangeRooms' | 'exchangeUpdates'
>

/** What is wrong with the body of an exchange. */
export type BodyFault = 'version' | 'malformed' | 'rooms' | 'updates'

/**
 * Reads the body of an exchange request; what is wrong with it is said in one word, and never thrown. It is given up
 * before it costs more than it weighs: a few bytes, deflated, hold millions of updates.
 */
export function readAsks(
  bytes: Uint8Array,
  most: ExchangeLimits = limits,
): Result<readonly ExchangeAsk[], BodyFault> {
  let left = most.exchangeUpdates
  return reading(bytes, most.exchangeRooms, (decoder) => {
    const room = decoding.readVarString(decoder)
    const bits = decoding.readUint8(decoder)
    const known = has(bits, askFlag.identity)
    return {
      room,
      epoch: known ? decoding.readVarString(decoder) : null,
      incarnation: known ? decoding.readVarString(decoder) : null,
      position: has(bits, askFlag.position) ? decoding.readVarUint(decoder) : null,
      vector: has(bits, askFlag.vector) ? decoding.readVarUint8Array(decoder) : null,
      updates: readList(decoder, (count) => {
        left -= count
        if (left < 0) throw new Fault('updates')
      }),
    }
  })
}

/** The body of an exchange answer. A room where nothing happened costs two bytes. */
export function writeReplies(replies: readonly ExchangeReply[]): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, protocolVersion)
    encoding.writeVarUint(encoder, replies.length)
    for (const reply of replies) {
      const { epoch, incarnation, position, vector, snapshot, diff, rows, more, durable } = reply
      const known = epoch !== null && incarnation !== null
      const flags = [
        known ? replyFlag.identity : 0,
        position !== null ? replyFlag.position : 0,
        vector !== null ? replyFlag.vector : 0,
        snapshot !== null ? replyFlag.snapshot : 0,
        diff !== null ? replyFlag.diff : 0,
        rows.length > 0 ? replyFlag.rows : 0,
        more ? replyFlag.more : 0,
        durable > 0 ? replyFlag.durable : 0,
      ]
      encoding.writeUint8(encoder, reply.status)
      encoding.writeUint8(encoder, sum(flags))
      if (known) {
        encoding.writeVarString(encoder, epoch)
        encoding.writeVarString(encoder, incarnation)
      }
      if (position !== null) encoding.writeVarUint(encoder, position)
      if (vector !== null) encoding.writeVarUint8Array(encoder, vector)
      if (snapshot !== null) encoding.writeVarUint8Array(encoder, snapshot)
      if (diff !== null) encoding.writeVarUint8Array(encoder, diff)
      if (rows.length > 0) writeList(encoder, rows)
      if (durable > 0) encoding.writeVarUint(encoder, durable)
    }
  })
}

/** Reads the body of an exchange answer. */
export function readReplies(bytes: Uint8Array): Result<readonly ExchangeReply[], BodyFault> {
  return reading(bytes, limits.exchangeRooms, (decoder) => {
    const status = readStatus(decoder)
    const bits = decoding.readUint8(decoder)
    const known = has(bits, replyFlag.identity)
    return {
      status,
      epoch: known ? decoding.readVarString(decoder) : null,
      incarnation: known ? decoding.readVarString(decoder) : null,
      position: has(bits, replyFlag.position) ? decoding.readVarUint(decoder) : null,
      vector: has(bits, replyFlag.vector) ? decoding.readVarUint8Array(decoder) : null,
      snapshot: has(bits, replyFlag.snapshot) ? decoding.readVarUint8Array(decoder) : null,
      diff: has(bits, replyFlag.diff) ? decoding.readVarUint8Array(decoder) : null,
      rows: has(bits, replyFlag.rows) ? readList(decoder) : [],
      more: has(bits, replyFlag.more),
      durable: has(bits, replyFlag.durable) ? decoding.readVarUint(decoder) : 0,
    }
  })
}

/** Ends a reading with its word. */
class Fault extends Error {
  constructor(readonly word: BodyFault) {
    super(word)
    this.name = 'Fault'
  }
}

function reading<T>(
  bytes: Uint8Array,
  mostRooms: number,
  readRoom: (decoder: decoding.Decoder) => T,
): Result<readonly T[], BodyFault> {
  try {
    const decoder = decoding.createDecoder(bytes)
    if (decoding.readVarUint(decoder) !== protocolVersion) return fail('version')
    const count = decoding.readVarUint(decoder)
    if (count > mostRooms) return fail('rooms')
    const rooms: T[] = []
    for (let i = 0; i < count; i++) rooms.push(readRoom(decoder))
    return decoding.hasContent(decoder) ? fail('malformed') : ok(rooms)
  } catch (error) {
    return fail(error instanceof Fault ? error.word : 'malformed')
  }
}

function readStatus(decoder: decoding.Decoder): ExchangeStatus {
  const number = decoding.readUint8(decoder)
  const status = Object.values(exchangeStatus).find((known) => known === number)
  if (status === undefined) throw new Error(`unknown exchange status ${number}`)
  return status
}

function writeList(encoder: encoding.Encoder, list: readonly Uint8Array[]): void {
  encoding.writeVarUint(encoder, list.length)
  for (const bytes of list) encoding.writeVarUint8Array(encoder, bytes)
}

function readList(
  decoder: decoding.Decoder,
  claimed: (count: number) => void = () => undefined,
): Uint8Array[] {
  const length = decoding.readVarUint(decoder)
  claimed(length)
  const list: Uint8Array[] = []
  // Read one by one: the length is only a claim until the bytes have been there.
  for (let i = 0; i < length; i++) {
    const update = decoding.readVarUint8Array(decoder)
    if (update.length === 0) throw new Fault('malformed')
    list.push(update)
  }
  return list
}

const has = (bits: number, flag: number): boolean => (bits & flag) !== 0
const sum = (flags: readonly number[]): number => flags.reduce((total, flag) => total + flag, 0)
