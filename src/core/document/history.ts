import { splitKey } from './cells'
import { byStamp, type HistoryEntry, type JournalEntry } from './journal'
import type { Room } from './room'

/** A record's history from the journals of the rooms given, newest first; one line a commit. */
export function historyOf(rooms: Iterable<Room>, kind: string, id: string): HistoryEntry[] {
  const prefix = `${kind}/${id}/`
  const all: JournalEntry[] = []
  const lines = new Map<string, HistoryEntry & { readonly id: string }>()
  for (const room of rooms)
    for (const entry of room.entries()) {
      all.push(entry)
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
  const undone = undoneOf(all)
  return [...lines.values()]
    .sort(byStamp)
    .reverse()
    .map(({ id: _id, ...line }) => ({ ...line, undone: undone.has(line.commit) }))
}

/**
 * The commits that stand undone: some commit undoes them that is not undone itself, as one that was redone is. Told from
 * the last in each chain to the first, never by the stamps: a clock that was put right has made a redo older than its undo.
 */
function undoneOf(entries: readonly JournalEntry[]): Set<string> {
  const undoes = new Map<string, string>()
  for (const { commit, undoes: target } of entries) if (target !== undefined) undoes.set(commit, target)
  const open = new Map<string, number>()
  for (const target of undoes.values()) open.set(target, (open.get(target) ?? 0) + 1)
  const undone = new Set<string>()
  const next = [...undoes.keys()].filter((commit) => !open.has(commit))
  for (const commit of next) {
    const target = undoes.get(commit)
    if (target === undefined) continue
    if (!undone.has(commit)) undone.add(target)
    const left = (open.get(target) ?? 0) - 1
    open.set(target, left)
    if (left === 0) next.push(target)
  }
  return undone
}
