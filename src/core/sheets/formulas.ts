import { type Cell, type Column, firstRow, type Sheet, totalRow, valueOf, type Workbook } from './sheet'

/** The letters of a column, from 0: `A`, `Z`, `AA`. */
export function columnLetters(index: number): string {
  const rest = Math.floor(index / 26)
  return (rest > 0 ? columnLetters(rest - 1) : '') + String.fromCharCode(65 + (index % 26))
}

/** The last row of a sheet's data; an empty sheet has one empty row, so that its ranges exist. */
export function lastRow(sheet: Sheet): number {
  return firstRow + Math.max(sheet.lines.length, 1) - 1
}

/**
 * The text of a cell's formula at a row, with real addresses; null when the cell has none, or when it needs a column
 * that this reader may not see.
 */
export function formulaText(workbook: Workbook, sheet: Sheet, cell: Cell, row: number): string | null {
  return typeof cell === 'object' && cell !== null ? addressed(workbook, sheet, cell.formula, row) : null
}

/** The text of a column's total; it follows filters, leaves subtotals out, and is no total of nothing known. */
export function totalText(workbook: Workbook, sheet: Sheet, column: Column): string | null {
  const { total } = column
  if (total === undefined) return null
  if (typeof total === 'object')
    return 'formula' in total ? addressed(workbook, sheet, total.formula, totalRow) : null
  if (totalValue(sheet, column) === null) return null
  return `SUBTOTAL(${total === 'sum' ? 109 : 103},${rangeOf(sheet, sheet.columns.indexOf(column))})`
}

/** The present value of a column's total: the sum of its numbers, null when it has none, or the count of its texts. */
export function totalValue(sheet: Sheet, column: Column): string | number | null {
  const { total } = column
  if (total === undefined) return null
  if (typeof total === 'object') return total.value
  return aggregate(sheet, sheet.columns.indexOf(column), total)
}

function aggregate(sheet: Sheet, index: number, total: 'sum' | 'count'): number | null {
  const known = sheet.lines.flatMap((line) => {
    const value = line.subtotal ? null : valueOf(line.cells[index] ?? null)
    return value === null || value === '' ? [] : [value]
  })
  if (total === 'count') return known.length
  const numbers = known.filter((value) => typeof value === 'number')
  return numbers.length === 0 ? null : numbers.reduce((sum, value) => sum + value, 0)
}

function rangeOf(sheet: Sheet, index: number): string {
  const letters = columnLetters(index)
  return `$${letters}$${firstRow}:$${letters}$${lastRow(sheet)}`
}

function addressed(workbook: Workbook, sheet: Sheet, template: string, row: number): string | null {
  let omitted = false
  const reference = /\[(?:([^\].]+)\.)?([^\].:]+)(?::(\d+):(\d+))?\]/g
  const text = template.replace(reference, (_, where?: string, key = '', from?: string, to?: string) => {
    const target =
      where === undefined || where === '*' ? sheet : workbook.sheets.find(({ name }) => name === where)
    if (!target)
      throw new Error(`a formula of « ${sheet.name} » names a sheet that does not exist: ${template}`)
    const index = target.columns.findIndex((column) => column.key === key)
    if (index < 0) {
      if (!target.omitted.includes(key))
        throw new Error(`« ${target.name} » has no column ${key}: ${template}`)
      omitted = true
      return ''
    }
    const letters = columnLetters(index)
    if (from !== undefined) return `${letters}${from}:${letters}${to}`
    if (where === undefined) return `${letters}${row}`
    return where === '*'
      ? rangeOf(target, index)
      : `'${target.name.replaceAll("'", "''")}'!${rangeOf(target, index)}`
  })
  return omitted ? null : text
}
