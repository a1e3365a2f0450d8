import type { Alignment, Fill, Style } from 'exceljs'
import type { Column, ColumnType } from '../../core/sheets/sheet'

const ink = 'FF1F2933'
const teal = 'FF0F5257'
const paleTeal = 'FFE3EFEF'
const grey = 'FF5B6670'
const hairline = 'FFD5DADD'

/** How a type of column stands in a file: its number format, its side, its width in characters. */
interface TypeStyle {
  readonly format: string
  readonly side: 'left' | 'center' | 'right'
  readonly width: number
}

const types: { readonly [T in ColumnType]: TypeStyle } = {
  text: { format: '@', side: 'left', width: 20 },
  longText: { format: '@', side: 'left', width: 40 },
  flag: { format: '@', side: 'center', width: 8 },
  integer: { format: '#,##0', side: 'right', width: 9 },
  decimal: { format: '#,##0.00', side: 'right', width: 9 },
  year: { format: '0', side: 'center', width: 9 },
  rate: { format: '0.0 %', side: 'right', width: 9 },
  money: { format: '#,##0.00 "€"', side: 'right', width: 14 },
  date: { format: 'dd/mm/yyyy', side: 'center', width: 11 },
}

/** The width of a column, its own or its type's, and enough for the longest word of its header. */
export function widthOf({ label, type, width }: Column): number {
  const longest = Math.max(...label.split(/[\s-]/).map((word) => word.length))
  return Math.max(width ?? types[type].width, Math.ceil(longest * 1.15) + 1)
}

/** Texts wrap so that a wide sheet still prints at a legible size; numbers keep off the text on their right. */
function alignmentOf(type: ColumnType, vertical: 'top' | 'middle'): Partial<Alignment> {
  const { side } = types[type]
  return { vertical, horizontal: side, wrapText: side === 'left', indent: side === 'right' ? 1 : 0 }
}

const solid = (argb: string): Fill => ({ type: 'pattern', pattern: 'solid', fgColor: { argb } })

const font = (size: number, argb: string, bold = false): Partial<Style['font']> => ({
  name: 'Calibri',
  size,
  bold,
  color: { argb },
})

/** The styles of the four lines above a sheet. */
export const headingStyles: readonly Partial<Style>[] = [
  { font: font(16, teal, true) },
  { font: font(12, ink, true) },
  { font: font(10, grey) },
  { font: font(10, grey) },
]

/** The sentence of a sheet that has no line. */
export const emptyStyle: Partial<Style> = { font: { ...font(11, grey), italic: true } }

/** Red for an amount below zero. */
export const belowZero: Partial<Style> = { font: { color: { argb: 'FFC00000' } } }

/** The style of a header cell. */
export function headerStyle({ type }: Column): Partial<Style> {
  return {
    font: font(11, 'FFFFFFFF', true),
    fill: solid(teal),
    alignment: { ...alignmentOf(type, 'middle'), wrapText: true },
  }
}

/** The style of a total; a count stands under its texts, and says what it is where there is no room for a label. */
export function totalStyle(column: Column, isFirst: boolean): Partial<Style> {
  const isCount = column.total === 'count'
  return {
    font: font(11, ink, true),
    fill: solid(paleTeal),
    alignment: { ...alignmentOf(isFirst ? 'text' : column.type, 'middle'), wrapText: false },
    numFmt: isCount ? (isFirst ? '"Total\u00a0: "#,##0' : '#,##0') : types[column.type].format,
  }
}

/**
 * The style of a cell of data. The same object for the same look: the file's writer then recognises it at once, where
 * it would compare styles word by word.
 */
export function createCellStyles(): (type: ColumnType, isText: boolean, subtotal: boolean) => Partial<Style> {
  const known = new Map<string, Partial<Style>>()
  return (type, isText, subtotal) => {
    const key = `${type}/${isText}/${subtotal}`
    const made = known.get(key) ?? {
      font: font(11, ink, subtotal),
      border: { bottom: { style: 'hair', color: { argb: hairline } } },
      alignment: alignmentOf(type, 'top'),
      numFmt: isText ? '@' : types[type].format,
      ...(subtotal ? { fill: solid(paleTeal) } : {}),
    }
    known.set(key, made)
    return made
  }
}
