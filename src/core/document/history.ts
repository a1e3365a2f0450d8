import { splitKey } from './cells'
import { byStamp, type HistoryEntry, type JournalEntry } from './journal'
import type { Room } from './room'

/** A record as a history is asked for. */
export interface RecordRef {
  readonly kind: string
  readonly id: string
}

/** A line while it is gathered: the entry that began it breaks ties between equal stamps. */
type Line = HistoryEntry & { readonly id: string }

/** A record's history from the journals of the rooms given, newest first; one line a commit. */
export const historyOf = (rooms: Iterable<Room>, kind: string, id: string): HistoryEntry[] =>
  historiesOf(rooms, [{ kind, id }])[0] ?? []

/** The histories of several records, in their order: each journal is read once, however many are asked for. */
export function historiesOf(rooms: Iterable<Room>, records: readonly RecordRef[]): HistoryEntry[][] {
  const all: JournalEntry[] = []
  const found = new Map<string, Map<string, Line>>()
  for (const { kind, id } of records) found.set(`${kind}/${id}`, new Map())
  for (const room of rooms)
    for (const entry of room.entries()) {
      all.push(entry)
      for (const [name, before, after] of entry.cells) {
        const end = name.indexOf('/')
        const cell = splitKey(name.slice(end + 1))
        const lines = cell && found.get(`${name.slice(0, end)}/${cell.id}`)
        if (!cell || !lines) continue
        const { field, member } = cell
        addCell(lines, entry, { field, ...(member === undefined ? {} : { member }), before, after })
      }
    }
  const undone = undoneOf(all)
  return records.map(({ kind, id }) =>
    [...(found.get(`${kind}/${id}`)?.values() ?? [])]
      .sort(byStamp)
      .reverse()
      .map(({ id: _id, ...line }) => ({ ...line, undone: undone.has(line.commit) })),
  )
}

/** Adds a cell to the line of its commit, which has the stamp of the earliest of its entries. */
function addCell(lines: Map<string, Line>, entry: JournalEntry, cell: Line['cells'][number]): void {
  const { id, commit, stamp, author, by } = entry
  const known = lines.get(commit)
  const first = known && known.stamp < stamp ? known.stamp : stamp
  lines.set(commit, {
    id,
    commit,
    stamp: first,
    author,
    by,
    undone: false,
    cells: [...(known?.cells ?? []), cell],
  })
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
