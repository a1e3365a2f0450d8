import type { PageSetup, WorksheetView } from 'exceljs'
import { columnLetters, lastRow } from '../../core/sheets/formulas'
import { firstRow, headerRow, type Sheet } from '../../core/sheets/sheet'
import { widthOf } from './workbookStyle'

/** Characters that names may take of a screen before the rest has too little room. */
const MOST_NAMES = 60

/** Characters that the title above a narrow sheet needs. */
const TITLE = 80

/** Columns beside what a sheet holds are this wide. */
const EMPTY_COLUMN = 9

/** The window on a sheet: header and names stay in sight. */
export function viewOf(sheet: Sheet): Partial<WorksheetView> {
  const names = namesOf(sheet)
  const first = `${columnLetters(names)}${firstRow}`
  return { state: 'frozen', xSplit: names, ySplit: headerRow, topLeftCell: first, activeCell: first }
}

/** A4 on its side, one page wide, with the header on each page. */
export function pageSetupOf(sheet: Sheet): Partial<PageSetup> {
  return {
    paperSize: 9, // A4
    orientation: 'landscape',
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    // The sentence of a sheet without lines stands one row below.
    printArea: `A1:${columnLetters(lastColumn(sheet))}${lastRow(sheet) + (sheet.lines.length === 0 ? 1 : 0)}`,
    printTitlesRow: `${headerRow}:${headerRow}`,
    margins: { left: 0.3, right: 0.3, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
  }
}

/** How many of the first columns name the line, as far as there is room for them. */
function namesOf({ columns }: Sheet): number {
  const other = columns.findIndex((column) => !column.names)
  const named = columns.slice(0, other < 0 ? columns.length - 1 : other)
  const room = (count: number): number => sumOf(named.slice(0, count).map(widthOf))
  return named.findLastIndex((_, index) => room(index + 1) <= MOST_NAMES) + 1
}

/** Index of the last printed column; a narrow sheet takes empty ones beside it, so that its title is not cut. */
function lastColumn({ columns }: Sheet): number {
  const lacking = TITLE - sumOf(columns.filter(({ hidden }) => !hidden).map(widthOf))
  return columns.length - 1 + Math.max(0, Math.ceil(lacking / EMPTY_COLUMN))
}

const sumOf = (widths: readonly number[]): number => widths.reduce((sum, width) => sum + width, 0)
