import { canonicalJson, type CellValue, MERGED, splitKey, WHOLE, type WholeValue } from './cells'
import { byStamp, type HistoryEntry, type JournalEntry } from './journal'
import type { Room } from './room'

/** A record as a history is asked for. */
export interface RecordRef {
  readonly kind: string
  readonly id: string
}

/** A line while it is gathered: the entry that began it breaks ties between equal stamps. */
interface Line extends HistoryEntry {
  readonly id: string
  readonly cells: HistoryEntry['cells'][number][]
  readonly merged: string[]
}

/**
 * A record's history from the journals of the rooms given, newest first; one line a commit. A commit that merged another
 * record into it is a line of its history too, even where it wrote no cell of it: the other's own cell says where it went.
 */
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
        if (!cell) continue
        const kind = name.slice(0, end)
        const { id, field, member } = cell
        const lines = found.get(`${kind}/${id}`)
        if (lines && field === WHOLE) lineOf(lines, entry).cells.push(...changedIn(before, after))
        // That it took another in is said by `merged`.
        else if (lines && field !== MERGED)
          lineOf(lines, entry).cells.push({
            field,
            ...(member === undefined ? {} : { member }),
            before,
            after,
          })
        if (field === 'mergedInto' && typeof after === 'string') {
          const keeper = found.get(`${kind}/${after}`)
          if (keeper) lineOf(keeper, entry).merged.push(id)
        }
      }
    }
  const undone = undoneOf(all)
  const madeOf = originsOf(all)
  return records.map(({ kind, id }) =>
    [...(found.get(`${kind}/${id}`)?.values() ?? [])]
      .sort(byStamp)
      .reverse()
      .map(({ id: _id, ...line }) => {
        const of = madeOf(line.commit)
        return { ...line, ...(of === undefined ? {} : { of }), undone: undone.has(line.commit) }
      }),
  )
}

/** The one cell of a `whole` kind holds all its fields: a history tells of those that a commit changed. */
function changedIn(before: CellValue, after: CellValue): HistoryEntry['cells'][number][] {
  const was = fieldsOf(before)
  const is = fieldsOf(after)
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].sort().flatMap((field) => {
    const change = { field, before: was[field] ?? null, after: is[field] ?? null }
    return canonicalJson(change.before) === canonicalJson(change.after) ? [] : [change]
  })
}

const fieldsOf = (value: CellValue): WholeValue => (typeof value === 'object' && value !== null ? value : {})

/** Why the edit was made that an undo, or a redo, is about in the end: each names the commit that it undoes. */
function originsOf(entries: readonly JournalEntry[]): (commit: string) => string | undefined {
  const byCommit = new Map(entries.map((entry) => [entry.commit, entry]))
  return (commit) => {
    let entry = byCommit.get(commit)
    if (entry?.undoes === undefined) return undefined
    const met = new Set<string>() // what another application wrote may go round in a ring
    while (entry?.undoes !== undefined && !met.has(entry.commit)) {
      met.add(entry.commit)
      entry = byCommit.get(entry.undoes)
    }
    return entry?.undoes === undefined ? entry?.by : undefined
  }
}

/** The line of an entry's commit, to be added to; it has the stamp of the earliest of the commit's entries. */
function lineOf(lines: Map<string, Line>, { id, commit, stamp, author, by }: JournalEntry): Line {
  const known = lines.get(commit)
  const line = known ?? { id, commit, stamp, author, by, undone: false, cells: [], merged: [] }
  const first = stamp < line.stamp ? { ...line, stamp } : line
  lines.set(commit, first)
  return first
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
