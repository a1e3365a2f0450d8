import { cleanLine } from '../schema/clean'
import { fold } from '../schema/fold'
import { columnLetter, isEmptyCell, type RawCell, type RawTable } from './importTable'
import { isDerivedColumn, isDerivedSheet, isOwnSheet } from './importOwnSheet'
import {
  headingIndex,
  headingKey,
  IGNORE,
  importKinds,
  OTHER,
  targetsOf,
  type ImportKind,
} from './importTargets'

/** What becomes of promeneurs whose « Actif » says no: for the whole column, until the coordinator says otherwise. */
export interface InactiveAs {
  readonly status: string
  /** `2026-06-30`, `'unknown'` (« date inconnue »), or null: left empty. */
  readonly exitDate: string | null
}

/** What a sheet means: guessed, then corrected by hand. */
export interface SheetLayout {
  /** Null: the sheet is left out. */
  readonly kind: ImportKind | null
  /** Index of the row of headings, or `NO_HEADINGS`; the rows above it are titles. */
  readonly header: number
  /** What each column means, by its index. */
  readonly targets: readonly string[]
  readonly inactive: InactiveAs
}

/** The row of headings of a sheet that has none: what it holds begins with its first row. */
export const NO_HEADINGS = -1

const HEADER_WITHIN = 40
const defaultInactive: InactiveAs = { status: 'sorti', exitDate: 'unknown' }

/** Without these a sheet is not of the kind: each group needs one of its columns. */
const NEEDED: { readonly [kind in ImportKind]: readonly (readonly string[])[] } = {
  structure: [['name']],
  partner: [['name'], ['kind', 'roles', 'acronym', 'themes']],
  contact: [
    ['lastName', 'fullName', 'firstName'],
    ['partnerId', 'structureId', 'roles'],
  ],
  promeneur: [['lastName', 'firstName', 'fullName']],
  funding: [
    ['requested', 'granted', 'paid'],
    ['funderId', 'fund', 'purpose'],
    ['year', 'funderId'],
  ],
}

/** Columns that promeneurs alone have, where a sheet of persons could be one of contacts as well. */
const TELLING: ReadonlySet<string> = new Set([
  'status',
  'charteSigned',
  'charteSignedAt',
  'entryDate',
  'structureId.type',
  'structureId.qpv',
])

const SHEET_NAMES: { readonly [kind in ImportKind]: readonly string[] } = {
  structure: ['structure'],
  partner: ['partenaire', 'financeur'],
  contact: ['contact'],
  promeneur: ['promeneur', 'pdn'],
  funding: ['financement', 'subvention'],
}

/**
 * The headings of a sheet: its row of headings, each a line of text that no other column has (« Remarque », « Remarque
 * (2) »), empty where there is none; « Colonne A », « Colonne B »… for a sheet that has no such row.
 */
export function headingsOf(table: RawTable, header: number): readonly string[] {
  const width = Math.max(0, ...table.rows.map((row) => row.length))
  if (header === NO_HEADINGS)
    return Array.from({ length: width }, (_, index) => `Colonne ${columnLetter(index)}`)
  const row = table.rows[header] ?? []
  return distinct(Array.from({ length: width }, (_, index) => textOf(row[index] ?? null)))
}

/** What each column is called where its heading is kept with what it says: a column without one goes by its letter. */
export function columnNames(table: RawTable, header: number): readonly string[] {
  return distinct(
    headingsOf(table, header).map((heading, column) => heading || `Colonne ${columnLetter(column)}`),
  )
}

/** The same texts with a number behind those that were there before; a text that stands for nothing stays empty. */
function distinct(texts: readonly string[]): readonly string[] {
  const taken = new Set(texts)
  const met = new Set<string>()
  return texts.map((text) => {
    let name = text
    for (let number = 2; name !== '' && met.has(name); number += 1) {
      const next = `${text} (${number})`
      if (!taken.has(next)) name = next
    }
    met.add(name)
    return name
  })
}

const textOf = (cell: RawCell): string =>
  cleanLine(typeof cell === 'boolean' ? (cell ? 'oui' : 'non') : String(cell ?? ''))

/**
 * Finds the row of headings under the titles and what the sheet and its columns mean. A sheet that nothing is
 * recognised in is left out until someone says what it holds.
 */
