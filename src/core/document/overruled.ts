import type { AnyRow } from '../schema/record'
import {
  cellKey,
  DELETED,
  MERGED,
  REVIEW,
  canonicalJson,
  splitKey,
  type CellChange,
  type CellValue,
} from './cells'
import { cellAt } from './commit'
import { headsOf, itemParts, standsOn } from './items'
import type { Room, RoomChange } from './room'
import { textName, typedBeyond } from './text'

/** One of several values written apart. */
export interface Head {
  /** The Yjs item, `client.clock`: the same on every replica. */
  readonly item: string
  readonly field: string
  readonly member?: string
  readonly value: CellValue
  /** No entry of the journal tells what was written here: it cannot be kept, only known to have been. */
  readonly unknown?: true
  /** From the journal, where an entry tells. */
  readonly author?: string
  readonly stamp?: string
  /** The value that the merge chose and tables show. */
  readonly chosen: boolean
}

/**
 * A line of « À vérifier ». `edit`: the same cell was written apart, `heads` are the candidates.
 * `trash`: the record was trashed by someone who had not seen the writes in `heads`.
 */
export interface OverruledCase {
  /** Names the case on every replica: room, record and items. */
  readonly id: string
  readonly room: string
  readonly space: string
  readonly kind: string
  readonly record: string
  readonly is: 'edit' | 'trash'
  /** The field in question; of a trash case, the trash itself. */
  readonly field: string
  readonly member?: string
  readonly heads: readonly Head[]
  /** Member of the record's `~review` cell that closes the case on all replicas. */
  readonly review: string
}

