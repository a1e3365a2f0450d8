import type { PageSetup, WorksheetView } from 'exceljs'
import { columnLetters, lastRow } from '../../core/sheets/formulas'
import { type Column, firstRow, headerRow, type Sheet } from '../../core/sheets/sheet'
import { widthOf } from './workbookStyle'

/** Characters that names may take of a screen before the rest has too little room. */
const MOST_NAMES = 60

/** Characters that the title above a narrow sheet needs. */
const TITLE = 80

/** Columns beside what a sheet holds are this wide. */
const EMPTY_COLUMN = 9

/**
 * Characters across a page at the smallest legible size: A4 on its side takes some 142 at the full 11 points, and as
 * many as this at 7.5. A wider sheet is printed on several pages across.
 */
const WIDEST_PAGE = 208

/** The window on a sheet: header and names stay in sight. */
export function viewOf(sheet: Sheet): Partial<WorksheetView> {
  const names = namesOf(sheet)
  const first = `${columnLetters(names)}${firstRow}`
  return { state: 'frozen', xSplit: names, ySplit: headerRow, topLeftCell: first, activeCell: first }
}

/**
 * A4 on its side with the header on each page: one page across; or where several may be, as many as keep the text
 * legible, each of them beginning with the names, the halves of a line one after the other.
 */
export function pageSetupOf(sheet: Sheet, mayTakeSeveral: boolean): Partial<PageSetup> {
  const across = mayTakeSeveral ? pagesAcross(sheet) : 1
  const titles = titlesOf(sheet)
  return {
    paperSize: 9, // A4
    orientation: 'landscape',
    fitToPage: true,
    fitToWidth: across,
    fitToHeight: 0,
    ...(across === 1 ? {} : { pageOrder: 'overThenDown' }),
    ...(across === 1 || titles === null
      ? {}
      : { printTitlesColumn: `${columnLetters(titles.first)}:${columnLetters(titles.last)}` }),
    // The sentence of a sheet without lines stands one row below.
    printArea: `A1:${columnLetters(lastColumn(sheet))}${lastRow(sheet) + (sheet.lines.length === 0 ? 1 : 0)}`,
    printTitlesRow: `${headerRow}:${headerRow}`,
    margins: { left: 0.3, right: 0.3, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
  }
}

/** How many of the first columns name the line, as far as there is room for them. */
function namesOf(sheet: Sheet): number {
  const titles = titlesOf(sheet)
  return titles === null || titles.first > 0 ? 0 : titles.last + 1
}

/** The first columns side by side that name the line, as far as there is room for them; never all columns. */
function titlesOf({ columns }: Sheet): { readonly first: number; readonly last: number } | null {
  const first = columns.findIndex((column) => column.names)
  const others = columns.findIndex((column, index) => index > first && !column.names)
  const named = first < 0 ? [] : columns.slice(first, others < 0 ? columns.length - 1 : others)
  const room = (count: number): number => widthOfAll(named.slice(0, count))
  const last = first + named.findLastIndex((_, index) => room(index + 1) <= MOST_NAMES)
  return last < first || first < 0 ? null : { first, last }
}

/** How many pages side by side it takes to print a sheet at a legible size. */
function pagesAcross(sheet: Sheet): number {
  const titles = titlesOf(sheet)
  const repeated = titles === null ? 0 : widthOfAll(sheet.columns.slice(titles.first, titles.last + 1))
  let [pages, taken] = [1, 0]
  for (const [index, column] of sheet.columns.entries()) {
    const width = widthOfAll([column])
    if (taken + width > WIDEST_PAGE) {
      pages += 1
      taken = titles !== null && index > titles.last ? repeated : 0
    }
    taken += width
  }
  return pages
}

/** Index of the last printed column; a narrow sheet takes empty ones beside it, so that its title is not cut. */
function lastColumn({ columns }: Sheet): number {
  const lacking = TITLE - widthOfAll(columns)
  return columns.length - 1 + Math.max(0, Math.ceil(lacking / EMPTY_COLUMN))
}

const widthOfAll = (columns: readonly Column[]): number =>
  columns.reduce((sum, column) => sum + (column.hidden ? 0 : widthOf(column)), 0)
