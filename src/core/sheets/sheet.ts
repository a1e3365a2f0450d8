/** Who a workbook is made for: « interne » sees everything, « partenaires » no phone, note or id, « public » what is published. */
export type Audience = 'interne' | 'partenaires' | 'public'

/** How each reader is called in the title block. */
export const audiences: { readonly [A in Audience]: string } = {
  interne: 'Interne à la coordination',
  partenaires: 'Partenaires',
  public: 'Public',
}

/** How a workbook's reader is called, by whose it is: « Interne à la coordination », « Interne au comité national ». */
export const audienceName = (audience: Audience, space: string): string =>
  audience === 'interne' && space === 'national' ? 'Interne au comité national' : audiences[audience]

/** What a column holds; it decides format, alignment and width. A `rate` is a fraction of 1. */
export type ColumnType =
  'text' | 'longText' | 'flag' | 'integer' | 'decimal' | 'year' | 'rate' | 'money' | 'date'

/** A value: money in cents, a date as `2026-11-03`, unknown as null (an empty cell, never 0). */
export type CellValue = string | number | null

/**
 * A formula and the value it has now, which every viewer that does not calculate shows.
 * In its text `[key]` is this row's cell of a column, `[key:7:9]` some rows of it, `[*.key]` all of it, and
 * `[Sheet.key]` the column of another sheet.
 */
export interface Formula {
  readonly formula: string
  readonly value: CellValue
}

/** A cell. */
export type Cell = CellValue | Formula

/** What stands above the header: the sum or the count of what a filter lets show, a formula on the totals, or a value. */
export type Total = 'sum' | 'count' | Formula | { readonly value: CellValue }

/** A column as plain data. */
export interface Column {
  readonly key: string
  readonly label: string
  readonly type: ColumnType
  /** In characters; the type's own by default. */
  readonly width?: number
  readonly hidden?: true
  /** Names its line: columns that do begin each printed page, and stay in sight where they are the first ones. */
  readonly names?: true
  readonly total?: Total
  readonly negative?: 'red'
  /** Proposed in a list when the cell is edited. */
  readonly options?: readonly string[]
  /** A remark on the header. */
  readonly note?: string
}

/** A line; a subtotal is set apart and left out of the totals. */
export interface Line {
  readonly cells: readonly Cell[]
  readonly subtotal?: true
}

/** Rows 1 to 4 of every sheet. */
export interface Heading {
  readonly title: string
  /** « Manche (50) – année 2026 ». */
  readonly scope: string
  /** « Données au 22/11/2026 – édité le 22/11/2026 par Claire Martin ». */
  readonly edition: string
  /** « Destinataire : Partenaires ». */
  readonly audience: string
}

/** One sheet as plain data: what it shows, not how a file stores it. */
export interface Sheet {
  readonly name: string
  readonly heading: Heading
  readonly columns: readonly Column[]
  readonly lines: readonly Line[]
  /** Keys of the columns left out for this reader: a formula that needs one becomes its value. */
  readonly omitted: readonly string[]
  /** What a sheet without lines says instead. */
  readonly empty?: string
}

/** A workbook: its file's name and its sheets. */
export interface Workbook {
  readonly fileName: string
  readonly author: string
  /** ISO date and time written into the file. */
  readonly madeAt: string
  readonly sheets: readonly Sheet[]
  /** Printed on several pages across where one would be too small to read. A report promises its readers one. */
  readonly printsAcross?: true
}

/** Row of the totals, above the header so that they stay in sight under any filter. */
export const totalRow = 5

/** Row of the header, frozen, filtered and repeated on print. */
export const headerRow = 6

/** First row of data. */
export const firstRow = 7

/** A column and how it is read from an item. */
export interface ColumnOf<T> extends Column {
  readonly value: (item: T) => Cell
  /** A formula that gives the same as `value`. */
  readonly formula?: string
  /** Who sees it; everyone by default. */
  readonly seenBy?: readonly Audience[]
}

/** For internal eyes alone: phones, notes, ids. */
export const internal: readonly Audience[] = ['interne']

/** Everyone but the public. */
export const notPublic: readonly Audience[] = ['interne', 'partenaires']

/** What a table sheet is made from. */
export interface TableOf<T> {
  readonly name: string
  readonly heading: Heading
  readonly audience: Audience
  readonly columns: readonly ColumnOf<T>[]
  readonly items: readonly T[]
  /** What the sheet says when there is none. */
  readonly empty?: string
}

/** Makes a sheet of one line per item, without the columns that its reader may not see. */
export function tableSheet<T>({ name, heading, audience, columns, items, empty }: TableOf<T>): Sheet {
  const isSeen = ({ seenBy }: ColumnOf<T>): boolean => seenBy?.includes(audience) ?? true
  const shown = columns.filter(isSeen)
  return {
    name,
    heading,
    columns: shown.map(({ value: _value, formula: _formula, seenBy: _seenBy, ...column }) => column),
    lines: items.map((item) => ({ cells: shown.map((column) => cellOf(column, item)) })),
    omitted: columns.filter((column) => !isSeen(column)).map(({ key }) => key),
    ...(empty === undefined ? {} : { empty }),
  }
}

function cellOf<T>(column: ColumnOf<T>, item: T): Cell {
  const cell = column.value(item)
  return column.formula === undefined ? cell : { formula: column.formula, value: valueOf(cell) }
}

/** The value of a cell, whether it is calculated or not. */
export function valueOf(cell: Cell): CellValue {
  return typeof cell === 'object' && cell !== null ? cell.value : cell
}

/** What a flag reads as; unknown stays empty. */
export function yesNo(flag: boolean | null | undefined): string | null {
  return flag == null ? null : flag ? 'Oui' : 'Non'
}
