import type { PageSetup, WorksheetView } from 'exceljs'
import { columnLetters, lastRow } from '../../core/sheets/formulas'
import { firstRow, headerRow, type Sheet } from '../../core/sheets/sheet'
import { widthOf } from './workbookStyle'

/** Characters across an A4 page on its side, at the size of the screen. */
const PAGE = 150

/** Below this share of that size nobody reads a printed page: the sheet then takes one more in width. */
const SMALLEST = 0.55

/** Characters that names may take of a screen or of a page before the rest has too little room. */
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

/** A4 on its side, as many pages wide as it takes to be read, header and names on each. */
export function pageSetupOf(sheet: Sheet): Partial<PageSetup> {
  const names = namesOf(sheet)
  const across = pagesAcross(sheet)
  return {
    paperSize: 9, // A4
    orientation: 'landscape',
    fitToPage: true,
    fitToWidth: across,
    fitToHeight: 0,
    // The sentence of a sheet without lines stands one row below.
    printArea: `A1:${columnLetters(lastColumn(sheet))}${lastRow(sheet) + (sheet.lines.length === 0 ? 1 : 0)}`,
    printTitlesRow: `${headerRow}:${headerRow}`,
    ...(across > 1 && names > 0 ? { printTitlesColumn: `A:${columnLetters(names - 1)}` } : {}),
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

function pagesAcross({ columns }: Sheet): number {
  const width = sumOf(columns.filter(({ hidden }) => !hidden).map(widthOf))
  return Math.max(1, Math.ceil((width * SMALLEST) / PAGE))
}

/** Index of the last printed column; a narrow sheet takes empty ones beside it, so that its title is not cut. */
function lastColumn({ columns }: Sheet): number {
  const lacking = TITLE - sumOf(columns.filter(({ hidden }) => !hidden).map(widthOf))
  return columns.length - 1 + Math.max(0, Math.ceil(lacking / EMPTY_COLUMN))
}

const sumOf = (widths: readonly number[]): number => widths.reduce((sum, width) => sum + width, 0)
