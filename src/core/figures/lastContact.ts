import { act } from '../records/act'
import { meeting } from '../records/meeting'
import { dayOf, livingRows, type Source } from './source'

/** The last day on which each contact was met: by an act, or present at a meeting. What is to come is no contact yet. */
export function lastContacts(source: Source, today: string): ReadonlyMap<string, string> {
  const last = new Map<string, string>()
  const met = (ids: readonly string[], date: unknown): void => {
    const day = dayOf(date)
    if (day === null || day > today) return
    for (const id of ids) if ((last.get(id) ?? '') < day) last.set(id, day)
  }
  for (const { values } of livingRows(source, act)) met(values.contactIds ?? [], values.date)
  for (const { values } of livingRows(source, meeting)) {
    const marks = Object.entries(values.attendance ?? {})
    met(
      marks.flatMap(([id, mark]) => (mark === 'present' ? [id] : [])),
      values.date,
    )
  }
  return last
}
