import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { awarenessFrame } from '../src/core/sync/frames'

/** One client's presence, as y-protocols counts it. */
interface State {
  readonly client: number
  readonly clock: number
  /** JSON of an object, or `null` for somebody who left: clients parse it unasked, and end on what is none. */
  readonly json: string
}

/** Who shows presence in a room: a socket. */
export interface Present {
  /** The client id under which this socket's replica writes, once known. */
  client: number | undefined
  /** Of a socket that has said hello: its client id was checked against the others', and is nobody else's. */
  readonly session: string | undefined
}

/** Presence of one room: each socket speaks for its own client id alone, and takes its state away with it. */
export class Presence<P extends Present> {
  private readonly states = new Map<number, State & { readonly owner: P }>()

  constructor(private readonly stateBytes: number) {}

  /**
   * Takes what a socket says of itself and drops what it repeats of others (y-websocket echoes everyone).
   * Returns the frame to pass on, or undefined when there is nothing of its own in it. `others` are all who are in
   * the room.
   */
  receive(from: P, bytes: Uint8Array, others: Iterable<Present>): Uint8Array | undefined {
    if (bytes.length > 64 * this.stateBytes) return undefined
    const states = readStates(bytes)?.filter(
      ({ json }) => Buffer.byteLength(json) <= this.stateBytes && isState(json),
    )
    if (states === undefined) return undefined
    const [only] = states
    if (from.client === undefined && states.length === 1 && only !== undefined) {
      const taken = this.states.get(only.client)
      if (taken === undefined || taken.owner === from) from.client = only.client
    }
    if (from.session === undefined && isGreeted(from.client, others)) return undefined
    const own = states.find(({ client }) => client === from.client)
    if (own === undefined) return undefined
    const held = this.states.get(own.client)
    if (held !== undefined && held.owner !== from) return undefined
    if (held !== undefined && held.clock > own.clock) return undefined
    if (own.json === 'null') this.states.delete(own.client)
    else this.states.set(own.client, { ...own, owner: from })
    return awarenessFrame(writeStates([own]))
  }

  /** Everybody present, for somebody who comes in; undefined when nobody is. */
  everybody(): Uint8Array | undefined {
    return this.states.size === 0 ? undefined : awarenessFrame(writeStates([...this.states.values()]))
  }

  /** Takes a socket's presence away; returns the frame that says so, if it showed any. */
  leave(owner: P): Uint8Array | undefined {
    const held = owner.client === undefined ? undefined : this.states.get(owner.client)
    if (held === undefined || held.owner !== owner) return undefined
    this.states.delete(held.client)
    return awarenessFrame(writeStates([{ client: held.client, clock: held.clock + 1, json: 'null' }]))
  }
}

function isGreeted(client: number | undefined, others: Iterable<Present>): boolean {
  for (const other of others) if (other.session !== undefined && other.client === client) return true
  return false
}

function isState(json: string): boolean {
  try {
    return typeof JSON.parse(json) === 'object'
  } catch {
    return false
  }
}

function readStates(bytes: Uint8Array): readonly State[] | undefined {
  try {
    const decoder = decoding.createDecoder(bytes)
    const states: State[] = []
    for (let left = decoding.readVarUint(decoder); left > 0; left--) {
      const client = decoding.readVarUint(decoder)
      const clock = decoding.readVarUint(decoder)
      states.push({ client, clock, json: decoding.readVarString(decoder) })
    }
    return states
  } catch {
    return undefined
  }
}

function writeStates(states: readonly State[]): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, states.length)
    for (const { client, clock, json } of states) {
      encoding.writeVarUint(encoder, client)
      encoding.writeVarUint(encoder, clock)
      encoding.writeVarString(encoder, json)
    }
  })
}
