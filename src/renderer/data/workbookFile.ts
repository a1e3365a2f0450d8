import ExcelJS from 'exceljs'
import { formulaText, columnLetters, lastRow, totalText, totalValue } from '../../core/sheets/formulas'
import {
  type Cell,
  type CellValue,
  type Column,
  type ColumnType,
  firstRow,
  headerRow,
  type Sheet,
  totalRow,
  valueOf,
  type Workbook,
} from '../../core/sheets/sheet'

const ink = 'FF1F2933'
const teal = 'FF0F5257'
const paleTeal = 'FFE3EFEF'
const grey = 'FF5B6670'
const line = 'FFD5DADD'

const formats: { readonly [T in ColumnType]: string } = {
  text: '@',
  longText: '@',
  flag: '@',
  integer: '#,##0',
  decimal: '#,##0.00',
  year: '0',
  rate: '0.0 %',
  money: '#,##0.00 "€"',
  date: 'dd/mm/yyyy',
}

const widths: { readonly [T in ColumnType]: number } = {
  text: 24,
  longText: 48,
  flag: 9,
  integer: 10,
  decimal: 10,
  year: 9,
  rate: 9,
  money: 15,
  date: 12,
}

const isNumeric = (type: ColumnType): boolean => !['text', 'longText', 'flag', 'date'].includes(type)

/**
 * Writes a workbook that fits the limits of spreadsheets (`fitWorkbook`) as the bytes of an .xlsx file.
 * Texts are always texts: nothing that was typed becomes a formula or a link.
 */
export async function workbookBytes(
  workbook: Workbook,
  onProgress?: (done: number) => void,
): Promise<Uint8Array> {
  const file = new ExcelJS.Workbook()
  file.creator = workbook.author
  file.lastModifiedBy = workbook.author
  file.created = new Date(workbook.madeAt)
  file.modified = new Date(workbook.madeAt)
  const total = workbook.sheets.reduce((sum, sheet) => sum + sheet.lines.length + 1, 0)
  let written = 0
  for (const sheet of workbook.sheets) {
    writeSheet(file, workbook, sheet, () => {
      written += 1
      // Packing the file takes about as long as filling it.
      if (written % 200 === 0) onProgress?.((written / total) * 0.5)
    })
  }
  onProgress?.(0.5)
  const bytes = await file.xlsx.writeBuffer()
  onProgress?.(1)
  return new Uint8Array(bytes)
}

function writeSheet(file: ExcelJS.Workbook, workbook: Workbook, sheet: Sheet, onLine: () => void): void {
  const page = file.addWorksheet(sheet.name, {
    views: [
      {
        state: 'frozen',
        ySplit: headerRow,
        xSplit: 0,
        topLeftCell: `A${firstRow}`,
        activeCell: `A${firstRow}`,
      },
    ],
    pageSetup: {
      paperSize: 9, // A4
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `${headerRow}:${headerRow}`,
      margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
    },
    headerFooter: { oddFooter: `&L&8${footerText(sheet.heading.title)}&R&8page &P / &N` },
  })
  sheet.columns.forEach((column, index) => {
    const target = page.getColumn(index + 1)
    target.width = column.width ?? widths[column.type]
    target.hidden = column.hidden ?? false
  })
  writeHeading(page, sheet)
  writeTotals(page, workbook, sheet)
  writeHeader(page, sheet)
  sheet.lines.forEach((lineOfCells, index) => {
    const row = page.getRow(firstRow + index)
    sheet.columns.forEach((column, at) => {
      const cell = row.getCell(at + 1)
      writeCell(cell, column.type, lineOfCells.cells[at] ?? null, (given) =>
        formulaText(workbook, sheet, given, firstRow + index),
      )
      cell.font = { name: 'Calibri', size: 11, color: { argb: ink }, bold: lineOfCells.subtotal ?? false }
      cell.border = { bottom: { style: 'hair', color: { argb: line } } }
      if (lineOfCells.subtotal) cell.fill = solid(paleTeal)
    })
    onLine()
  })
  page.autoFilter = {
    from: { row: headerRow, column: 1 },
    to: { row: lastRow(sheet), column: sheet.columns.length },
  }
  addRules(page, sheet)
  onLine()
}

/** In a footer `&` begins a code. */
const footerText = (text: string): string => text.replaceAll('&', '&&')

const solid = (argb: string): ExcelJS.Fill => ({ type: 'pattern', pattern: 'solid', fgColor: { argb } })

