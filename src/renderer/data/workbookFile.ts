import ExcelJS from 'exceljs'
import { columnLetters, formulaText, lastRow, totalText, totalValue } from '../../core/sheets/formulas'
import {
  type CellValue,
  type Column,
  type ColumnType,
  firstRow,
  headerRow,
  type Line,
  type Sheet,
  totalRow,
  valueOf,
  type Workbook,
} from '../../core/sheets/sheet'
import { pageSetupOf, viewOf } from './workbookPage'
import {
  belowZero,
  createCellStyles,
  emptyStyle,
  headerStyle,
  headingStyles,
  totalStyle,
  widthOf,
} from './workbookStyle'

/**
 * Writes a workbook that fits the limits of spreadsheets (`fitWorkbook`) as the bytes of an .xlsx file.
 * Texts are always texts: nothing that was typed becomes a formula or a link.
 */
export async function workbookBytes(
  workbook: Workbook,
  onProgress?: (done: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const file = new ExcelJS.Workbook()
  file.creator = workbook.author
  file.lastModifiedBy = workbook.author
  file.created = new Date(workbook.madeAt)
  file.modified = new Date(workbook.madeAt)
  const total = workbook.sheets.reduce((sum, sheet) => sum + sheet.lines.length, 1)
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
    views: [viewOf(sheet)],
    pageSetup: pageSetupOf(sheet, workbook.printsAcross ?? false),
    headerFooter: { oddFooter: `&L&8${footerText(sheet.heading.title)}&R&8page &P / &N` },
  })
  sheet.columns.forEach((column, index) => {
    const target = page.getColumn(index + 1)
    target.width = widthOf(column)
    target.hidden = column.hidden ?? false
  })
  writeHeading(page, sheet)
  writeTotals(page, workbook, sheet)
  writeHeader(page, sheet)
  const styleOf = createCellStyles()
  sheet.lines.forEach((line, index) => {
    writeLine(page.getRow(firstRow + index), workbook, sheet, line, styleOf)
    onLine()
  })
  page.autoFilter = {
    from: { row: headerRow, column: 1 },
    to: { row: lastRow(sheet), column: sheet.columns.length },
  }
  sheet.columns.forEach((column, index) => addRules(page, sheet, column, index))
  if (sheet.lines.length === 0 && sheet.empty !== undefined) writeEmpty(page, sheet.empty)
}

/** In a footer `&` begins a code. */
const footerText = (text: string): string => text.replaceAll('&', '&&')

function writeHeading(page: ExcelJS.Worksheet, { heading }: Sheet): void {
  const lines = [heading.title, heading.scope, heading.edition, heading.audience]
  lines.forEach((text, index) => {
    const cell = page.getCell(index + 1, 1)
    cell.value = literal(text)
    cell.style = headingStyles[index] ?? {}
  })
}

/** Below the empty row that ranges and filters stand on, so that no count takes the sentence for a line. */
function writeEmpty(page: ExcelJS.Worksheet, sentence: string): void {
  const cell = page.getCell(firstRow + 1, 1)
  cell.value = literal(sentence)
  cell.style = emptyStyle
}

function writeTotals(page: ExcelJS.Worksheet, workbook: Workbook, sheet: Sheet): void {
  if (sheet.columns.every((column) => column.total === undefined)) return
  sheet.columns.forEach((column, index) => {
    const cell = page.getCell(totalRow, index + 1)
    const type = column.total === 'count' ? 'integer' : column.type
    if (column.total !== undefined) {
      cell.value = contentOf(type, totalValue(sheet, column), totalText(workbook, sheet, column))
    } else if (index === 0) cell.value = 'Total'
    cell.style = totalStyle(column, index === 0)
  })
}

