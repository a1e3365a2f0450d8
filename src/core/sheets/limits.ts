import type { Cell, CellValue, Line, Sheet, Workbook } from './sheet'
import { firstRow, headerRow, valueOf } from './sheet'
import { columnLetters } from './formulas'

/** The longest text that a cell of a spreadsheet may hold. */
export const longestText = 32_767

/** The most lines of data that a sheet may hold. */
const mostLines = 1_048_576 - headerRow

// What XML refuses, or what spreadsheets do not show: it would make the file « à réparer ».
const illegal = /[^\P{Cc}\t\n\r]|\p{Cs}|[\uFFFE\uFFFF]/gu

/** A text that any spreadsheet opens: no character that XML refuses, one kind of line end. */
export function cellText(text: string): string {
  return text.replace(illegal, '').replace(/\r\n?/g, '\n')
}

/** What had to give way for a workbook to be a valid file, in words. */
export interface Fitted {
  readonly workbook: Workbook
  readonly notices: readonly string[]
}

/** Makes a workbook fit the limits of spreadsheets: texts cleaned and cut, long sheets continued on another. */
export function fitWorkbook(workbook: Workbook, linesPerSheet = mostLines): Fitted {
  const notices: string[] = []
  const taken = new Set<string>()
  const sheets = workbook.sheets.flatMap((sheet) => {
    const lines = sheet.lines.map((line, index) => fitLine(line, sheet.name, index, notices))
    const parts = split({ ...sheet, lines }, linesPerSheet)
    if (parts.length > 1)
      notices.push(`« ${sheet.name} » dépasse une feuille : la suite est dans ${parts.length - 1} autre(s).`)
    return parts.map((part) => ({ ...part, name: sheetName(part.name, taken) }))
  })
  return { workbook: { ...workbook, sheets }, notices }
}

function fitLine(line: Line, sheet: string, index: number, notices: string[]): Line {
  const cells = line.cells.map((cell, column): Cell => {
    const value = valueOf(cell)
    if (typeof value !== 'string') {
      if (typeof value === 'number' && !Number.isFinite(value))
        throw new Error(`not a number in « ${sheet} »`)
      return cell
    }
    const fitted = fitText(value, () => {
      notices.push(
        `${sheet}, cellule ${columnLetters(column)}${firstRow + index} : texte coupé à 32 767 caractères.`,
      )
    })
    return typeof cell === 'object' && cell !== null ? { ...cell, value: fitted } : fitted
  })
  return { ...line, cells }
}

function fitText(text: string, onCut: () => void): CellValue {
  const clean = cellText(text)
  if (clean.length <= longestText) return clean === '' ? null : clean
  onCut()
  return cellText(clean.slice(0, longestText - 1)) + '…'
}

function split(sheet: Sheet, size: number): readonly Sheet[] {
  if (sheet.lines.length <= size) return [sheet]
  const parts: Sheet[] = []
  for (let start = 0; start < sheet.lines.length; start += size) {
    const name = parts.length === 0 ? sheet.name : `${sheet.name.slice(0, 26)} (${parts.length + 1})`
    parts.push({ ...sheet, name, lines: sheet.lines.slice(start, start + size) })
  }
  return parts
}

/**
 * A name that spreadsheets accept, different from those taken: at most 31 characters, none of `[]:*?/\`,
 * no apostrophe at either end, and not « History », which Excel keeps for itself.
 */
export function sheetName(wanted: string, taken: Set<string>): string {
  const clean = cellText(wanted)
    .replace(/[[\]:*?/\\\n\t]/g, ' ')
    .replace(/ {2,}/g, ' ')
    .replace(/^['\s]+|['\s]+$/g, '')
  const base = clean === '' || clean.toLowerCase() === 'history' ? `Feuille ${clean}`.trim() : clean
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? '' : ` (${number})`
    const name = base.slice(0, 31 - suffix.length).trimEnd() + suffix
    if (taken.has(name.toLowerCase())) continue
    taken.add(name.toLowerCase())
    return name
  }
}
