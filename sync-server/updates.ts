import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { emptyUpdate, limits } from '../src/core/sync/protocol'
import { inGroups } from './group'
import { meetJson, skipAny } from './nesting'

/** A struct of an update; what only its reader needs of Yjs's own classes. */
export type Struct = ReturnType<typeof Y.decodeUpdate>['structs'][number]

/** How far each client's structs are held, without a hole. */
export type Vector = Map<number, number>

/** An update taken apart. */
export interface ReadUpdate {
  readonly structs: readonly Struct[]
  /** How many runs of structs it holds: as many as it names clients, when each comes once. */
  readonly runs: number
  readonly deletes: ReadonlyMap<number, readonly { readonly clock: number; readonly len: number }[]>
  /** Where the delete set begins, and where it ends: more bytes than that do not belong to the update. */
  readonly deletesAt: number
  readonly end: number
}

/** Takes V1 updates apart, without their values. Throws on bytes that are none, `NotTaken` on what is one and too much. */
export type ReadV1 = (update: Uint8Array) => ReadUpdate

/** How much of an update is read before it is given up. */
export interface ReadLimits {
  readonly updateStructs: number
  readonly updateValues: number
  readonly nesting: number
}

/** For what stands in a log already: it was taken once, and must be read whatever is taken now. */
export const unlimited: ReadLimits = {
  updateStructs: Number.POSITIVE_INFINITY,
  updateValues: Number.POSITIVE_INFINITY,
  nesting: Number.POSITIVE_INFINITY,
}

/** An update that could be read, and costs more than it may, or holds what nobody here writes. */
export class NotTaken extends Error {
  constructor(readonly refusal: 'limits' | 'subdocument') {
    super(refusal)
    this.name = 'NotTaken'
  }
}

/** The five bits that say what an item holds, and the numbers of two kinds. */
const contentBits = 31
const content = { json: 2, subdocument: 9 } as const

/**
 * A reader of V1 updates that also knows where it stopped: `Y.decodeUpdate` alone would let trailing bytes
 * pass into the log. Make one and keep it: the class inside is what V8 optimises.
 */
export function createReader(most: ReadLimits = limits): ReadV1 {
  let decoder: decoding.Decoder | undefined
  let firstDelete = 0
  let deleteClients = 0
  let runs = 0
  let structs = 0
  let values = 0
  let kind = 0
  let inJson = false
  const meet = (depth: number): void => {
    if (++values > most.updateValues || depth > most.nesting) throw new NotTaken('limits')
  }
  class Reader extends Y.UpdateDecoderV1 {
    constructor(bytes: decoding.Decoder) {
      super(bytes)
      decoder = bytes
      deleteClients = 0
      runs = 0
      structs = 0
      values = 0
      inJson = false
    }
    override readClient(): number {
      // Called before each run of structs, and nowhere else.
      runs++
      return super.readClient()
    }
    override readInfo(): number {
      // Called before each struct, and nowhere else.
      if (++structs > most.updateStructs) throw new NotTaken('limits')
      inJson = false
      const info = super.readInfo()
      kind = info & contentBits
      // Yjs would make a whole document of each ten bytes.
      if (kind === content.subdocument) throw new NotTaken('subdocument')
      return info
    }
    override readLen(): number {
      // Between the names of an item of the old kind and its values: these are strings as well.
      if (kind === content.json) inJson = true
      return super.readLen()
    }
    override readString(): string {
      const text = super.readString()
      if (inJson) meetJson(text, meet)
      return text
    }
    override readJSON(): unknown {
      const text = super.readString()
      meetJson(text, meet)
      return JSON.parse(text)
    }
    override readAny(): undefined {
      skipAny(this.restDecoder, meet)
    }
    override resetDsCurVal(): void {
      // Called before each client of the delete set, so first right behind their number.
      if (deleteClients++ === 0) firstDelete = this.restDecoder.pos
      super.resetDsCurVal()
    }
  }
  return (update) => {
    const read = Y.decodeUpdateV2(update, Reader)
    const end = decoder?.pos ?? -1
    decoder = undefined
    const first = deleteClients === 0 ? end : firstDelete
    const deletesAt = first - encodedLength(deleteClients)
    return { structs: read.structs, runs, deletes: read.ds.clients, deletesAt, end }
  }
}

