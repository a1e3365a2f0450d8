import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { emptyUpdate, messageType, syncType } from './protocol'

/** A frame as it was understood; `unknown` is left alone, so that a newer peer may say more than we know. */
export type Frame =
  | { readonly is: 'step1'; readonly vector: Uint8Array }
  | { readonly is: 'step2'; readonly update: Uint8Array }
  | { readonly is: 'update'; readonly update: Uint8Array }
  | { readonly is: 'awareness'; readonly states: Uint8Array }
  | { readonly is: 'queryAwareness' }
  | { readonly is: 'saved'; readonly count: number; readonly position: number }
  | { readonly is: 'at'; readonly position: number }
  | { readonly is: 'hello'; readonly json: string; readonly own: Uint8Array }
  | { readonly is: 'unknown'; readonly type: number }

/** Reads one frame; undefined when the bytes end too soon, go on too long or make no sense. Never throws. */
export function readFrame(bytes: Uint8Array): Frame | undefined {
  try {
    const decoder = decoding.createDecoder(bytes)
    const frame = readBody(decoder, decoding.readVarUint(decoder))
    const complete = frame === undefined || frame.is === 'unknown' || !decoding.hasContent(decoder)
    return complete ? frame : undefined
  } catch {
    return undefined
  }
}

function readBody(decoder: decoding.Decoder, type: number): Frame | undefined {
  switch (type) {
    case messageType.sync: {
      const step = decoding.readVarUint(decoder)
      const payload = decoding.readVarUint8Array(decoder)
      if (step === syncType.step1) return { is: 'step1', vector: payload }
      if (step === syncType.step2) return { is: 'step2', update: payload }
      return step === syncType.update ? { is: 'update', update: payload } : undefined
    }
    case messageType.awareness:
      return { is: 'awareness', states: decoding.readVarUint8Array(decoder) }
    case messageType.queryAwareness:
      return { is: 'queryAwareness' }
    case messageType.saved: {
      const count = decoding.readVarUint(decoder)
      return { is: 'saved', count, position: decoding.readVarUint(decoder) }
    }
    case messageType.at:
      return { is: 'at', position: decoding.readVarUint(decoder) }
    case messageType.hello: {
      const json = decoding.readVarString(decoder)
      const own = decoding.hasContent(decoder) ? decoding.readVarUint8Array(decoder) : new Uint8Array(0)
      return { is: 'hello', json, own }
    }
    default:
      return { is: 'unknown', type }
  }
}

function syncFrame(step: number, payload: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, messageType.sync)
    encoding.writeVarUint(encoder, step)
    encoding.writeVarUint8Array(encoder, payload)
  })
}

/** « This is what I hold »: the other side answers with what is missing. */
export const step1Frame = (vector: Uint8Array): Uint8Array => syncFrame(syncType.step1, vector)

/** The answer to a step 1. */
export const step2Frame = (update: Uint8Array): Uint8Array => syncFrame(syncType.step2, update)

/** A change, as it happens. */
export const updateFrame = (update: Uint8Array): Uint8Array => syncFrame(syncType.update, update)

/** Presence, as y-protocols encodes it. */
export function awarenessFrame(states: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, messageType.awareness)
    encoding.writeVarUint8Array(encoder, states)
  })
}

/** Keeps a socket alive: presence of nobody. */
export const heartbeatFrame = (): Uint8Array => awarenessFrame(Uint8Array.of(0))

/** Tells a plain client that it may not write; y-websocket logs the reason. */
export function deniedFrame(reason: string): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, messageType.auth)
    encoding.writeVarUint(encoder, 0)
    encoding.writeVarString(encoder, reason)
  })
}

/** How many of the sync messages received on this socket are on disk, and where the room's log stands. */
export function savedFrame(count: number, position: number): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, messageType.saved)
    encoding.writeVarUint(encoder, count)
    encoding.writeVarUint(encoder, position)
  })
}

/** The log position that the updates just sent bring the receiver to. */
export function atFrame(position: number): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, messageType.at)
    encoding.writeVarUint(encoder, position)
  })
}

/** First frame each way; `own` are the server's structs of the client's id above its acknowledged clock. */
export function helloFrame(json: string, own: Uint8Array = new Uint8Array(0)): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, messageType.hello)
    encoding.writeVarString(encoder, json)
    if (own.length > 0) encoding.writeVarUint8Array(encoder, own)
  })
}

/** True for an update without a struct or a deleted range. */
export function isEmptyUpdate(update: Uint8Array): boolean {
  return update.length === emptyUpdate.length && update[0] === 0 && update[1] === 0
}
