import { cleanLine } from '../schema/clean'
import type { Field } from '../schema/field'
import { fold } from '../schema/fold'
import { labelOf } from '../schema/kinds/options'
import { formatDay, isOnCalendar } from '../schema/kinds/dates'
import { parseField } from '../schema/kinds'
import type { FieldValue } from '../schema/record'
import type { ParseContext } from '../schema/traits'
import { sameText } from '../schema/likeness'
import { columnNames, type SheetLayout } from './importLayout'
import { otherLine } from './importMerge'
import { isOwnSheet, saysNone } from './importOwnSheet'
import { properName } from './importNames'
import { isEmptyCell, type RawCell, type RawTable } from './importTable'
import { definition, IGNORE, OTHER, type ImportKind } from './importTargets'

/** A cell that could not be read as it should, or a line with something to say. Nothing of it is lost. */
export interface CellProblem {
  readonly sheet: string
  readonly line: number
  /** Index of the column; absent for the whole line. */
  readonly column?: number
  readonly heading?: string
  readonly text: string
  readonly message: string
}

/** One line of a sheet, read. */
export interface RowDraft {
  /** Names the line each time the file is planned. */
  readonly key: string
  readonly kind: ImportKind
  readonly sheet: string
  readonly line: number
  readonly values: { [field: string]: FieldValue }
  /** What it says of the structure it names. */
  readonly facts: { [field: string]: FieldValue }
  /** Texts of the columns that name a record or mean something of their own, by target. */
  readonly said: ReadonlyMap<string, string>
  /** A yes or no in the column of the status: « Actif ». */
  readonly active?: boolean
}

/**
 * Reads the lines of a sheet under its headings; empty ones are passed over. What could not be read goes to `problems`,
 * and so does a line that nothing is taken of.
 */
export function readRows(
  table: RawTable,
  layout: SheetLayout,
  context: ParseContext,
  problems: CellProblem[],
): RowDraft[] {
  const { kind, header, targets } = layout
  if (kind === null) return []
  const headings = columnNames(table, header)
  const isOwn = isOwnSheet(table)
  const postalColumn = targets.findIndex((id) => id === 'postalCode' || id === 'structureId.postalCode')
  const drafts: RowDraft[] = []
  for (const [index, cells] of table.rows.entries()) {
    if (index <= header || cells.every(isEmptyCell) || (isOwn && saysNone(cells))) continue
    const line = { sheet: table.name, line: index + 1 }
    if (isTotal(cells)) {
      problems.push({ ...line, text: textOfLine(cells), message: 'Ligne de total\u00a0: laissée de côté.' })
      continue
    }
    if (targets.every((id, column) => id === IGNORE || isEmptyCell(cells[column]))) {
      problems.push({ ...line, text: textOfLine(cells), message: nothingTaken })
      continue
    }
    const postal = postalColumn < 0 ? '' : textOfCell(cells[postalColumn] ?? null)
    const reader = openRow(kind, context, postal, (column, text, message) =>
      problems.push({ ...line, column, heading: headings[column] ?? '', text, message }),
    )
    for (const [column, id] of targets.entries()) {
      const cell = cells[column]
      if (cell !== undefined && !isEmptyCell(cell) && id !== IGNORE)
        reader.read(id, cell, column, headings[column] ?? '')
    }
    drafts.push({ key: `${table.name}:${index + 1}`, kind, ...line, ...reader.close() })
  }
  return drafts
}

/** Whether a line adds up those above it: one word says so, « Total », and all the rest is figures. */
function isTotal(cells: readonly RawCell[]): boolean {
  const words = cells.filter((cell): cell is string => typeof cell === 'string' && /\p{L}/u.test(cell))
  return words.length === 1 && /^(?:sous )?tota(?:l|ux)(?: (?:general|generaux))?$/.test(fold(words[0] ?? ''))
}

const nothingTaken =
  'Ligne laissée de côté\u00a0: elle n’est remplie que dans des colonnes qui ne sont pas importées.'

const textOfLine = (cells: readonly RawCell[]): string =>
  cells
    .filter((cell) => !isEmptyCell(cell))
    .slice(0, 4)
    .map(textOfCell)
    .join(', ')

/** A cell as text, dates as people write them; what only looks like a date stays as it stands. */
export function textOfCell(cell: RawCell): string {
  if (typeof cell === 'boolean') return cell ? 'oui' : 'non'
  if (typeof cell === 'number') return String(cell).replace('.', ',')
  const text = cell ?? ''
  return isOnCalendar(text) ? formatDay(text) : cleanLine(text)
}

/** An amount that a calculation left with more decimals than its column shows. */
const inCents = (cell: RawCell): RawCell => (typeof cell === 'number' ? Math.round(cell * 100) / 100 : cell)

