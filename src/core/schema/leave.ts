import { isDay } from './kinds/dates'
import type { AnyValues, Leave } from './record'
import { isEmpty } from './validate'

/** Whether the consent, as it was given, names this field and was not withdrawn. */
export function isCovered(leave: Leave, values: AnyValues, field: string): boolean {
  const named = values[leave.consent]
  return (
    Array.isArray(named) &&
    named.includes(leave.shown[field]) &&
    !isEmpty(values[leave.since]) &&
    isEmpty(values[leave.withdrawn])
  )
}

/** Whether the consent has run out by a day; it holds on its last one. An end that cannot be read has passed. */
export function isExpired(leave: Leave, values: AnyValues, today: string): boolean {
  const until = values[leave.until]
  return !isEmpty(until) && !(isDay(until) && until >= today)
}

/** The fields shown by leave that hold something. */
export function shownFields(leave: Leave, values: AnyValues): readonly string[] {
  return Object.keys(leave.shown).filter((field) => !isEmpty(values[field]))
}
