import { cellKey, CREATED, DELETED, REVIEW, splitKey, type CellChange, type CellValue } from './cells'
import { headsOf, itemParts, lastItemOf } from './items'
import type { JournalEntry } from './journal'
import type { Room } from './room'

/** A cell that an undo emptied, as it found it. */
type Taken = CellChange & { readonly room: string }

/**
 * What the undo that unmade a record took from it, to be written again by whoever brings the record back: without it the
 * record would have no name. With it come the records that went with it and that it names. What anybody has written in
 * a cell since is theirs and is left. Nothing for a record that no undo unmade, or that was made again since.
 */
export function takenByUndo(rooms: Iterable<Room>, kind: string, id: string): readonly CellChange[] {
  const held = [...rooms]
  const taken = takenBy(held, new Set(unmakingsOf(held, kind, id).map(({ commit }) => commit)))
  const isMaking = ({ field }: Taken): boolean => field === CREATED
  const unmade = new Map([...taken].flatMap(([key, cells]) => cells.filter(isMaking).map((c) => [c.id, key])))
  const own = `${kind}/${id}`
  const records = new Set([own])
  for (const record of records)
    for (const cell of taken.get(record) ?? [])
      for (const named of namedIn(cell)) {
        const other = unmade.get(named)
        if (other !== undefined) records.add(other)
      }
  return [...records].flatMap((record): readonly CellChange[] => {
    const cells = taken.get(record) ?? []
    const [first] = cells
    if (record === own || !first) return cells
    return [{ kind: first.kind, id: first.id, field: DELETED, value: null }, ...cells]
  })
}

/** The rooms that such an undo wrote: to load before asking what it took. */
export const roomsOfUnmaking = (rooms: Iterable<Room>, kind: string, id: string): ReadonlySet<string> =>
  new Set(unmakingsOf(rooms, kind, id).flatMap((entry) => entry.rooms))

/** The undos that a record stands unmade by; made again apart, it stands made as well. */
function unmakingsOf(rooms: Iterable<Room>, kind: string, id: string): JournalEntry[] {
  const key = cellKey(id, CREATED)
  return [...rooms].flatMap((room) =>
    (headsOf(room.doc, kind, key)?.heads ?? []).flatMap((item) => {
      const entry = tellerOf(room, item)
      const told = entry?.cells.find(([name]) => name === `${kind}/${key}`)
      return entry?.undoes !== undefined && told?.[2] === null ? [entry] : []
    }),
  )
}

/** The cells that commits emptied and that nobody has written since, by record. */
function takenBy(rooms: readonly Room[], commits: ReadonlySet<string>): Map<string, Taken[]> {
  const taken = new Map<string, Taken[]>()
  if (commits.size === 0) return taken
  for (const room of rooms)
    for (const entry of room.entries()) {
      if (!commits.has(entry.commit)) continue
      for (const [name, before] of entry.cells) {
        const [kind = '', ...rest] = name.split('/')
        const key = rest.join('/')
        const cell = splitKey(key)
        if (!cell || before === null || cell.field === DELETED || cell.field === REVIEW) continue
        const item = lastItemOf(room.doc, kind, key)
        if (item === undefined || tellerOf(room, item)?.id !== entry.id) continue
        const record = `${kind}/${cell.id}`
        const cells = taken.get(record) ?? []
        cells.push({ kind, ...cell, value: before, room: room.name })
        taken.set(record, cells)
      }
    }
  return taken
}

function tellerOf(room: Room, item: string): JournalEntry | undefined {
  const parts = itemParts(item)
  return parts && room.tellerOf(parts.client, parts.clock)
}

/** What may be ids of other records in a cell: its member and its texts. */
const namedIn = ({ member, value }: Taken): readonly string[] => [
  ...(member === undefined ? [] : [member]),
  ...textsIn(value),
]

const textsIn = (value: CellValue): readonly string[] =>
  (typeof value === 'object' && value !== null ? Object.values(value) : [value]).filter(
    (one) => typeof one === 'string',
  )