function openRow(
  kind: ImportKind,
  context: ParseContext,
  postal: string,
  refuse: (column: number, text: string, message: string) => void,
) {
  const { fields } = definition(kind)
  const structureFields = definition('structure').fields
  const values: { [field: string]: FieldValue } = {}
  const facts: { [field: string]: FieldValue } = {}
  const said = new Map<string, string>()
  const others: string[] = []
  let active: boolean | undefined

  const readInto = (
    into: { [field: string]: FieldValue },
    name: string,
    field: Field,
    cell: RawCell,
    column: number,
    heading: string,
  ): void => {
    const text = textOfCell(cell)
    const read = parseField(field, inputOf(field, cell, text, postal, context), context)
    if (read.ok) {
      if (read.value !== null)
        into[name] =
          field.kind === 'text' && field.properName && typeof read.value === 'string'
            ? properName(read.value)
            : read.value
      if (
        name === 'type' &&
        field.kind === 'choice' &&
        typeof read.value === 'string' &&
        !sameText(labelOf(field.options, read.value), text)
      )
        into.localType = text
      return
    }
    if (name === 'type' && structureFields.localType) into.localType = text
    else others.push(otherLine(heading, text))
    refuse(column, text, read.error)
  }

  return {
    read(id: string, cell: RawCell, column: number, heading: string): void {
      const field = fields[id]
      const fact = id.startsWith('structureId.') ? id.slice('structureId.'.length) : undefined
      const factField = fact === undefined ? undefined : structureFields[fact]
      if (id === OTHER) others.push(otherLine(heading, textOfCell(cell)))
      else if (fact !== undefined && factField) readInto(facts, fact, factField, cell, column, heading)
      else if (id === 'paid') said.set(id, textOfCell(inCents(cell)))
      else if ((field?.kind === 'ref' || NAMES.has(id)) && fold(textOfCell(cell)) === '') {
        // A name without a letter is none; a dash is how an empty cell is written, anything else is said.
        if (!DASH.test(textOfCell(cell))) refuse(column, textOfCell(cell), nameless)
      } else if (!field || field.kind === 'ref') said.set(id, textOfCell(cell))
      else if (id === 'charteSigned' && kind === 'promeneur' && readSignature(values, fields, cell, context))
        return
      else {
        readInto(values, id, field, cell, column, heading)
        if (id === 'status' && kind === 'promeneur') active = yesOrNo(cell)
      }
    },
    close() {
      // Signed, without a date: that is an answer of its own, never a made-up date.
      if (kind === 'promeneur' && values.charteSigned === true && values.charteSignedAt === undefined)
        values.charteSignedAt = 'unknown'
      if (kind === 'promeneur' && values.charteSignedAt !== undefined) values.charteSigned ??= true
      if (others.length > 0 && fields.otherColumns) values.otherColumns = others.join('\n')
      return { values, facts, said, ...(active === undefined ? {} : { active }) }
    },
  }
}

/** Columns that name somebody, beside those that name a record. */
const NAMES: ReadonlySet<string> = new Set(['fullName', 'manager', 'manager.firstName', 'manager.lastName'])

const DASH = /^[-\u2010-\u2015\u2212\s]+$/

const nameless = 'Aucun nom ne s’y lit\u00a0: la case est tenue pour vide.'

/** What the field's kind is given to read: a commune comes with its postal code, a code as a number. */
function inputOf(field: Field, cell: RawCell, text: string, postal: string, context: ParseContext): unknown {
  if (field.kind === 'commune') return communeText(text, postal, context)
  if (field.kind === 'money') return inCents(cell)
  // A file of text has gone through a spreadsheet too: what it lost on the left is given back as to a number.
  if (field.kind === 'text' && field.digits !== undefined && /^\d+$/.test(text)) return Number(text)
  return typeof cell === 'number' && field.kind !== 'date' ? text : cell
}

/** A date in « Charte signée » says both that it is signed and when. */
function readSignature(
  values: { [field: string]: FieldValue },
  fields: { readonly [name: string]: Field },
  cell: RawCell,
  context: ParseContext,
): boolean {
  const field = fields.charteSignedAt
  const day = field ? parseField(field, cell, context) : undefined
  if (!day?.ok || day.value === null || day.value === 'unknown') return false
  values.charteSigned = true
  values.charteSignedAt = day.value
  return true
}

function yesOrNo(cell: RawCell): boolean | undefined {
  const flag = parseField({ kind: 'flag', label: '', scope: 'private' }, cell, { today: '' })
  return flag.ok && flag.value !== null ? flag.value : undefined
}

/** Homonymous communes of a département are told apart by the postal code of the line. */
function communeText(text: string, postal: string, { communes, department }: ParseContext): string {
  const found = communes?.find(text, department) ?? []
  if (found.length < 2 || postal === '') return text
  const near = communes?.find(postal.padStart(5, '0'), department) ?? []
  const both = found.filter((code) => near.includes(code))
  const name = both.length === 1 && both[0] !== undefined ? communes?.nameOf(both[0]) : undefined
  return name === undefined ? text : `${name} (${both[0]})`
}
