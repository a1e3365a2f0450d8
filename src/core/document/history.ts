import { splitKey } from './cells'
import { byStamp, type HistoryEntry } from './journal'
import type { Room } from './room'

/** A record's history from the journals of the rooms given, newest first; one line a commit. */
export function historyOf(rooms: Iterable<Room>, kind: string, id: string): HistoryEntry[] {
  const prefix = `${kind}/${id}/`
  const undone = new Set<string>()
  const lines = new Map<string, HistoryEntry & { readonly id: string }>()
  for (const room of rooms)
    for (const entry of room.entries()) {
      if (entry.undoes !== undefined) undone.add(entry.undoes)
      const cells = entry.cells.flatMap(([name, before, after]) => {
        const cell = name.startsWith(prefix) ? splitKey(name.slice(kind.length + 1)) : undefined
        if (!cell) return []
        const member = cell.member === undefined ? {} : { member: cell.member }
        return [{ field: cell.field, ...member, before, after }]
      })
      if (cells.length === 0) continue
      const { commit, stamp, author, by } = entry
      const known = lines.get(commit)
      lines.set(commit, {
        id: entry.id,
        commit,
        stamp: known && known.stamp < stamp ? known.stamp : stamp,
        author,
        by,
        undone: false,
        cells: [...(known?.cells ?? []), ...cells],
      })
    }
  return [...lines.values()]
    .sort(byStamp)
    .reverse()
    .map(({ id: _id, ...line }) => ({ ...line, undone: undone.has(line.commit) }))
}
