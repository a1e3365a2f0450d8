import { commit, roomsToWrite } from '../../core/document/commit'
import type { CellChange } from '../../core/document/cells'
import type { StampClock } from '../../core/document/clock'
import { newId } from '../../core/document/ids'
import { migrations, newerThan } from '../../core/document/migrations'
import type { Room } from '../../core/document/room'
import type { AnyRecordDef } from '../../core/schema/record'
import type { Documents } from './documents'
import { fillRandom } from './fillRandom'
import { holdAll } from './holdAll'
import { NewerVersionError } from './notWritten'
import type { OwnCommits } from './ownCommits'
import type { Committed } from './workspace'

/** What is to be written, and how the journal and the undo list call it. */
export interface Writing {
  readonly changes: readonly CellChange[]
  readonly by: string
  readonly label: string
  /** The space whose rooms are written. */
  readonly space: string
  readonly undoes?: string
  readonly force?: boolean
  /** Asked of each batch in the turn that writes it, which may be long after it was planned: what of it may still be written. */
  readonly still?: (batch: readonly CellChange[]) => readonly CellChange[]
  /** How much of it the documents hold, 0 to 1: many records take several turns. */
  readonly onProgress?: (done: number) => void
}

/** Commits plans: loads the rooms, writes them in as few turns as stay short, and all in one transaction of the disk. */
export interface Committer {
  /**
   * The first promise resolves once the documents hold the commit, the second once it is on disk and shown.
   * Rejects with `NewerVersionError`, having written nothing.
   */
  carryOut(writing: Writing): Promise<{ readonly stored: Promise<Committed> }>
}

/** Most records in one journal entry and in one turn: neighbouring entries of Yjs merge by copying, and turns are felt. */
const RECORDS_AT_ONCE = 250

/** Makes the committer of one author. */
export function createCommitter(
  documents: Documents,
  own: OwnCommits,
  clock: StampClock,
  author: string,
  defOf: (kind: string) => AnyRecordDef | undefined,
): Committer {
  const known = (kind: string): AnyRecordDef => {
    const def = defOf(kind)
    if (!def) throw new Error(`unknown kind: ${kind}`)
    return def
  }
  const observeStamps = watchStamps(clock)
  return {
    async carryOut({
      changes,
      by,
      label,
      space,
      undoes,
      force = false,
      still = (batch) => batch,
      onProgress,
    }) {
      const { rooms: held, release } = await holdAll(documents, roomsToWrite(changes, space, known))
      const newer = held.find(({ doc }) => newerThan(doc, migrations).length > 0)
      if (newer) {
        release()
        throw new NewerVersionError(newer.name)
      }
      const rooms = new Map<string, Room>(held.map((room) => [room.name, room]))
      for (const room of rooms.values()) observeStamps(room)
      const id = newId(fillRandom, Date.now())
      const meta = {
        commit: id,
        space,
        author,
        by,
        stamp: () => clock.next(),
        entryId: () => newId(fillRandom, Date.now()),
        force,
        defOf: known,
        ...(undoes === undefined ? {} : { undoes }),
      }
      const steps = inBatches(changes).map((batch) => () => commit(rooms, still(batch), meta))
      const writing = documents.write(
        steps,
        (made) => {
          const names = [...new Set(made.flat())].sort()
          if (names.length === 0) return {}
          const known = { commit: id, stamp: clock.next(), by, label, rooms: names, space }
          return own.add({ ...known, ...(undoes === undefined ? {} : { undoes }) })
        },
        onProgress,
      )
      writing.catch(release)
      const written = await writing
      const records = new Set(changes.map((change) => `${change.kind}/${change.id}`)).size
      const stored = written.stored.then((made) => {
        release()
        return { commit: id, records: made.flat().length === 0 ? 0 : records }
      })
      return { stored }
    },
  }
}

/**
 * A commit's stamp passes all that the room has seen, so that it is ordered after what its author could read. Each stamp is
 * looked at once, but for those that are too far ahead until they are not: the highest alone may be one of these.
 */
function watchStamps(clock: StampClock): (room: Room) => void {
  const known = new WeakMap<Room, { readonly upTo: number; readonly ahead: readonly string[] }>()
  return (room) => {
    const { upTo, ahead } = known.get(room) ?? { upTo: 0, ahead: [] }
    const entries = room.entries()
    const stamps = [...ahead, ...entries.slice(upTo).map(({ stamp }) => stamp)]
    known.set(room, { upTo: entries.length, ahead: stamps.filter((stamp) => !clock.observe(stamp)) })
  }
}

/** Cuts changes into batches of whole records. */
function inBatches(changes: readonly CellChange[]): CellChange[][] {
  const batches: CellChange[][] = []
  let records = new Set<string>()
  let batch: CellChange[] = []
  for (const change of changes) {
    const record = `${change.kind}/${change.id}`
    if (!records.has(record) && records.size === RECORDS_AT_ONCE) {
      batches.push(batch)
      records = new Set()
      batch = []
    }
    records.add(record)
    batch.push(change)
  }
  return batch.length > 0 ? [...batches, batch] : batches
}
