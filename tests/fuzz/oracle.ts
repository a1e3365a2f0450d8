import { expect } from 'vitest'
import { cellKey, CREATED, DELETED, REVIEW, sameCell, splitKey } from '../../src/core/document/cells'
import { headsOf, itemParts } from '../../src/core/document/items'
import type { JournalEntry } from '../../src/core/document/journal'
import type { Room } from '../../src/core/document/room'
import { plainText, textName } from '../../src/core/document/text'
import type { Replica } from '../support/replica'

/** Whether the author of the later entry had before their eyes what the earlier one wrote under a key. */
type Saw = (later: string, earlier: string, key: string) => boolean

/** What every author of a story knew; the code under test has only the items of the documents. */
export function sawOf(replicas: readonly Replica[]): Saw {
  const knew = new Map(replicas.flatMap((replica) => [...replica.knew]))
  return (later, earlier, key) => knew.get(later)?.has(`${earlier} ${key}`) ?? false
}

/** The entries that wrote each cell of a room, by `kind/id/field`. */
function writesOf(room: Room): Map<string, JournalEntry[]> {
  const writes = new Map<string, JournalEntry[]>()
  for (const entry of room.entries())
    for (const [key] of entry.cells) writes.set(key, [...(writes.get(key) ?? []), entry])
  return writes
}

const valueIn = (entry: JournalEntry, key: string) => entry.cells.find(([name]) => name === key)?.[2] ?? null

/** The entry that wrote an item. */
function entryOf(room: Room, item: string): JournalEntry | undefined {
  const { client = 0, clock = 0 } = itemParts(item) ?? {}
  return room.entryOf(client, clock)
}

const roomsOf = (replica: Replica): Room[] => [...replica.log.keys()].map((name) => replica.load(name).room)

/**
 * Nothing is missed: a write that no later author had seen is a head. Nothing is invented: a head that the merge
 * did not choose was written apart from some other write of the cell. (A head may be known to a later author: an edit
 * made on top of the winner does not settle what the loser wrote.) Gives back how many cells have several heads.
 */
export function compareHeads(replica: Replica, saw: Saw): number {
  let apart = 0
  for (const room of roomsOf(replica))
    for (const [key, entries] of writesOf(room)) {
      const ids = entries.map(({ id }) => id)
      const [kind = '', ...rest] = key.split('/')
      const found = headsOf(room.doc, kind, rest.join('/'))
      const heads = (found?.heads ?? []).map((item) => entryOf(room, item)?.id ?? '')
      for (const id of ids) if (!ids.some((other) => saw(other, id, key))) expect(heads).toContain(id)
      const chosen = entryOf(room, found?.chosen ?? '')?.id ?? ''
      for (const head of heads)
        if (head !== chosen)
          expect(
            ids.some((id) => id !== head && !saw(id, head, key) && !saw(head, id, key)),
            `${key}: ${head}`,
          ).toBe(true)
      if (heads.length > 1) apart++
    }
  return apart
}

/**
 * Nothing typed is silently overruled. Writes of a cell that no later author had seen are all in one question of
 * « À vérifier » when they say different things; so is a write of a record that whoever trashed it had not seen.
 */
export function compareCases(replica: Replica, saw: Saw): void {
  for (const room of roomsOf(replica)) {
    const [questions, trashes] = [questionsOf(replica, room), trashesOf(room)]
    const reviews = room.entries().filter(({ by }) => by === 'review')
    for (const [key, entries] of writesOf(room)) {
      const [kind = '', ...rest] = key.split('/')
      const { id = '', field = '' } = splitKey(rest.join('/')) ?? {}
      if (field === REVIEW) continue
      const unseen = entries.filter((entry) => !entries.some((other) => saw(other.id, entry.id, key)))
      const [first] = unseen
      if (first && unseen.some((entry) => !sameCell(valueIn(entry, key), valueIn(first, key))))
        for (const entry of unseen) expect(questions.edit.get(key), key).toContain(entry.id)
      const ofRecord = trashes.get(`${kind}/${id}`) ?? []
      if (field === DELETED || ofRecord.length === 0) continue
      for (const entry of unseen) {
        const isKnown = [...reviews, ...ofRecord].some((other) => saw(other.id, entry.id, key))
        if (!isKnown && !ofRecord.some(({ commit }) => commit === entry.commit))
          expect(questions.trash.get(key), key).toContain(entry.id)
      }
    }
  }
}

