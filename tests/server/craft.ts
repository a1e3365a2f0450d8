import * as encoding from 'lib0/encoding'

/** Writes one struct as it stands in an update V1. */
export type Struct = (e: encoding.Encoder) => void

/** The structs of one client, from a clock on. */
export interface Block {
  readonly client: number
  readonly clock: number
  readonly structs: readonly Struct[]
}

/** A hand-made update V1: blocks of structs written by the caller, and a delete set. */
export function craft(
  blocks: readonly Block[],
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

/** What was collected, so many clocks of it. */
export const gc =
  (length: number): Struct =>
  (e) => {
    encoding.writeUint8(e, 0)
    encoding.writeVarUint(e, length)
  }
/** A hole. */
export const skip =
  (length: number): Struct =>
  (e) => {
    encoding.writeUint8(e, 10)
    encoding.writeVarUint(e, length)
  }
/** A string item after an item of some client. */
export const after =
  (client: number, clock: number, text = 'x'): Struct =>
  (e) => {
    encoding.writeUint8(e, 0x84)
    encoding.writeVarUint(e, client)
    encoding.writeVarUint(e, clock)
    encoding.writeVarString(e, text)
  }
/** A string item at the start of a root. */
export const root =
  (text = 'x', name = 'essai'): Struct =>
  (e) => {
    encoding.writeUint8(e, 0x04)
    encoding.writeVarUint(e, 1)
    encoding.writeVarString(e, name)
    encoding.writeVarString(e, text)
  }

/** A deleted item after an item of some client: the shortest there is. */
export const deleted =
  (client: number, clock: number): Struct =>
  (e) => {
    encoding.writeUint8(e, 0x81)
    encoding.writeVarUint(e, client)
    encoding.writeVarUint(e, clock)
    encoding.writeVarUint(e, 1)
  }

/** An item at the start of a root with a content written by the caller. */
export const holding =
  (kind: number, content: Struct, name = 'essai'): Struct =>
  (e) => {
    encoding.writeUint8(e, kind)
    encoding.writeVarUint(e, 1)
    encoding.writeVarString(e, name)
    content(e)
  }

/** What an item of each kind holds, written by hand. */
export const content = {
  json: (...texts: string[]) =>
    holding(2, (e) => {
      encoding.writeVarUint(e, texts.length)
      for (const text of texts) encoding.writeVarString(e, text)
    }),
  embed: (text: string) => holding(5, (e) => encoding.writeVarString(e, text)),
  format: (key: string, text: string) =>
    holding(6, (e) => {
      encoding.writeVarString(e, key)
      encoding.writeVarString(e, text)
    }),
  any: (count: number, write: Struct) =>
    holding(8, (e) => {
      encoding.writeVarUint(e, count)
      write(e)
    }),
  subdocument: (guid: string) =>
    holding(9, (e) => {
      encoding.writeVarString(e, guid)
      encoding.writeAny(e, {})
    }),
}

/** Where an item stands, as it is written: what is left out is not named. */
export interface Place {
  readonly left?: readonly [client: number, clock: number]
  readonly right?: readonly [client: number, clock: number]
  /** A root's name or an item, written only of an item that names no neighbour. */
  readonly parent?: string | readonly [client: number, clock: number]
  readonly key?: string
}

/** An item of any kind at any place, possible or not. */
export const item =
  (kind: number, { left, right, parent, key }: Place, write: Struct): Struct =>
  (e) => {
    const pair = ([client, clock]: readonly [number, number]): void => {
      encoding.writeVarUint(e, client)
      encoding.writeVarUint(e, clock)
    }
    encoding.writeUint8(e, kind | (left ? 0x80 : 0) | (right ? 0x40 : 0) | (key === undefined ? 0 : 0x20))
    if (left) pair(left)
    if (right) pair(right)
    if (typeof parent === 'string') {
      encoding.writeVarUint(e, 1)
      encoding.writeVarString(e, parent)
    } else if (parent) {
      encoding.writeVarUint(e, 0)
      pair(parent)
    }
    if (key !== undefined) encoding.writeVarString(e, key)
    write(e)
  }

const string =
  (text: string): Struct =>
  (e) =>
    encoding.writeVarString(e, text)

/** Updates of which each passes every check that needs no document, and the last ends in an exception of Yjs. */
export const impossible: readonly Uint8Array[] = [
  craft([
    {
      client: 1,
      clock: 0,
      structs: [
        item(4, { parent: 'b' }, string('x')),
        item(7, { parent: 'b', key: 'l' }, (e) => encoding.writeVarUint(e, 0)),
      ],
    },
  ]),
  craft([
    {
      client: 3,
      clock: 0,
      structs: [
        item(1, { parent: 'b' }, (e) => encoding.writeVarUint(e, 2)),
        item(4, { parent: [1, 1], key: 'k' }, string('xxx')),
      ],
    },
  ]),
  craft([
    {
      client: 3,
      clock: 5,
      structs: [
        item(6, { left: [1, 0] }, (e) => {
          encoding.writeVarString(e, 'bold')
          encoding.writeVarString(e, 'true')
        }),
        item(4, { left: [3, 2] }, string('xx')),
      ],
    },
  ]),
  craft([
    {
      client: 1,
      clock: 2,
      structs: [
        item(4, { parent: [1, 0] }, string('xxx')),
        item(4, { left: [1, 1], right: [1, 1] }, string('xxx')),
        item(5, { right: [3, 4] }, string('{"x":1}')),
      ],
    },
  ]),
]
