/** The deleted ranges of each client as they stand in an update. */
type Said = ReadonlyMap<number, readonly { readonly clock: number; readonly len: number }[]>

/** The deleted clocks of each client: sorted, apart from each other, starts at even places, ends behind them. */
export type Ranges = ReadonlyMap<number, Float64Array>

/** The ranges of an update in order, however it says them: many take few bytes, and go between threads uncopied. */
export function rangesOf(deletes: Said): Ranges {
  const ranges = new Map<number, Float64Array>()
  for (const [client, said] of deletes) {
    const sorted = [...said].sort((a, b) => a.clock - b.clock)
    const flat = new Float64Array(sorted.length * 2)
    let length = 0
    for (const { clock, len } of sorted) length = append(flat, length, clock, clock + len)
    if (length > 0) ranges.set(client, flat.slice(0, length))
  }
  return ranges
}

/** Puts a range behind others that start no later, as one with the last of them where they touch. */
function append(flat: number[] | Float64Array, length: number, start: number, end: number): number {
  if (length > 0 && start <= (flat[length - 1] ?? 0)) {
    flat[length - 1] = Math.max(flat[length - 1] ?? 0, end)
    return length
  }
  flat[length] = start
  flat[length + 1] = end
  return length + 2
}

/** So few ranges are looked up one by one; more are gone through beside what is held. */
const few = 8

/** The clocks that are deleted in a room, as ranges, to tell a delete set that brings nothing new. */
export class DeletedRanges {
  /** As in `Ranges`, and growing. */
  private readonly byClient = new Map<number, number[]>()

  /** True when every clock of these ranges is held as deleted. */
  holds(deletes: Ranges): boolean {
    for (const [client, ranges] of deletes) {
      const held = this.byClient.get(client)
      if (held === undefined) return false
      const one = ranges.length < few * 2
      let place = lastStartAt(held, ranges[0] ?? 0)
      for (let at = 0; at < ranges.length; at += 2) {
        const [start, end] = [ranges[at] ?? 0, ranges[at + 1] ?? 0]
        if (one) place = lastStartAt(held, start)
        else while ((held[place + 2] ?? Infinity) <= start) place += 2
        if (place < 0 || (held[place + 1] ?? 0) < end) return false
      }
    }
    return true
  }

  /** Takes these ranges in. */
  add(deletes: Ranges): void {
    for (const [client, ranges] of deletes) {
      const held = this.byClient.get(client) ?? []
      const some = ranges.length < few * 2
      this.byClient.set(client, some ? insertEach(held, ranges) : mergeSorted(held, ranges))
    }
  }
}

/** The place of the last range that starts at or below a clock; -2 when there is none. */
function lastStartAt(held: readonly number[], clock: number): number {
  let low = 0
  let high = held.length / 2
  while (low < high) {
    const middle = (low + high) >> 1
    if ((held[middle * 2] ?? 0) <= clock) low = middle + 1
    else high = middle
  }
  return (low - 1) * 2
}

function insertEach(held: number[], ranges: Float64Array): number[] {
  for (let at = 0; at < ranges.length; at += 2) {
    let [start, end] = [ranges[at] ?? 0, ranges[at + 1] ?? 0]
    let from = lastStartAt(held, start)
    if (from >= 0 && (held[from + 1] ?? 0) >= start) start = held[from] ?? start
    else from += 2
    let to = from
    while (to < held.length && (held[to] ?? 0) <= end) {
      end = Math.max(end, held[to + 1] ?? 0)
      to += 2
    }
    held.splice(from, to - from, start, end)
  }
  return held
}

function mergeSorted(held: readonly number[], ranges: Float64Array): number[] {
  const merged: number[] = []
  let length = 0
  let [h, r] = [0, 0]
  while (h < held.length || r < ranges.length) {
    const fromHeld = (held[h] ?? Infinity) <= (ranges[r] ?? Infinity)
    length = fromHeld
      ? append(merged, length, held[h] ?? 0, held[h + 1] ?? 0)
      : append(merged, length, ranges[r] ?? 0, ranges[r + 1] ?? 0)
    if (fromHeld) h += 2
    else r += 2
  }
  return merged
}
