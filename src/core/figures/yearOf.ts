import { filingYear } from '../document/rooms'
import { dayOf } from './source'

/** A yearly record, of which the year is asked. */
interface Yearly {
  readonly id: string
  readonly values: { readonly date?: unknown }
}

/** The year of a yearly record: that of its date, or else the one it is filed under. */
export function yearOf({ id, values }: Yearly): number | undefined {
  const date = dayOf(values.date)
  return date === null ? filingYear(id) : Number(date.slice(0, 4))
}