/** The entries of each cell that a replica asks about, by kind of question and key of the cell. */
function questionsOf(replica: Replica, room: Room) {
  const questions = { edit: new Map<string, Set<string>>(), trash: new Map<string, Set<string>>() }
  for (const { is, kind, record, heads } of replica.cases.get(room.name)?.values() ?? [])
    for (const { field, member, item } of heads) {
      const key = `${kind}/${cellKey(record, field, member)}`
      const asked = questions[is].get(key) ?? new Set<string>()
      questions[is].set(key, asked.add(entryOf(room, item)?.id ?? ''))
    }
  return questions
}

/**
 * Of the notes of a trashed meeting a replica asks about the words that nobody who trashed it had read, and about no
 * other. Meetings whose trash somebody looked into are left out. Gives back how many such words there were.
 */
export function compareNotes(replica: Replica, replicas: readonly Replica[]): number {
  const read = new Map(replicas.flatMap((one) => [...one.read]))
  let apart = 0
  for (const room of roomsOf(replica))
    for (const [record, entries] of trashesOf(room)) {
      const [kind = '', id = ''] = record.split('/')
      if (kind !== 'meeting' || room.cells(kind, id).some(({ field }) => field === REVIEW)) continue
      const known = entries.flatMap((entry) => wordsOf(read.get(entry.id) ?? ''))
      const unread = wordsOf(plainText(room.doc, textName(kind, id, 'notes'))).filter(
        (word) => !known.includes(word),
      )
      const cases = [...(replica.cases.get(room.name)?.values() ?? [])]
      const asked = cases
        .filter((item) => item.is === 'trash' && item.record === id)
        .flatMap(({ heads }) => heads.filter(({ field }) => field === 'notes'))
        .flatMap(({ value }) => wordsOf(String(value)))
      expect(asked.sort(), record).toEqual(unread.sort())
      apart += unread.length
    }
  return apart
}

const wordsOf = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '')

/** The entries that trashed each record, by `kind/id`. */
function trashesOf(room: Room): Map<string, JournalEntry[]> {
  const trashes = new Map<string, JournalEntry[]>()
  for (const entry of room.entries())
    for (const record of Object.keys(entry.trashed ?? {}))
      trashes.set(record, [...(trashes.get(record) ?? []), entry])
  return trashes
}

/** Nobody is asked about what they wrote in the very commit that trashed the record, as « même fiche » does. */
export function compareTrashes(replica: Replica): void {
  for (const [name, cases] of replica.cases) {
    const { room } = replica.load(name)
    for (const item of cases.values()) {
      if (item.is !== 'trash') continue
      const commits = room
        .entries()
        .flatMap(({ trashed, commit }) => (trashed?.[`${item.kind}/${item.record}`] ? [commit] : []))
      for (const head of item.heads.filter(({ field }) => field !== 'notes'))
        // a text has no commit of its own
        expect(commits, `${item.id}: ${head.field}`).not.toContain(entryOf(room, head.item)?.commit)
    }
  }
}

/** Whether a key is the trash of a record that the entry unmakes. */
function isUnmaking(entry: JournalEntry, key: string): boolean {
  const made = key.replace(DELETED, CREATED)
  return key !== made && entry.cells.some(([name, , after]) => name === made && after === null)
}

/**
 * A journal tells the truth: before a write the cell held what the last writes that its author knew put there, or nothing
 * while an update of which only a part is there has taken that away: Yjs deletes what a write replaces before the write
 * itself can be integrated. And to undo is to put back: a whole object as it was, with all its fields. Gives back how
 * many whole objects were put back.
 */
export function compareJournal(replica: Replica, replicas: readonly Replica[], saw: Saw): number {
  const lacking = new Set(replicas.flatMap((one) => [...one.lacking]))
  let putBack = 0
  for (const room of roomsOf(replica))
    for (const [key, entries] of writesOf(room))
      for (const entry of entries) {
        const before = entry.cells.find(([name]) => name === key)?.[1] ?? null
        const known = entries.filter(({ id }) => saw(entry.id, id, key))
        const last = known.filter(({ id }) => !known.some((other) => saw(other.id, id, key)))
        const could = last.length === 0 ? [null] : last.map((other) => valueIn(other, key))
        if (before === null && lacking.has(entry.id)) could.push(null)
        if (!could.some((value) => sameCell(value, before)))
          expect(could, `${key}: ${entry.id}`).toContain(before)
        if (entry.undoes === undefined || isUnmaking(entry, key)) continue
        const undone = entries.find(({ commit }) => commit === entry.undoes)
        const had = undone?.cells.find(([name]) => name === key)?.[1] ?? null
        expect(sameCell(valueIn(entry, key), had), `${key}: ${entry.id} undoes ${entry.undoes}`).toBe(true)
        if (typeof had === 'object' && had !== null) putBack++
      }
  return putBack
}
