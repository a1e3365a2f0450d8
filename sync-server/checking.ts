import type { Result } from '../src/core/result'
import { type Checked, type Refusal, checkUpdate } from './checks'
import { type ReadV1, type Vector, encodeVector } from './updates'
import type { Workshop } from './workshop'

/** What `checkUpdate` says: at once of a short update, later of a long one, of what was held when it was asked. */
export type Check = (
  update: Uint8Array,
  held: Vector,
) => Result<Checked, Refusal> | Promise<Result<Checked, Refusal>>

/**
 * So much is checked on the spot. Two bytes hold a struct, and the worst of them take most of a microsecond a byte:
 * what people write is far shorter, and the longest that may come would keep everybody waiting for seconds.
 */
const atOnceBytes = 16 * 1024

/** Checks long updates in a worker that does nothing else, so that they do not wait for a compaction either. */
export function openCheck(readV1: ReadV1, workshop: Workshop): Check {
  return (update, held) =>
    update.length <= atOnceBytes
      ? checkUpdate(readV1, update, held)
      : // A copy: the bytes of a message stand among many others', which would all go along.
        workshop.run({ do: 'check', update: update.slice(), vector: encodeVector(held) })
}
