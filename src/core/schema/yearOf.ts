import { filingYear } from './filingYear'
import { isDay } from './kinds/dates'

/** A yearly record, of which the year is asked. */
interface Yearly {
  readonly id: string
  readonly values: { readonly date?: unknown }
}

/** The year of a yearly record: that of its date, or else the one it is filed under. */
export const yearOf = ({ id, values }: Yearly): number | undefined =>
  isDay(values.date) ? Number(values.date.slice(0, 4)) : filingYear(id)
