import type * as Y from 'yjs'

/** Reads `client.clock`. */
export const itemName = (client: number, clock: number): string => `${client}.${clock}`

/** Splits an item's name; undefined for a text that is none. */
export function itemParts(name: string): { client: number; clock: number } | undefined {
  const match = /^(\d+)\.(\d+)$/.exec(name)
  return match ? { client: Number(match[1]), clock: Number(match[2]) } : undefined
}

/** The item whose value a cell shows now (the rightmost of its key's list), as `client.clock`. */
export function lastItemOf(doc: Y.Doc, kind: string, key: string): string | undefined {
  const item = doc.getMap(kind)._map.get(key)
  return item ? itemName(item.id.client, item.id.clock + item.length - 1) : undefined
}

/**
 * The heads of a cell: the writes that no other write of the same key was made on top of.
 * Yjs keeps every write of a key as an item whose `origin` is the write its author saw; collected items may be merged
 * into runs, whose inner writes name each other. One head = nobody wrote apart. Sorted by name.
 * `chosen` is the head (or the last write) that the merge shows.
 */
export function headsOf(
  doc: Y.Doc,
  kind: string,
  key: string,
): { heads: string[]; chosen: string } | undefined {
  const last = doc.getMap(kind)._map.get(key)
  if (!last) return undefined
  const chosen = itemName(last.id.client, last.id.clock + last.length - 1)
  if (!last.left && !last.right) return { heads: [chosen], chosen }
  const named = new Set<string>()
  const ends: string[] = []
  for (let item: Y.Item | null = last; item; item = item.left) {
    ends.push(itemName(item.id.client, item.id.clock + item.length - 1))
    if (item.origin) named.add(itemName(item.origin.client, item.origin.clock))
  }
  return { heads: ends.filter((end) => !named.has(end)).sort(), chosen }
}

/**
 * Whether a write was made on top of another write of the same key, following origins.
 * `above` and `below` are item names; a write stands on itself.
 */
export function standsOn(doc: Y.Doc, kind: string, key: string, above: string, below: string): boolean {
  const goal = itemParts(below)
  if (!goal) return false
  const items: Y.Item[] = []
  for (let item = doc.getMap(kind)._map.get(key) ?? null; item; item = item.left) items.push(item)
  const itemAt = (client: number, clock: number): Y.Item | undefined =>
    items.find((i) => i.id.client === client && i.id.clock <= clock && clock < i.id.clock + i.length)
  let at = itemParts(above)
  while (at) {
    if (at.client === goal.client && at.clock === goal.clock) return true
    const item = itemAt(at.client, at.clock)
    if (!item) return false
    // inside a run each write stands on the one before it
    if (
      at.client === goal.client &&
      item.id.client === goal.client &&
      goal.clock >= item.id.clock &&
      goal.clock < at.clock
    )
      return true
    at = item.origin ? { client: item.origin.client, clock: item.origin.clock } : undefined
  }
  return false
}