export function guessLayout(table: RawTable): SheetLayout {
  let best: { kind: ImportKind; header: number; score: number } | undefined
  const rows = table.rows.slice(0, HEADER_WITHIN)
  for (const kind of importKinds) {
    const index = headingIndex(kind)
    for (const [header, row] of rows.entries()) {
      const known = scoreOf(kind, new Set(row.map((cell) => index.get(headingKey(textOf(cell))))))
      const score = known && known + nameBonus(kind, table.name)
      if (score > (best?.score ?? 0)) best = { kind, header, score }
    }
  }
  const layout = best && layoutFor(table, best.kind, best.header)
  if (!layout?.kind)
    return { kind: null, header: likelyHeader(table), targets: [], inactive: defaultInactive }
  const isDerived = isOwnSheet(table) && isDerivedSheet(layout.kind, layout.targets)
  return isDerived ? { ...layout, kind: null, targets: [] } : layout
}

/**
 * The layout of a sheet that somebody says is of this kind, columns matched by their headings: of two that mean the same
 * the one that bears the field's own label, else the first.
 */
export function layoutFor(table: RawTable, kind: ImportKind, header: number): SheetLayout {
  const index = headingIndex(kind)
  const keys = headingsOf(table, header).map(headingKey)
  const labels = new Map(targetsOf(kind).map(({ id, label }) => [id, headingKey(label)]))
  const columnOf = new Map<string, number>()
  for (const isLabel of [true, false])
    for (const [column, key] of keys.entries()) {
      const found = index.get(key)
      if (found === undefined || columnOf.has(found)) continue
      if (!isLabel || labels.get(found) === key) columnOf.set(found, column)
    }
  const isOwn = isOwnSheet(table)
  const targets = keys.map((key, column) => {
    const found = index.get(key)
    if (found !== undefined && columnOf.get(found) === column) return found
    const isKept = !isEmptyColumn(table, header, column) && !(isOwn && isDerivedColumn(kind, key))
    return isKept ? OTHER : IGNORE
  })
  return { kind, header, targets, inactive: defaultInactive }
}

/**
 * The row where headings most likely stand, for a sheet of a kind that was not recognised: its first full row, unless
 * somebody stands there. Then it is a row of words above, or there are no headings.
 */
export function likelyHeader(table: RawTable): number {
  const rows = table.rows.slice(0, HEADER_WITHIN)
  const widest = widestRow(rows)
  if (!isLine(rows[widest] ?? [])) return widest
  const above = rows.slice(0, widest).findLastIndex((row) => {
    const filled = row.filter((cell) => !isEmptyCell(cell))
    return filled.length > 1 && filled.every((cell) => typeof cell === 'string') && !isLine(row)
  })
  return above < 0 ? NO_HEADINGS : above
}

/** What no heading holds: a mail address, a telephone number, a date. */
const MAIL = /\S@\S+\.\S/
const PHONE = /^(?:\+33|0033|0)?[\s.]?[1-9](?:[\s.-]?\d{2}){4}$/
const DAY = /^(?:\d{4}-\d{2}-\d{2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4})$/

const isLine = (row: readonly RawCell[]): boolean =>
  row.some((cell) => [MAIL, PHONE, DAY].some((sign) => sign.test(textOf(cell))))

function scoreOf(kind: ImportKind, known: ReadonlySet<string | undefined>): number {
  const ids = [...known].filter((id) => id !== undefined)
  if (ids.length < 2 || !NEEDED[kind].every((group) => group.some((id) => known.has(id)))) return 0
  return ids.length + (kind === 'promeneur' ? ids.filter((id) => TELLING.has(id)).length : 0)
}

/** A sheet often says in its name what it holds; persons of a sheet that says nothing are promeneurs. */
function nameBonus(kind: ImportKind, name: string): number {
  const said = fold(name)
  if (SHEET_NAMES[kind].some((word) => said.includes(word))) return 2
  return kind === 'promeneur' ? 0.5 : 0
}

function isEmptyColumn(table: RawTable, header: number, column: number): boolean {
  return table.rows.slice(header + 1).every((row) => isEmptyCell(row[column]))
}

function widestRow(rows: readonly (readonly RawCell[])[]): number {
  const filled = rows.map((row) => row.filter((cell) => !isEmptyCell(cell)).length)
  return Math.max(0, filled.indexOf(Math.max(...filled)))
}