function writeHeader(page: ExcelJS.Worksheet, sheet: Sheet): void {
  // Bold letters are wider.
  const lines = sheet.columns.map((column) => wrappedLines(column.label, widthOf(column) / 1.15))
  page.getRow(headerRow).height = 15 * Math.max(...lines) + 8
  sheet.columns.forEach((column, index) => {
    const cell = page.getCell(headerRow, index + 1)
    cell.value = literal(column.label)
    cell.style = headerStyle(column)
    if (column.note !== undefined) cell.note = column.note
  })
}

function writeLine(
  row: ExcelJS.Row,
  workbook: Workbook,
  sheet: Sheet,
  line: Line,
  styleOf: ReturnType<typeof createCellStyles>,
): void {
  row.height = heightOf(sheet, line)
  sheet.columns.forEach((column, index) => {
    const given = line.cells[index] ?? null
    const value = valueOf(given)
    const formula = formulaText(workbook, sheet, given, row.number)
    const cell = row.getCell(index + 1)
    cell.value = contentOf(column.type, value, formula)
    cell.style = styleOf(
      column.type,
      formula === null && typeof cell.value === 'string',
      line.subtotal ?? false,
    )
  })
}

/** Enough for the texts of a line once wrapped: not every viewer works it out, and none may exceed 409 points. */
function heightOf(sheet: Sheet, line: Line): number {
  const rows = sheet.columns.map((column, index) => {
    const value = valueOf(line.cells[index] ?? null)
    if (typeof value !== 'string' || column.hidden) return 1
    // A width counts digits; small letters are narrower.
    return value.split('\n').reduce((sum, text) => sum + wrappedLines(text, widthOf(column) * 1.08), 0)
  })
  return Math.min(405, 15 * Math.max(...rows))
}

/** How many lines a text takes when it wraps between words, longer words being cut. */
function wrappedLines(text: string, width: number): number {
  let [lines, room] = [1, width]
  for (const word of text.split(' ')) {
    if (word.length + 1 > room && room < width) [lines, room] = [lines + 1, width]
    lines += Math.max(0, Math.ceil(word.length / width) - 1)
    room -= (word.length % width) + 1
  }
  return lines
}

/** A text as a plain string value: exceljs then writes it as text whatever it begins with. */
function literal(text: string): string {
  // `_x0041_` is how a workbook spells a character; the escape keeps such a text as it was typed.
  return text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
}

/** What a cell holds; a formula whose value is unknown shows an empty text, never nothing at all. */
function contentOf(type: ColumnType, value: CellValue, formula: string | null): ExcelJS.CellValue {
  const content = fileValue(type, value)
  return formula === null ? content : { formula, result: content ?? '' }
}

/** What the file holds: euros, true dates at midnight UTC (a day has no time zone), texts as they are. */
function fileValue(type: ColumnType, value: CellValue): string | number | Date | null {
  if (typeof value === 'string') {
    if (type !== 'date' || !/^(19|20|21)\d{2}-\d{2}-\d{2}$/.test(value)) return literal(value)
    return new Date(`${value}T00:00:00Z`)
  }
  return type === 'money' && value !== null ? value / 100 : value
}

function addRules(page: ExcelJS.Worksheet, sheet: Sheet, column: Column, index: number): void {
  const letters = columnLetters(index)
  if (column.negative) {
    page.addConditionalFormatting({
      ref: `${letters}${totalRow} ${letters}${firstRow}:${letters}${lastRow(sheet)}`,
      rules: [{ type: 'cellIs', operator: 'lessThan', formulae: [0], style: belowZero, priority: index + 1 }],
    })
  }
  // A spreadsheet takes 255 characters of choices at most, and a comma parts them.
  const list = column.options?.join(',') ?? ''
  if (list === '' || list.length > 253 || column.options?.some((option) => /[",]/.test(option))) return
  for (let row = firstRow; row < firstRow + sheet.lines.length; row += 1) {
    page.getCell(row, index + 1).dataValidation = {
      type: 'list',
      allowBlank: true,
      formulae: [`"${list}"`],
      showErrorMessage: false,
    }
  }
}
