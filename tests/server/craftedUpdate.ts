import * as encoding from 'lib0/encoding'

/** A hand-made update V1: blocks of structs written by the caller, and a delete set. */
export function craft(
  blocks: readonly { client: number; clock: number; structs: readonly ((e: encoding.Encoder) => void)[] }[],
  deletes: readonly (readonly [client: number, clock: number, len: number])[] = [],
): Uint8Array {
  return encoding.encode((e) => {
    encoding.writeVarUint(e, blocks.length)
    for (const { client, clock, structs } of blocks) {
      encoding.writeVarUint(e, structs.length)
      encoding.writeVarUint(e, client)
      encoding.writeVarUint(e, clock)
      for (const write of structs) write(e)
    }
    encoding.writeVarUint(e, deletes.length)
    for (const [client, clock, len] of deletes) {
      encoding.writeVarUint(e, client)
      encoding.writeVarUint(e, 1)
      encoding.writeVarUint(e, clock)
      encoding.writeVarUint(e, len)
    }
  })
}

/** Structs that were collected. */
export const gc =
  (length: number) =>
  (e: encoding.Encoder): void => {
    encoding.writeUint8(e, 0)
    encoding.writeVarUint(e, length)
  }
/** A hole in the clocks. */
export const skip =
  (length: number) =>
  (e: encoding.Encoder): void => {
    encoding.writeUint8(e, 10)
    encoding.writeVarUint(e, length)
  }
/** A string item after an item of some client. */
export const after =
  (client: number, clock: number, text = 'x') =>
  (e: encoding.Encoder): void => {
    encoding.writeUint8(e, 0x84)
    encoding.writeVarUint(e, client)
    encoding.writeVarUint(e, clock)
    encoding.writeVarString(e, text)
  }
/** A string item at the start of a root. */
export const root =
  (text = 'x') =>
  (e: encoding.Encoder): void => {
    encoding.writeUint8(e, 0x04)
    encoding.writeVarUint(e, 1)
    encoding.writeVarString(e, 'essai')
    encoding.writeVarString(e, text)
  }
