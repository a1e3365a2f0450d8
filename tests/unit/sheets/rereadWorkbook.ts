import ExcelJS from 'exceljs'
import { fitWorkbook } from '../../../src/core/sheets/limits'
import type { Workbook } from '../../../src/core/sheets/sheet'
import { workbookBytes } from '../../../src/renderer/data/workbookFile'

/** What a viewer shows of a cell: the value it holds or the one its formula had; a day as `2026-11-22`. */
export type Shown = string | number | null

/** Writes a workbook as a file and reads that file again. */
export async function reread(workbook: Workbook): Promise<ExcelJS.Workbook> {
  const file = new ExcelJS.Workbook()
  const bytes = await workbookBytes(fitWorkbook(workbook).workbook)
  await file.xlsx.load(bytes.buffer as ArrayBuffer) // made by this process: never shared memory
  return file
}

/** The sheet of a file that was read again. */
export function pageOf(file: ExcelJS.Workbook, name: string): ExcelJS.Worksheet {
  const page = file.getWorksheet(name)
  if (!page) throw new Error(`no sheet « ${name} »`)
  return page
}

/** Everything a page shows from row 5 down, its header row included. */
export function shownFrom(page: ExcelJS.Worksheet, first = 5): readonly (readonly Shown[])[] {
  const width = page.getRow(6).cellCount
  const rows: Shown[][] = []
  for (let row = first; row <= page.rowCount; row += 1) {
    rows.push(Array.from({ length: width }, (_, index) => shown(page.getCell(row, index + 1))))
  }
  return rows
}

function shown(cell: ExcelJS.Cell): Shown {
  const value = cell.formula ? cell.result : cell.value
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  if (value === '' || value === undefined) return null
  return typeof value === 'string' || typeof value === 'number' ? value : null
}
