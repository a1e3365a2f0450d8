import * as Y from 'yjs'
import type { Command, View } from '../../src/core/commands/command'
import type { CellChange } from '../../src/core/document/cells'
import { createStampClock } from '../../src/core/document/clock'
import { commit, LocalCommit, roomsToWrite } from '../../src/core/document/commit'
import { newId } from '../../src/core/document/ids'
import {
  casesOf,
  casesOfRecord,
  recordsInQuestion,
  type OverruledCase,
} from '../../src/core/document/overruled'
import { createInbox, type Inbox } from '../../src/core/document/remote'
import { historyOf } from '../../src/core/document/history'
import { journalOf, readEntry, type HistoryEntry } from '../../src/core/document/journal'
import { openRoom, type Room } from '../../src/core/document/room'
import { appendParagraphs, plainText, textName } from '../../src/core/document/text'
import { takenByUndo } from '../../src/core/document/takenByUndo'
import { inverseOf, undoStacks, withTrash } from '../../src/core/document/undo'
import { projectChange, projectRoom } from '../../src/core/projection/project'
import { createRowStore } from '../../src/core/projection/rows'
import { recordOf } from '../../src/core/records'
import type { Random } from './random'

interface Open {
  readonly room: Room
  readonly inbox: Inbox
}

/**
 * A desk without disk or network: real documents, real commands, rows by the live path.
 * What it writes goes to `sent` in order; what others sent comes in by `receive`, whether the room is open or closed.
 */
export class Replica {
  readonly rows = createRowStore()
  /** Every update of each room in the order it was stored here. */
  readonly log = new Map<string, Uint8Array[]>()
  /** Own updates, in order, that others have to receive. */
  readonly sent: { room: string; update: Uint8Array }[] = []
  readonly cases = new Map<string, Map<string, OverruledCase>>()
  /** For an oracle: what of the room the author had when each own entry was written, as `told` names it. */
  readonly knew = new Map<string, ReadonlySet<string>>()
  /** For an oracle: what stood in the notes of a meeting when its author trashed it, by entry. */
  readonly read = new Map<string, string>()
  /** For an oracle: the own entries that were written while something waited for what it builds on. */
  readonly lacking = new Set<string>()
  private readonly open = new Map<string, Open>()
  private readonly clientIds = new Map<string, number>()
  private readonly clock: ReturnType<typeof createStampClock>

  constructor(
    readonly author: string,
    readonly space: string,
    private readonly random: Random,
    private readonly now: () => number,
  ) {
    this.clock = createStampClock(now)
  }

  get view(): View {
    return {
      space: this.space,
      get: (kind, id) => this.rows.get(kind, id),
      list: (kind) => this.rows.list(kind),
      trash: (kind) => this.rows.trash(kind),
      newId: (year) => newId((bytes) => this.random.fill(bytes), this.now(), year),
      today: () => new Date(this.now()).toISOString().slice(0, 10),
    }
  }

  /** Runs a command as the application does. Returns the commit's id, or undefined when the plan was refused. */
  run<I>(command: Command<I>, input: I): string | undefined {
    const plan = command.plan(this.view, input)
    if (!plan.ok) return undefined
    return this.write(plan.value.changes, plan.value.by, plan.value.force ?? false)
  }

  /** Types a line at the end of a meeting's notes. */
  type(meeting: string, line: string): void {
    const { doc } = this.load(`dep-${this.space}-private-${meeting.slice(0, 4)}`).room
    const notes = doc.getXmlFragment(textName('meeting', meeting, 'notes'))
    doc.transact(() => appendParagraphs(notes, line), new LocalCommit('typed'))
  }

  /** Undoes the last own commit, or redoes the last undone one. */
  undo(which: 'undo' | 'redo'): string | undefined {
    this.look()
    const rooms = [...this.open.values()].map((o) => o.room)
    const stacks = undoStacks(
      rooms.flatMap((room) => room.entries()),
      this.author,
    )
    const target = stacks[which].at(-1)
    if (target === undefined) return undefined
    return this.write(withTrash(inverseOf(rooms, target).changes), which, false, target)
  }

  /** What bringing a record back writes again of it. */
  taken(kind: string, id: string): readonly CellChange[] {
    this.look()
    return takenByUndo(
      [...this.open.values()].map((o) => o.room),
      kind,
      id,
    )
  }

