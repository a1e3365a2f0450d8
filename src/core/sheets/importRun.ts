import type { View } from '../commands/command'
import type { AnyValues } from '../schema/record'
import type { ParseContext } from '../schema/traits'
import type { Entry, ImportBook } from './importBook'
import type { Doubts } from './importDoubts'
import type { InactiveAs } from './importLayout'
import type { CellProblem, RowDraft } from './importRow'

/** What the lines of a file have said so far of one record, the first of them, and who said what. */
export interface Spoken {
  readonly row: RowDraft
  readonly values: AnyValues
  /** By field, and by line of the columns that are kept as text. */
  readonly by: ReadonlyMap<string, RowDraft>
}

/** What the steps of one import share: the records, the doubts, and what is to be said of the lines. */
export interface ImportRun {
  readonly book: ImportBook
  readonly doubts: Doubts
  readonly context: ParseContext
  readonly problems: CellProblem[]
  /** Lines that bring nothing, and why. */
  readonly aside: Set<RowDraft>
  /** What each line became. */
  readonly became: Map<RowDraft, Entry>
  /** What the file has said so far of each record. */
  readonly spoken: Map<Entry, Spoken>
  /** Promeneurs who have withdrawn their consent to be published. */
  readonly withdrawn: ReadonlySet<string>
  /** The headings of the file. */
  readonly headings: readonly string[]
  inactiveOf(sheet: string): InactiveAs
  /** Called as each line is taken up. */
  onLine(): void
}

/** Says something of a line (or of one of its texts). */
export function say(run: ImportRun, row: RowDraft, message: string, text = ''): void {
  run.problems.push({ sheet: row.sheet, line: row.line, text, message })
}

/** Leaves a line out, and says why. */
export function leaveAside(run: ImportRun, row: RowDraft, message: string): void {
  run.aside.add(row)
  say(run, row, message)
}

/** Plans a new record for a line, or leaves the line out where it cannot be one. */
export function createFrom(
  run: ImportRun,
  row: RowDraft,
  kind: string,
  values: AnyValues,
  year?: number,
): Entry | undefined {
  const made = run.book.create(kind, values, row, year)
  if ('id' in made) return made
  if (kind === row.kind) leaveAside(run, row, `Ligne laissée de côté. ${made.join(' ')}`)
  else for (const message of made) say(run, row, message)
  return undefined
}

/** Plans what a line changes in a record that is here. */
export function updateFrom(run: ImportRun, row: RowDraft, entry: Entry, values: AnyValues): Entry {
  for (const remark of run.book.update(entry, values, row))
    run.problems.push({ sheet: row.sheet, line: row.line, text: '', ...remark })
  return entry
}

/** The record that a line names by its own id, where it comes from our own export. */
export function entryById(run: ImportRun, row: RowDraft): Entry | undefined {
  const id = row.said.get('id')
  return id === undefined ? undefined : run.book.get(row.kind, id)
}

/**
 * Leaves a line out that names by its own id a record which is in the trash: brought in, it would be that record's twin.
 * Says whether it did.
 */
export function leaveTrashed(run: ImportRun, view: View, row: RowDraft): boolean {
  const id = row.said.get('id')
  if (id === undefined || entryById(run, row) !== undefined) return false
  const trashed = view.get(row.kind, id)
  if (!trashed?.deleted || trashed.space !== view.space) return false
  run.onLine()
  leaveAside(
    run,
    row,
    'Ligne laissée de côté\u00a0: sa fiche est à la corbeille. Restaurez-la d’abord, puis importez de nouveau.',
  )
  return true
}

/** The text of a value, or nothing. */
export const textValue = (value: unknown): string => (typeof value === 'string' ? value : '')
