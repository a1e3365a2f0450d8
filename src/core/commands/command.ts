import type { Result } from '../result'
import type { AnyRow, Problem } from '../schema/record'
import type { CellChange } from '../document/cells'

/** What a command may look at. It never sees a document. */
export interface View {
  /** The space being edited: a département's code, or `national`. */
  readonly space: string
  get(kind: string, id: string): AnyRow | undefined
  /** The living records of a kind. */
  list(kind: string): readonly AnyRow[]
  /** Those in the trash. */
  trash(kind: string): readonly AnyRow[]
  /** A fresh random id; a yearly kind's carries its filing year. */
  newId(year?: number): string
  /** Today on this computer, `2026-11-22`. */
  today(): string
}

/** What a command wants done: cells to write, and which records are trashed or restored. */
export interface Plan {
  readonly changes: readonly CellChange[]
  /** Why, for the journal: how the history will call it. */
  readonly by: 'edit' | 'create' | 'import' | 'trash' | 'restore' | 'merge' | 'review' | 'sample' | 'setup'
  /** Write cells even where they hold the value already: a choice in « À vérifier » must be an edit of its own. */
  readonly force?: true
  /** The record that a creation made, for the screen to open. */
  readonly made?: string
}

/** A user's action as data: it plans, and touches nothing. So it can be tested, previewed, refused, and undone as one. */
export interface Command<I> {
  readonly name: string
  plan(view: View, input: I): Result<Plan, readonly Problem[]>
}
