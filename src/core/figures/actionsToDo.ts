import { action } from '../records/action'
import type { Row } from '../schema/record'
import { dayOf, livingRows, type Source } from './source'

/** An action as it is stored. */
type ActionRow = Row<typeof action>

/** Neither done nor given up. */
export function isToDo({ values }: ActionRow): boolean {
  return values.status !== 'fait' && values.status !== 'abandonne'
}

/** What is to be done on no day that is known: no deadline will ever recall it. */
export function undatedActions(source: Source, space?: string): readonly ActionRow[] {
  return livingRows(source, action, space).filter((row) => isToDo(row) && dayOf(row.values.dueDate) === null)
}
