/** What a cell of somebody's file holds; a date is `2026-11-22`. */
export type RawCell = string | number | boolean | null

/** One sheet of a file as it stands, before anyone knows what its columns mean. */
export interface RawTable {
  /** The sheet's name, or the file's for a CSV. */
  readonly name: string
  /** Rows from the first of the sheet on, so that an index plus one is the number people see; short rows are short. */
  readonly rows: readonly (readonly RawCell[])[]
}

/** What is read of a file at most: beyond, it is refused in words rather than half read. */
export const importLimits = {
  fileBytes: 20 * 1024 * 1024,
  /** Rows of one sheet. */
  rows: 50_000,
  columns: 300,
  /** Cells of all sheets together. */
  cells: 2_000_000,
  sheets: 60,
} as const

/** Whether a cell says nothing. */
export function isEmptyCell(cell: RawCell | undefined): boolean {
  return cell === null || cell === undefined || (typeof cell === 'string' && cell.trim() === '')
}

/** A column's letter, as spreadsheets show it: 0 → A, 26 → AA. */
export function columnLetter(index: number): string {
  const rest = Math.floor(index / 26) - 1
  return (rest >= 0 ? columnLetter(rest) : '') + String.fromCharCode(65 + (index % 26))
}