function writeHeading(page: ExcelJS.Worksheet, { heading }: Sheet): void {
  const lines = [heading.title, heading.scope, heading.edition, heading.audience]
  lines.forEach((text, index) => {
    const cell = page.getCell(index + 1, 1)
    cell.value = literal(text)
    cell.font =
      index === 0
        ? { name: 'Calibri', size: 16, bold: true, color: { argb: teal } }
        : {
            name: 'Calibri',
            size: index === 1 ? 12 : 10,
            bold: index === 1,
            color: { argb: index === 1 ? ink : grey },
          }
  })
}

function writeTotals(page: ExcelJS.Worksheet, workbook: Workbook, sheet: Sheet): void {
  if (sheet.columns.every((column) => column.total === undefined)) return
  sheet.columns.forEach((column, index) => {
    const cell = page.getCell(totalRow, index + 1)
    const formula = totalText(workbook, sheet, column)
    const value = totalValue(sheet, column)
    const type = column.total === 'count' ? 'integer' : column.type
    if (column.total !== undefined)
      writeCell(cell, type, formula === null ? value : { formula, value }, () => formula)
    else if (index === 0) cell.value = 'Total'
    if (index === 0 && column.total === 'count') cell.numFmt = '"Total : "#,##0'
    cell.alignment = {
      ...cell.alignment,
      horizontal: column.total === undefined || index === 0 ? 'left' : 'right',
    }
    cell.font = { name: 'Calibri', size: 11, bold: true, color: { argb: ink } }
    cell.fill = solid(paleTeal)
  })
}

function writeHeader(page: ExcelJS.Worksheet, sheet: Sheet): void {
  const longest = Math.max(
    ...sheet.columns.map(({ label, type, width }) => label.length / (width ?? widths[type])),
  )
  page.getRow(headerRow).height = 16 * Math.min(4, Math.max(1, Math.ceil(longest * 1.25))) + 6
  sheet.columns.forEach((column, index) => {
    const cell = page.getCell(headerRow, index + 1)
    cell.value = literal(column.label)
    cell.font = { name: 'Calibri', size: 11, bold: true, color: { argb: 'FFFFFFFF' } }
    cell.fill = solid(teal)
    cell.alignment = {
      wrapText: true,
      vertical: 'middle',
      horizontal: isNumeric(column.type) ? 'right' : 'left',
    }
    if (column.note !== undefined) cell.note = column.note
  })
}

/** A text as a plain string value: exceljs then writes it as text whatever it begins with. */
function literal(text: string): string {
  // `_x0041_` is how a workbook spells a character; the escape keeps such a text as it was typed.
  return text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
}

function writeCell(
  cell: ExcelJS.Cell,
  type: ColumnType,
  given: Cell,
  formulaOf: (cell: Cell) => string | null,
): void {
  const value = fileValue(type, valueOf(given))
  const formula = formulaOf(given)
  cell.value = formula === null ? value : { formula, result: value ?? '' }
  cell.numFmt = typeof value === 'string' ? '@' : formats[type]
  if (formula !== null) cell.numFmt = formats[type]
  if (type === 'longText') cell.alignment = { wrapText: true, vertical: 'top' }
  else cell.alignment = { vertical: 'top', ...(isNumeric(type) ? { horizontal: 'right' as const } : {}) }
}

/** What the file holds: euros, true dates at midnight UTC (a day has no time zone), texts as they are. */
function fileValue(type: ColumnType, value: CellValue): string | number | Date | null {
  if (typeof value === 'string') {
    if (type !== 'date' || !/^(19|20|21)\d{2}-\d{2}-\d{2}$/.test(value)) return literal(value)
    return new Date(`${value}T00:00:00Z`)
  }
  return type === 'money' && value !== null ? value / 100 : value
}

function addRules(page: ExcelJS.Worksheet, sheet: Sheet): void {
  sheet.columns.forEach((column, index) => {
    const letters = columnLetters(index)
    const ref = `${letters}${firstRow}:${letters}${lastRow(sheet)}`
    if (column.negative) {
      const red = { font: { color: { argb: 'FFC00000' } } }
      page.addConditionalFormatting({
        ref: `${letters}${totalRow} ${ref}`,
        rules: [{ type: 'cellIs', operator: 'lessThan', formulae: [0], style: red, priority: index + 1 }],
      })
    }
    addChoices(page, column, index, sheet.lines.length)
  })
}

/** A list of choices on the cells of a column; a spreadsheet takes 255 characters of them at most. */
function addChoices(page: ExcelJS.Worksheet, { options }: Column, index: number, lines: number): void {
  const list = options?.join(',') ?? ''
  if (list === '' || list.length > 253 || options?.some((option) => /[",]/.test(option))) return
  for (let row = firstRow; row < firstRow + lines; row += 1) {
    page.getCell(row, index + 1).dataValidation = {
      type: 'list',
      allowBlank: true,
      formulae: [`"${list}"`],
      showErrorMessage: false,
    }
  }
}
