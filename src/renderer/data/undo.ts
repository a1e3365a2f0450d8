import { comingBack } from '../../core/commands/comingBack'
import type { View } from '../../core/commands/command'
import { withinLeave } from '../../core/commands/withinLeave'
import type { CellChange } from '../../core/document/cells'
import { inverseOf, withTrash } from '../../core/document/undo'
import { displayName } from '../../core/schema/derive'
import type { AnyRecordDef } from '../../core/schema/record'
import { asSubject } from './commitLabel'
import type { Committer } from './commits'
import type { Documents } from './documents'
import { holdAll } from './holdAll'
import { nameIn } from './nameIn'
import { whyNotWritten } from './notWritten'
import type { OwnCommit, OwnCommits } from './ownCommits'
import { type Sparing, roomsOfUnmade, sparingOf } from './unmade'
import type { UpdateLog } from './updateLog'
import { hold } from './watched'
import type { Undoable, UndoOutcome, Workspace } from './workspace'

/** Undo and redo of one's own commits, over all their rooms together. */
export interface Undoing {
  readonly undoable: Workspace['undoable']
  undo(): Promise<Undone>
  redo(): Promise<Undone>
  /** To be called after each commit. */
  refresh(): void
}

/** What an undo or a redo did in the documents; `stored` resolves once it is on disk, however long the disk refuses. */
export interface Undone {
  readonly outcome: UndoOutcome
  readonly stored: Promise<unknown>
}

/** Makes undo over the list of own commits: it works after a sync and after a restart. */
export function createUndoing(
  documents: Documents,
  committer: Committer,
  own: OwnCommits,
  log: Pick<UpdateLog, 'write'>,
  space: string,
  viewOf: (space: string) => View,
  defOf: (kind: string) => AnyRecordDef | undefined,
): Undoing {
  const undoable = hold<Undoable>({ commits: {} })
  const refresh = (): void => {
    const { undo, redo } = own.stacks()
    const [last, next] = [own.get(undo.at(-1) ?? ''), own.get(redo.at(-1) ?? '')]
    undoable.set({
      ...(last ? { undo: last.label } : {}),
      ...(next ? { redo: next.label } : {}),
      commits: { ...(last ? { undo: firstOf(last) } : {}), ...(next ? { redo: firstOf(next) } : {}) },
    })
  }
  /** The commit that was undone and redone since, of one that did either. */
  const firstOf = ({ commit, undoes }: OwnCommit): string => {
    const before = undoes === undefined ? undefined : own.get(undoes)
    return before ? firstOf(before) : (undoes ?? commit)
  }

  const invert = async (which: 'undo' | 'redo'): Promise<Undone> => {
    const target = own.get(own.stacks()[which].at(-1) ?? '')
    if (!target) return notDone(which === 'undo' ? 'Il n’y a rien à annuler.' : 'Il n’y a rien à rétablir.')
    try {
      return await carriedBack(which, target)
    } catch (error) {
      const why = whyNotWritten(error)
      if (why === undefined) throw error
      return notDone(why)
    } finally {
      refresh()
    }
  }

  const carriedBack = async (which: 'undo' | 'redo', target: OwnCommit): Promise<Undone> => {
    const first = await holdAll(documents, target.rooms)
    let release = first.release
    try {
      const about = target.space ?? space
      const whole = inverseOf(first.rooms, target.commit)
      const others = await holdAll(documents, roomsOfUnmade(whole.changes, about, defOf))
      release = () => (first.release(), others.release())
      const held = [...new Set([...first.rooms, ...others.rooms])]
      const sparing = sparingOf(documents, own, defOf, held, target, whole.changes)
      const planned = whole.changes.filter((change) => !isSpared(sparing, change))
      const stored = await carryOut(which, target, lawful(planned, about), sparing)
      const done = planned.filter((change) => !isSpared(sparing, change))
      const left = [...whole.left, ...whole.changes.filter((change) => isSpared(sparing, change))]
      const names = left.map(({ kind, id }) => nameOf(kind, id))
      return { outcome: outcome(which, target.label, done.length, [...new Set(names)]), ...stored }
    } finally {
      release()
    }
  }

  /**
   * An undo and a redo obey what every plan does: what is shown by leave is shown no longer than that. The changes of each
   * record stand together: one that is unmade is in the trash in the same turn.
   */
  const lawful = (changes: readonly CellChange[], about: string): readonly CellChange[] =>
    byRecord(withinLeave(viewOf(about), comingBack(viewOf(about), withTrash(changes))))

  /** What changes nothing is kept all the same: the next undo goes on to the edit before it, after a restart too. */
  const carryOut = async (
    which: 'undo' | 'redo',
    target: OwnCommit,
    changes: readonly CellChange[],
    { still }: Sparing,
  ) => {
    const { commit: undoes, label } = target
    if (changes.length === 0)
      return { stored: log.write(own.add({ ...target, commit: `${undoes}~${which}`, undoes, rooms: [] })) }
    return committer.carryOut({ changes, by: which, label, space: target.space ?? space, undoes, still })
  }

  const nameOf = (kind: string, id: string): string => {
    const def = defOf(kind)
    const rows = documents.latest()
    const row = rows.get(kind, id)
    return def && row ? displayName(def, row.values, nameIn(rows)) : ''
  }

  refresh()
  return { undoable, undo: () => invert('undo'), redo: () => invert('redo'), refresh }
}

const notDone = (message: string): Undone => ({
  outcome: { done: false, message },
  stored: Promise.resolve(),
})

const isSpared = ({ spared }: Sparing, { kind, id }: { kind: string; id: string }): boolean =>
  spared.has(`${kind}/${id}`)

/** The same changes, those of each record together. */
function byRecord(changes: readonly CellChange[]): readonly CellChange[] {
  const records = new Map<string, CellChange[]>()
  for (const change of changes) {
    const record = `${change.kind}/${change.id}`
    const known = records.get(record)
    if (known) known.push(change)
    else records.set(record, [change])
  }
  return [...records.values()].flat()
}

function outcome(
  which: 'undo' | 'redo',
  label: string,
  changed: number,
  left: readonly string[],
): UndoOutcome {
  const what = which === 'undo' ? 'Annulé' : 'Rétabli'
  if (changed === 0) {
    const { words, ending } = asSubject(label)
    const why = changedSince(left)
    return { done: false, message: `${words} n’a pas été ${what.toLowerCase()}${ending}\u00a0: ${why}.` }
  }
  const rest = left.length > 0 ? ` Laissé tel quel\u00a0: ${changedSince(left)}.` : ''
  return { done: true, message: `${what}\u00a0: ${label}.${rest}` }
}

/** Says of which records an undo was held up. One that has no name any more is only « la fiche ». */
function changedSince(left: readonly string[]): string {
  const names = left.filter((name) => name !== '')
  if (left.length < 2) return `la fiche ${names[0] ?? ''} a été modifiée depuis`.replace('  ', ' ')
  const shown = names.slice(0, 3).join(', ')
  return `les fiches ${shown}${left.length > 3 ? '…' : ''} ont été modifiées depuis`
}
