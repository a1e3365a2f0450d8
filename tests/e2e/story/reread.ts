import type ExcelJS from 'exceljs'

/** What a viewer shows of a cell: the value it holds or the one that its formula was saved with; a day as `2026-11-22`. */
export type Shown = string | number | null

/** A page of a file that was downloaded. */
export function pageOf(file: ExcelJS.Workbook, name: string): ExcelJS.Worksheet {
  const page = file.getWorksheet(name)
  if (!page) throw new Error(`no sheet « ${name} »`)
  return page
}

/** The first columns of a page from a row down, as a viewer shows them. */
export function shown(
  page: ExcelJS.Worksheet,
  first: number,
  columns: number,
): readonly (readonly Shown[])[] {
  const rows: Shown[][] = []
  for (let row = first; row <= page.rowCount; row += 1)
    rows.push(Array.from({ length: columns }, (_, index) => shownIn(page.getCell(row, index + 1))))
  return rows
}

function shownIn(cell: ExcelJS.Cell): Shown {
  const value = cell.formula ? cell.result : cell.value
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  if (value === '' || value === undefined) return null
  return typeof value === 'string' || typeof value === 'number' ? value : null
}