const encodedLength = (number: number): number => (number < 128 ? 1 : 1 + encodedLength(number / 128))

/** The structs of an update alone, still an update. */
export function withoutDeletes(update: Uint8Array, { deletesAt }: ReadUpdate): Uint8Array {
  const structs = update.subarray(0, deletesAt)
  const whole = new Uint8Array(structs.length + 1)
  whole.set(structs)
  return whole
}

/** One update of many, in groups: merging is far from linear in their number. */
export function mergeAll(updates: readonly Uint8Array[]): Uint8Array {
  let level = updates.filter((update) => update.length > emptyUpdate.length)
  while (level.length > 1) {
    level = inGroups(level, 32).map((group) => Y.mergeUpdates([...group]))
  }
  return level[0] ?? emptyUpdate
}

/** Merging takes as long as reading what is merged: of more than this nobody should wait in the loop. */
const mergedBytes = 16 * 1024

/** The same in fewer, in their order: short ones are merged, long ones stay as they are. */
export function mergeShort(updates: readonly Uint8Array[]): readonly Uint8Array[] {
  const fewer: Uint8Array[] = []
  let group: Uint8Array[] = []
  let bytes = 0
  const close = (): void => {
    if (group.length > 0) fewer.push(mergeAll(group))
    group = []
    bytes = 0
  }
  for (const update of updates) {
    if (bytes + update.length > mergedBytes) close()
    group.push(update)
    bytes += update.length
  }
  close()
  return fewer
}

/** The state vector as it is sent. */
export function encodeVector(vector: Vector): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, vector.size)
    for (const [client, clock] of vector) {
      encoding.writeVarUint(encoder, client)
      encoding.writeVarUint(encoder, clock)
    }
  })
}

/** Reads a state vector; undefined when it is none. */
export function decodeVector(bytes: Uint8Array): Vector | undefined {
  const vector: Vector = new Map()
  return eachClock(bytes, Number.POSITIVE_INFINITY, (client, clock) => vector.set(client, clock))
    ? vector
    : undefined
}

/** How many more clients than a room has a vector may name: what a replica wrote before it was ever here. */
const strangers = 20_000

/**
 * Reads what somebody holds of a room: of clients that the room has, and no further than it has them, for of
 * the rest there is nothing to answer. Undefined when it is no vector, or names far more clients than there are.
 */
export function decodeHeld(bytes: Uint8Array, room: Vector): Vector | undefined {
  const held: Vector = new Map()
  const isOne = eachClock(bytes, 2 * room.size + strangers, (client, clock) => {
    const known = room.get(client)
    if (known !== undefined) held.set(client, Math.min(clock, known))
  })
  return isOne ? held : undefined
}

function eachClock(bytes: Uint8Array, most: number, take: (client: number, clock: number) => void): boolean {
  try {
    const decoder = decoding.createDecoder(bytes)
    const count = decoding.readVarUint(decoder)
    if (count > most) return false
    for (let left = count; left > 0; left--) {
      const client = decoding.readVarUint(decoder)
      take(client, decoding.readVarUint(decoder))
    }
    return !decoding.hasContent(decoder)
  } catch {
    return false
  }
}

/** True when `vector` has all that `other` has. */
export function covers(vector: Vector, other: Vector): boolean {
  for (const [client, clock] of other) if ((vector.get(client) ?? 0) < clock) return false
  return true
}

/** Moves a vector over an update that is known to follow it without a hole. */
export function advance(vector: Vector, update: Uint8Array): void {
  for (const [client, clock] of Y.parseUpdateMeta(update).to) {
    if ((vector.get(client) ?? 0) < clock) vector.set(client, clock)
  }
}
