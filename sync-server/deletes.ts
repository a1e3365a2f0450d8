interface Range {
  readonly clock: number
  readonly len: number
}

/** The clocks that are deleted in a room, as ranges, to tell a delete set that brings nothing new. */
export class DeletedRanges {
  /** Sorted, apart from each other: starts at even places, ends behind them. */
  private readonly byClient = new Map<number, number[]>()

  /** True when every clock of these ranges is held as deleted. */
  holds(deletes: ReadonlyMap<number, readonly Range[]>): boolean {
    for (const [client, ranges] of deletes) {
      const held = this.byClient.get(client)
      if (held === undefined) return false
      for (const { clock, len } of ranges) {
        const place = lastStartAt(held, clock)
        if (place < 0 || (held[place + 1] ?? 0) < clock + len) return false
      }
    }
    return true
  }

  /** Takes these ranges in. */
  add(deletes: ReadonlyMap<number, readonly Range[]>): void {
    for (const [client, ranges] of deletes) {
      if (ranges.length === 0) continue
      const held = this.byClient.get(client) ?? []
      const few = ranges.length < 8
      this.byClient.set(client, few ? insertEach(held, ranges) : mergeSorted(held, ranges))
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

function insertEach(held: number[], ranges: readonly Range[]): number[] {
  for (const { clock, len } of ranges) {
    let from = lastStartAt(held, clock)
    let start = clock
    let end = clock + len
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

function mergeSorted(held: readonly number[], ranges: readonly Range[]): number[] {
  const all = ranges.map(({ clock, len }): [number, number] => [clock, clock + len])
  for (let i = 0; i < held.length; i += 2) all.push([held[i] ?? 0, held[i + 1] ?? 0])
  all.sort((a, b) => a[0] - b[0])
  const merged: number[] = []
  for (const [start, end] of all) {
    const last = merged.length - 1
    if (last > 0 && start <= (merged[last] ?? 0)) merged[last] = Math.max(merged[last] ?? 0, end)
    else merged.push(start, end)
  }
  return merged
}
