import { DELETED, CREATED, cellKey, sameCell, type CellChange, type CellValue } from './cells'
import { journalOf, type JournalEntry } from './journal'
import { itemName, lastItemOf } from './items'
import { roomOf, roomsOf } from './rooms'
import type { Room } from './room'
import { clocksOf, textName } from './text'
import { storedMember } from './values'
import { homeScope } from '../schema/derive'
import type { AnyRecordDef } from '../schema/record'

/** Origin of every transaction that this replica's own commits make. */
export class LocalCommit {
  constructor(readonly commit: string) {}
}

/** What a commit says of itself in the journal. */
export interface CommitMeta {
  readonly commit: string
  readonly space: string
  readonly author: string
  readonly by: string
  /** Makes the stamp of each entry; taken when the entry is written. */
  readonly stamp: () => string
  /** Makes the id of each entry. */
  readonly entryId: () => string
  readonly undoes?: string
  /** Write cells even where they hold the value already. */
  readonly force?: boolean
  /** Finds a kind's definition; a change of an unknown kind is a bug of ours. */
  readonly defOf: (kind: string) => AnyRecordDef
}

/** The rooms a commit will write: to load before committing, since a commit is one turn of the event loop. */
export function roomsToWrite(
  changes: readonly CellChange[],
  space: string,
  defOf: (kind: string) => AnyRecordDef,
): string[] {
  const rooms = new Set<string>()
  for (const change of changes) for (const room of roomsOfChange(change, space, defOf)) rooms.add(room)
  return [...rooms].sort()
}

/** Trash and restore leave a journal entry in every room of the record; any other cell is written in one room. */
function roomsOfChange(change: CellChange, space: string, defOf: (kind: string) => AnyRecordDef): string[] {
  const def = defOf(change.kind)
  if (change.field === DELETED) return roomsOf(def, change.id, space)
  return [roomOfCell(def, change, space)]
}

function roomOfCell(def: AnyRecordDef, change: CellChange, space: string): string {
  if (change.room !== undefined) return change.room
  const scope = def.fields[change.field]?.scope ?? homeScope(def)
  return roomOf(def, scope, change.id, space)
}

/**
 * The only writer. One Yjs transaction per room touched: first one journal entry, then the cells.
 * Cells that already hold the value are left out unless forced. `rooms` must hold every room of `roomsToWrite`.
 * Returns the rooms really written, sorted; none when nothing changes.
 */
export function commit(
  rooms: ReadonlyMap<string, Room>,
  changes: readonly CellChange[],
  meta: CommitMeta,
): readonly string[] {
  const byRoom = planByRoom(rooms, changes, meta)
  const names = [...byRoom.keys()].sort()
  for (const name of names) {
    const room = loaded(rooms, name)
    const writes = byRoom.get(name) ?? []
    room.doc.transact(() => {
      journalOf(room.doc).push([entryFor(room, writes, names, meta)])
      for (const write of writes) if (write.writes) room.doc.getMap(write.kind).set(write.key, write.value)
    }, new LocalCommit(meta.commit))
  }
  return names
}

interface Write {
  readonly kind: string
  readonly id: string
  readonly field: string
  readonly key: string
  readonly before: CellValue
  readonly value: CellValue
  /** False in a record's second room, where trash leaves only a journal entry. */
  readonly writes: boolean
}

function planByRoom(
  rooms: ReadonlyMap<string, Room>,
  changes: readonly CellChange[],
  meta: CommitMeta,
): Map<string, Write[]> {
  const last = new Map<string, CellChange>() // a cell is written once per commit: the last word counts
  for (const change of changes)
    last.set(`${change.kind}/${cellKey(change.id, change.field, change.member)}`, change)
  const byRoom = new Map<string, Write[]>()
  for (const change of last.values()) {
    const def = meta.defOf(change.kind)
    const own = roomOfCell(def, change, meta.space)
    const room = loaded(rooms, own)
    const key = cellKey(
      change.id,
      change.field,
      storedMember(() => room.cells(change.kind, change.id), change),
    )
    const before = cellAt(room, change.kind, key)
    const value = change.part ? mergedWhole(before, change.value) : change.value
    if (!meta.force && sameCell(before, value)) continue
    for (const name of roomsOfChange(change, meta.space, meta.defOf)) {
      const writes = byRoom.get(name) ?? []
      byRoom.set(name, writes)
      const { kind, id, field } = change
      writes.push({ kind, id, field, key, before, value, writes: name === own })
    }
  }
  return byRoom
}

/** A `whole` object with some fields changed; those that this version does not know stay. */
function mergedWhole(stored: CellValue, part: CellValue): CellValue {
  if (typeof part !== 'object' || part === null) return part
  const base = typeof stored === 'object' && stored !== null ? stored : {}
  return Object.fromEntries(Object.entries({ ...base, ...part }).filter(([, value]) => value !== null))
}

function entryFor(
  room: Room,
  writes: readonly Write[],
  names: readonly string[],
  meta: CommitMeta,
): JournalEntry {
  const trashed = Object.fromEntries(
    writes.flatMap((write) =>
      write.field === DELETED && write.value === true
        ? [[`${write.kind}/${write.id}`, itemsSeen(room, meta.defOf(write.kind), write.id)] as const]
        : [],
    ),
  )
  return {
    id: meta.entryId(),
    commit: meta.commit,
    stamp: meta.stamp(),
    author: meta.author,
    by: meta.by,
    rooms: names,
    ...(meta.undoes === undefined ? {} : { undoes: meta.undoes }),
    cells: writes.filter((w) => w.writes).map((w) => [`${w.kind}/${w.key}`, w.before, w.value] as const),
    ...(Object.keys(trashed).length > 0 ? { trashed } : {}),
  }
}

/** What the author of a trash had before their eyes of a record in this room: see `JournalEntry.trashed`. */
function itemsSeen(room: Room, def: AnyRecordDef, id: string): { [key: string]: string } {
  const seen: { [key: string]: string } = {}
  for (const key of room.keys(def.name, id)) {
    const item = lastItemOf(room.doc, def.name, key)
    if (item) seen[key] = item
  }
  for (const [field, { kind, scope }] of Object.entries(def.fields)) {
    if (kind !== 'richText' || scope !== room.place.scope) continue
    const text = textName(def.name, id, field)
    seen[text] = [...clocksOf(room.doc, text)].map(([client, clock]) => itemName(client, clock)).join(' ')
  }
  return seen
}

/** A cell's value now; null when it was never written. */
export function cellAt(room: Room, kind: string, key: string): CellValue {
  return (room.doc.getMap(kind).get(key) ?? null) as CellValue // only commit writes cells
}

function loaded(rooms: ReadonlyMap<string, Room>, name: string): Room {
  const room = rooms.get(name)
  if (!room) throw new Error(`room not loaded before commit: ${name}`)
  return room
}

/** The change that makes a record exist even where all its typed cells are private. */
export const created = (kind: string, id: string): CellChange => ({ kind, id, field: CREATED, value: true })

/** The same under an id that may have been used before: a creation that was undone is in the trash. */
export const createdAgain = (kind: string, id: string): readonly CellChange[] => [
  created(kind, id),
  { kind, id, field: DELETED, value: null },
]
