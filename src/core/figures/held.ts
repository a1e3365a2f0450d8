import { dayOf } from './source'

/** A meeting or a training, of which its day is asked. */
interface Dated {
  readonly values: { readonly date?: unknown }
}

/**
 * Whether a meeting or a training was held in a year: its day is of that year and is not to come. Without a day one
 * cannot tell, and it does not count.
 */
export function isHeld({ values }: Dated, year: number, today: string): boolean {
  const day = dayOf(values.date)
  return day !== null && day.startsWith(`${year}-`) && day <= today
}
