import { expect } from '@playwright/test'
import type ExcelJS from 'exceljs'
import type { ColumnLabel } from '../../support/workbookColumns'

/** What a viewer shows of a cell: the value it holds or the one that its formula was saved with; a day as `2026-11-22`. */
export type Shown = string | number | null

/** A line of a sheet. */
export type Cells = readonly Shown[]

/** All that a sheet must show below its title; cells left out at the end of a line are empty. */
export interface ExpectedPage {
  /** Its title block, where it is not that of the workbook. */
  readonly title?: readonly [string, string, string, string]
  readonly name: string
  readonly columns: readonly ColumnLabel[]
  readonly totals: Cells
  readonly lines: readonly Cells[]
  /** What it says instead of lines when it has none. */
  readonly empty?: string
}

/** A page of a file that was downloaded. */
export function pageOf(file: ExcelJS.Workbook, name: string): ExcelJS.Worksheet {
  const page = file.getWorksheet(name)
  if (!page) throw new Error(`no sheet « ${name} »`)
  return page
}

/** What a page shows in one column, from its first line of data. */
export function columnOf(page: ExcelJS.Worksheet, columns: readonly ColumnLabel[], label: string): Cells {
  const index = columns.findIndex((column) => column.label === label)
  return shown(page, columns.length)
    .slice(6)
    .map((row) => row[index] ?? null)
}

/** Every cell of every sheet of a file, and which of them are formulas. */
export function expectWorkbook(
  file: ExcelJS.Workbook,
  title: readonly [string, string, string, string],
  pages: readonly ExpectedPage[],
): void {
  expect(file.worksheets.map(({ name }) => name)).toEqual(pages.map(({ name }) => name))
  for (const { name, columns, totals, lines, empty, title: own = title } of pages) {
    const page = pageOf(file, name)
    const whole: readonly Cells[] = [
      ...own.map((text) => [text]),
      totals,
      columns.map(({ label }) => label),
      ...lines,
      ...(empty === undefined ? [] : [[], [empty]]),
    ]
    const filled = whole.map((row) => columns.map((_, index) => rounded(row[index] ?? null)))
    const width = Math.max(columns.length, page.columnCount)
    expect.soft(shown(page, width), name).toEqual(filled)
    const calculated = lines.map((_, row) =>
      columns.map((_, column) => Boolean(page.getCell(row + 7, column + 1).formula)),
    )
    expect
      .soft(calculated, `${name}, formulas`)
      .toEqual(lines.map(() => columns.map((one) => one.calculated)))
  }
}

/** Everything a page shows, from its title on. */
function shown(page: ExcelJS.Worksheet, width: number): readonly Cells[] {
  return Array.from({ length: page.rowCount }, (_, row) =>
    Array.from({ length: width }, (_, column) => rounded(shownIn(page.getCell(row + 1, column + 1)))),
  )
}

function shownIn(cell: ExcelJS.Cell): Shown {
  const value = cell.formula ? cell.result : cell.value
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  if (value === '' || value === undefined) return null
  return typeof value === 'string' || typeof value === 'number' ? value : null
}

/** Rates to the millionth: two programs may divide otherwise. */
const rounded = (value: Shown): Shown => (typeof value === 'number' ? Math.round(value * 1e6) / 1e6 : value)
