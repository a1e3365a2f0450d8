import { CREATED, DELETED, sameCell, splitKey, type CellChange, type CellValue } from './cells'
import { cellAt } from './commit'
import { itemParts, lastItemOf } from './items'
import { byStamp, type JournalEntry } from './journal'
import type { Room } from './room'

/** Commits that no one would call an edit of theirs. */
const NOT_UNDONE = new Set(['sample', 'setup', 'migration'])

/** What undo and redo would do next for one author: commit ids, newest last. */
export interface UndoStacks {
  readonly undo: readonly string[]
  readonly redo: readonly string[]
}

/** Derives an author's undo and redo from the journals: it survives a restart and a sync. */
export function undoStacks(entries: Iterable<JournalEntry>, author: string): UndoStacks {
  return stacksInOrder([...entries].filter((entry) => entry.author === author).sort(byStamp))
}

/**
 * The same from an author's own commits in the order in which they were made. Where that order is known no stamp decides:
 * what was typed while the clock stood a year ahead is older than what is typed now.
 */
export function stacksInOrder(own: Iterable<Pick<JournalEntry, 'commit' | 'by' | 'undoes'>>): UndoStacks {
  const commits = new Map<string, Pick<JournalEntry, 'commit' | 'undoes'>>()
  for (const entry of own)
    if (!NOT_UNDONE.has(entry.by) && !commits.has(entry.commit)) commits.set(entry.commit, entry)
  let undo: string[] = []
  let redo: string[] = []
  for (const { commit, undoes } of commits.values()) {
    if (undoes === undefined) {
      undo.push(commit)
      redo = []
    } else if (redo.includes(undoes)) {
      redo = redo.filter((c) => c !== undoes)
      undo.push(commit)
    } else {
      undo = undo.filter((c) => c !== undoes)
      redo.push(commit)
    }
  }
  return { undo, redo }
}

/** The inverse of a commit, and the cells left alone because someone has changed them since. */
export interface Inverse {
  readonly changes: readonly CellChange[]
  readonly left: readonly { readonly kind: string; readonly id: string; readonly field: string }[]
}

/**
 * What undoing a commit would write, over all its rooms (those given) and all its batches, newest first.
 * A cell that no longer holds what the commit wrote is never overwritten, nor is one that somebody else wrote last, be it
 * the same value: that is their word by now. Each is named in `left`.
 */
export function inverseOf(rooms: Iterable<Room>, commit: string): Inverse {
  const changes: CellChange[] = []
  const left: { kind: string; id: string; field: string }[] = []
  for (const room of rooms) {
    const entries = room.entries().filter((entry) => entry.commit === commit)
    const target = new Map<string, { before: CellValue; after: CellValue }>()
    const author = entries[0]?.author
    for (const entry of [...entries].sort(byStamp).reverse())
      for (const [key, before, after] of entry.cells)
        target.set(key, { before, after: target.get(key)?.after ?? after })
    for (const [name, { before, after }] of target) {
      const [kind = '', ...rest] = name.split('/')
      const cell = splitKey(rest.join('/'))
      if (!cell) continue
      const { id, field } = cell
      const key = rest.join('/')
      const writer = writerOf(room, kind, key) ?? author
      if (writer !== author || !sameCell(cellAt(room, kind, key), after)) left.push({ kind, id, field })
      else changes.push({ kind, ...cell, value: before, ...(field === DELETED ? {} : { room: room.name }) })
    }
  }
  return { changes, left }
}

/** Who wrote what a cell shows, as the journal says; undefined where no entry tells of it. */
function writerOf(room: Room, kind: string, key: string): string | undefined {
  const item = itemParts(lastItemOf(room.doc, kind, key) ?? '')
  return item && room.tellerOf(item.client, item.clock)?.author
}

/**
 * An inverse with the trash of all that it unmakes: what a colleague wrote in such a record apart comes back with a
 * question.
 */
export function withTrash(changes: readonly CellChange[]): readonly CellChange[] {
  const unmade = changes.filter(({ field, value }) => field === CREATED && value === null)
  return [...changes, ...unmade.map(({ kind, id }) => ({ kind, id, field: DELETED, value: true }))]
}