  private write(changes: Parameters<typeof commit>[1], by: string, force: boolean, undoes?: string): string {
    const rooms = new Map(
      roomsToWrite(changes, this.space, defOf).map((name) => [name, this.load(name).room]),
    )
    const id = newId((bytes) => this.random.fill(bytes), this.now())
    commit(rooms, changes, {
      commit: id,
      space: this.space,
      author: this.author,
      by,
      force,
      stamp: () => this.clock.next(),
      entryId: () => newId((bytes) => this.random.fill(bytes), this.now()),
      defOf,
      ...(undoes === undefined ? {} : { undoes }),
    })
    return id
  }

  /** What was done to a record, newest first, as far as rooms that are open say. */
  history(kind: string, id: string): HistoryEntry[] {
    return historyOf(
      [...this.open.values()].map((one) => one.room),
      kind,
      id,
    )
  }

  /** Takes another replica's update: stored as received; rows follow at once if the room is open, else at its opening. */
  receive(room: string, update: Uint8Array): void {
    this.store(room, update)
    this.open.get(room)?.inbox.take(update, 'remote')
  }

  /** Opens every room that there is something of, as someone who looks at all screens does. */
  look(): void {
    for (const name of [...this.log.keys()]) this.load(name)
  }

  /** Lets go of a room's document, as an idle one is. */
  drop(name: string): void {
    const open = this.open.get(name)
    if (!open || open.inbox.waiting().length > 0) return
    open.room.close()
    open.room.doc.destroy()
    this.open.delete(name)
  }

  /** Closes everything, as the window does; the log stays. */
  restart(): void {
    for (const name of [...this.open.keys()]) this.drop(name)
  }

  /** Loads a room from its log; its rows and cases are derived from scratch, which brings in what came while closed. */
  load(name: string): Open {
    const known = this.open.get(name)
    if (known) return known
    const doc = new Y.Doc({ gc: true })
    const room = openRoom(name, doc)
    const inbox = createInbox(room)
    for (const update of this.log.get(name) ?? []) inbox.take(update, 'log')
    const own = this.clientIds.get(name) ?? doc.clientID
    doc.clientID = own
    this.clientIds.set(name, own)
    for (const entry of room.entries()) this.clock.observe(entry.stamp)
    this.rows.forget(name)
    this.rows.put(projectRoom(room, recordOf))
    this.cases.set(name, new Map(casesOf(room).map((item) => [item.id, item])))
    room.watch((change) => {
      if (change.local)
        for (const entry of change.entries) {
          this.knew.set(entry.id, told(room, entry.id))
          if (inbox.waiting().length > 0) this.lacking.add(entry.id)
          const [record = ''] = Object.keys(entry.trashed ?? {})
          this.read.set(entry.id, plainText(doc, `${record}/notes`))
        }
      this.rows.put(projectChange(room, change, recordOf))
      for (const entry of change.entries) this.clock.observe(entry.stamp)
      const cases = this.cases.get(name) ?? new Map<string, OverruledCase>()
      for (const record of recordsInQuestion(room, change)) {
        const [kind = '', id = ''] = record.split('/')
        for (const [key, item] of cases) if (item.kind === kind && item.record === id) cases.delete(key)
        for (const item of casesOfRecord(room, kind, id)) cases.set(item.id, item)
      }
      this.cases.set(name, cases)
    })
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (!(origin instanceof LocalCommit)) return
      this.store(name, update)
      this.sent.push({ room: name, update })
    })
    const open = { room, inbox }
    this.open.set(name, open)
    return open
  }

  private store(room: string, update: Uint8Array): void {
    const log = this.log.get(room) ?? []
    this.log.set(room, log)
    log.push(update)
  }
}

/**
 * The writes that a document holds and its journal tells of, `entry key`, but for those of one entry. Of a commit that
 * came in part the journal may tell more than there is: its cells are the structs that follow its entry.
 */
function told({ doc }: Room, own: string): Set<string> {
  const writes = new Set<string>()
  for (let item = journalOf(doc)._start; item; item = item.right)
    for (const [at, stored] of item.content.getContent().entries()) {
      const entry = readEntry(stored)
      if (!entry || entry.id === own) continue
      const held = Y.getState(doc.store, item.id.client) - (item.id.clock + at + 1)
      for (const [key] of entry.cells.slice(0, held)) writes.add(`${entry.id} ${key}`)
    }
  return writes
}

/** Finds a definition that must be there. */
export function defOf(kind: string) {
  const def = recordOf(kind)
  if (!def) throw new Error(`no such kind: ${kind}`)
  return def
}
