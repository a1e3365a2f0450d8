import type { Result } from '../result'
import type { FieldOf, Kind } from './field'
import type { KindValues } from './record'

/** Finds communes by what people write; `core/reference/communes` makes one from the list on disk. */
export interface CommuneIndex {
  /** Name of an INSEE code. */
  nameOf(code: string): string | undefined
  /** INSEE codes that a code, a postal code or a name may mean, those of the given département alone if it has any. */
  find(text: string, department: string | undefined): readonly string[]
  postalCodesOf(code: string): readonly string[]
}

/** What reading an input may depend on, handed in: no hidden clock, no hidden place. */
export interface ParseContext {
  /** `2026-11-22`: completes a date typed without a year, or with two digits. */
  readonly today: string
  /** Département code: decides between homonymous communes. */
  readonly department?: string | undefined
  readonly communes?: CommuneIndex | undefined
}

/** Gives the name of a record by its id, or of a commune by its INSEE code; the two never look alike. */
export type NameOf = (reference: string) => string | undefined

/** The form's widget for a kind of field. */
export type Widget =
  | 'line'
  | 'area'
  | 'rich'
  | 'number'
  | 'money'
  | 'day'
  | 'month'
  | 'slot'
  | 'check'
  | 'select'
  | 'multi'
  | 'range'
  | 'email'
  | 'phone'
  | 'url'
  | 'commune'
  | 'siret'
  | 'record'
  | 'records'
  | 'marks'
  | 'file'
  | 'rows'

/** How a value stands in a worksheet; `number` of a money field is in euros there, a `date` is a real date. */
export interface SheetFormat {
  readonly type: 'text' | 'number' | 'date'
  /** In characters, as spreadsheets count. */
  readonly width: number
  readonly format?: string
}

/** A kind of field begins and ends here: reading, showing, sorting, its widget, its worksheet cell. */
export interface KindTraits<K extends Kind> {
  /** Whether a stored value has this kind's shape; rows are read leniently and may hold anything. */
  is(value: unknown): value is KindValues[K]
  /**
   * Reads what people type and what spreadsheets hold, never blank. A number in a money field is euros.
   * The error says, in French, what to write instead.
   */
  parse(input: unknown, field: FieldOf<K>, context: ParseContext): Result<KindValues[K], string>
  /** French text that `parse` reads back to the same value (references apart, which are chosen, not typed). */
  format(value: KindValues[K], field: FieldOf<K>, nameOf: NameOf): string
  compare(a: KindValues[K], b: KindValues[K], field: FieldOf<K>, nameOf: NameOf): number
  readonly widget: Widget
  sheet(field: FieldOf<K>): SheetFormat
}

const collator = new Intl.Collator('fr', { numeric: true })

/** French alphabetical order; equal texts by code so that the order is the same on every replica. */
export function compareText(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0)
}

/** Most kinds are stored as text. */
export function isText(value: unknown): value is string {
  return typeof value === 'string'
}
