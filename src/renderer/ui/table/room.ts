import { type Column, displayName } from '../../../core/schema/derive'
import type { AnyRecordDef, AnyRow } from '../../../core/schema/record'
import type { NameOf } from '../../../core/schema/traits'
import { nameWidth, pixels, titleWidth } from './features'

/** How wide a column is: at least so, and as it would be to cut none of its texts. In pixels. */
export interface Width {
  readonly least: number
  readonly wanted: number
}

/** The widths of a table's name and of its columns, in their order. */
export interface Room {
  readonly name: Width
  readonly columns: readonly Width[]
}

const SAMPLE = 300
/** A text that is longer is one to open, not to read in a line. */
const WIDEST = 460
/** Widths go by steps, so that an edit seldom moves a column. */
const STEP = 20

/** The longest choice may be a rare one, that no row asked has. */
function widestChoice({ field }: Column): number {
  if (field.kind !== 'choice') return 0
  return stepped(7.9 * Math.max(0, ...Object.values(field.options).map((label) => label.length)))
}

const stepped = (letters: number): number => Math.min(WIDEST, Math.ceil((letters + 24) / STEP) * STEP)

/** Asks some of the rows, at even distances, how much room their texts want: all of them would be asked at every edit. */
export function roomOf(
  def: AnyRecordDef,
  rows: readonly AnyRow[],
  columns: readonly Column[],
  nameOf: NameOf,
): Room {
  const step = Math.max(1, Math.ceil(rows.length / SAMPLE))
  const sample = rows.filter((_, index) => index % step === 0)
  const widest = (letter: number, textOf: (row: AnyRow) => string): number => {
    const longest = Math.max(0, ...sample.map((row) => textOf(row).length))
    return stepped(longest * letter)
  }
  return {
    name: { least: nameWidth(def), wanted: widest(8.6, (row) => displayName(def, row.values, nameOf)) },
    columns: columns.map((column) => {
      const wanted = widest(7.9, (row) => column.text(row, nameOf))
      // A column whose texts are short leaves its room to the others, as far as its title lets it.
      const short = Math.min(pixels(column), Math.max(wanted, widestChoice(column)))
      return { least: Math.max(titleWidth(column), short), wanted }
    }),
  }
}