/** Every open case of a room, derived from its document alone, ordered by id. */
export function casesOf(room: Room): OverruledCase[] {
  const cases: OverruledCase[] = []
  for (const kind of room.kinds())
    for (const id of room.ids(kind)) cases.push(...casesOfRecord(room, kind, id))
  // One of which this room holds no cell may have been written about all the same.
  for (const record of room.trashes.keys()) {
    const [kind = '', id = ''] = record.split('/')
    if ([...room.keys(kind, id)].length === 0) cases.push(...casesOfRecord(room, kind, id))
  }
  return cases.sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** The records whose cases a transaction may have changed, `kind/id`. A text is asked about where its record was trashed. */
export function recordsInQuestion(room: Room, change: RoomChange): Set<string> {
  const records = new Set<string>()
  for (const [kind, keys] of change.keys)
    for (const key of keys) {
      const cell = splitKey(key)
      if (cell) records.add(`${kind}/${cell.id}`)
    }
  for (const text of change.texts) {
    const record = text.slice(0, text.lastIndexOf('/'))
    if (room.trashes.has(record)) records.add(record)
  }
  for (const entry of change.entries)
    for (const record of Object.keys(entry.trashed ?? {})) records.add(record)
  return records
}

/** What the authors of a record's trashes knew of it in a room: what they had seen, and what they wrote with the trash. */
interface Trashes {
  readonly commits: ReadonlySet<string>
  /** As in `JournalEntry.trashed`, of each trash. */
  readonly seen: ReadonlyMap<string, readonly string[]>
}

function trashesOf(room: Room, record: string): Trashes | undefined {
  const entries = room.trashes.get(record)
  if (!entries) return undefined
  const seen = new Map<string, string[]>()
  for (const entry of entries)
    for (const [key, item] of Object.entries(entry.trashed?.[record] ?? {}))
      seen.set(key, [...(seen.get(key) ?? []), item])
  return { commits: new Set(entries.map(({ commit }) => commit)), seen }
}

/** The open cases of one record. */
export function casesOfRecord(room: Room, kind: string, id: string): OverruledCase[] {
  const keys = [...room.keys(kind, id)].sort()
  const trashes = trashesOf(room, `${kind}/${id}`)
  const settled = settledItems(room, kind, id, keys)
  const cases: OverruledCase[] = []
  const unseen: Head[] = []
  for (const key of keys) {
    const cell = splitKey(key)
    const written = headsOf(room.doc, kind, key)
    if (!cell || !written || cell.field === REVIEW) continue
    const head = (item: string): Head => headOf(room, kind, key, item, item === written.chosen)
    const open = written.heads.filter((item) => !settled.edit.has(item))
    if (open.length > 1 && cell.field !== MERGED) {
      const heads = open.map(head)
      if (new Set(heads.map((h) => canonicalJson(h.value))).size > 1)
        cases.push(caseOf(room, kind, id, 'edit', cell, heads, open))
    }
    if (trashes && cell.field !== DELETED)
      for (const item of written.heads)
        if (!settled.trash.has(item) && !knewOf(trashes, room, kind, key, item)) unseen.push(head(item))
  }
  if (trashes) unseen.push(...textsUnseen(room, kind, id, trashes, settled.trash))
  if (unseen.length > 0) {
    const items = unseen.map((h) => h.item).sort()
    cases.push(caseOf(room, kind, id, 'trash', { field: DELETED }, unseen, items))
  }
  return cases
}

/** Whether the author of a trash knew of a write: they had it before their eyes, or made it in the same commit. */
function knewOf(trashes: Trashes, room: Room, kind: string, key: string, item: string): boolean {
  if ((trashes.seen.get(key) ?? []).some((seen) => standsOn(room.doc, kind, key, seen, item))) return true
  const commit = tellerOf(room, kind, key, item)?.entry.commit
  return commit !== undefined && trashes.commits.has(commit)
}

/**
 * What was typed in the record's rich texts by people who had not seen its trash. A settled item closes all that its
 * client had typed by then: who settled had that before their eyes.
 */
function textsUnseen(
  room: Room,
  kind: string,
  id: string,
  { seen }: Trashes,
  settled: ReadonlySet<string>,
): Head[] {
  const prefix = textName(kind, id, '')
  return [...seen]
    .filter(([name]) => name.startsWith(prefix))
    .flatMap(([name, texts]) => {
      const known = lastClocks([...texts.flatMap((items) => items.split(' ')), ...settled])
      return typedBeyond(room.doc, name, known).map(({ item, words }) => ({
        item,
        field: name.slice(prefix.length),
        value: words,
        ...authorOf(room, item),
        chosen: true,
      }))
    })
    .sort((a, b) => (a.field === b.field ? 0 : a.field < b.field ? -1 : 1))
}

function lastClocks(items: readonly string[]): Map<number, number> {
  const clocks = new Map<number, number>()
  for (const item of items) {
    const { client, clock } = itemParts(item) ?? { client: -1, clock: -1 }
    clocks.set(client, Math.max(clocks.get(client) ?? -1, clock))
  }
  return clocks
}

/** Texts are not journaled: their author is whoever committed from the same client before, where somebody did. */
function authorOf(room: Room, item: string): { readonly author?: string } {
  const { client, clock } = itemParts(item) ?? { client: -1, clock: -1 }
  const author = room.entryOf(client, clock)?.author
  return author === undefined ? {} : { author }
}

function caseOf(
  room: Room,
  kind: string,
  record: string,
  is: 'edit' | 'trash',
  cell: { field: string; member?: string },
  heads: readonly Head[],
  items: readonly string[],
): OverruledCase {
  const review = `${is === 'edit' ? 'e' : 't'}_${items.join('_')}`
  return {
    id: `${room.name}/${kind}/${record}/${review}`,
    room: room.name,
    space: room.place.space,
    kind,
    record,
    is,
    field: cell.field,
    ...(cell.member === undefined ? {} : { member: cell.member }),
    heads,
    review,
  }
}

/** The items that a review has closed, by kind of case. */
function settledItems(room: Room, kind: string, id: string, keys: readonly string[]) {
  const settled = { edit: new Set<string>(), trash: new Set<string>() }
  for (const key of keys) {
    const cell = splitKey(key)
    if (cell?.field !== REVIEW || !cell.member || cellAt(room, kind, key) === null) continue
    const [is, ...items] = cell.member.split('_')
    for (const item of items) (is === 't' ? settled.trash : settled.edit).add(item)
  }
  return settled
}

function headOf(room: Room, kind: string, key: string, item: string, chosen: boolean): Head {
  const told = tellerOf(room, kind, key, item)
  const cell = splitKey(key)
  return {
    item,
    field: cell?.field ?? key,
    ...(cell?.member === undefined ? {} : { member: cell.member }),
    value: told ? told.value : chosen ? cellAt(room, kind, key) : null,
    ...(told || chosen ? {} : { unknown: true as const }),
    ...(told ? { author: told.entry.author, stamp: told.entry.stamp } : {}),
    chosen,
  }
}

/** The journal entry that tells of a write, and the value it gives. */
function tellerOf(room: Room, kind: string, key: string, item: string) {
  const parts = itemParts(item)
  const entry = parts && room.tellerOf(parts.client, parts.clock)
  const told = entry?.cells.find(([name]) => name === `${kind}/${key}`)
  return entry && told ? { entry, value: told[2] } : undefined
}

/**
 * Whether a case is still a question to a reader: an edit of a record that stands, or an edit of one that is trashed.
 * A room alone cannot tell: the trash lives in the home room.
 */
export function isOpen(item: OverruledCase, row: AnyRow | undefined): boolean {
  const deleted = row?.deleted ?? false
  if (item.field === DELETED && item.is === 'edit') return true
  return item.is === 'trash' ? deleted : !deleted
}

/**
 * The cells that settle a case: the chosen value written once more (so that later writes stand on the choice), or the
 * record restored, and the review that closes the case everywhere.
 * `keep`: a head's item; of a trash case `keep-trash` or `restore`, which writes again what an undo took from the record,
 * `taken`. Undefined when `keep` is none of them, or unknown.
 */
export function settlement(
  item: OverruledCase,
  keep: string,
  taken: readonly CellChange[] = [],
): readonly CellChange[] | undefined {
  const { kind, record: id, room } = item
  const review: CellChange = { kind, id, field: REVIEW, member: item.review, value: true, room }
  cellKey(id, REVIEW, item.review)
  if (item.is === 'trash') {
    if (keep === 'keep-trash') return [review]
    return keep === 'restore' ? [{ kind, id, field: DELETED, value: null }, ...taken, review] : undefined
  }
  const head = item.heads.find((h) => h.item === keep)
  if (!head || head.unknown) return undefined
  const member = item.member === undefined ? {} : { member: item.member }
  const at = item.field === DELETED ? {} : { room }
  return [{ kind, id, field: item.field, ...member, value: head.value, ...at }, review]
}
