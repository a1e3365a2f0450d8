import type { coordinator } from '../../../core/records/coordinator'
import { fold } from '../../../core/schema/fold'
import type { Row } from '../../../core/schema/record'
import { splitPersonName } from '../../../core/sheets/importNames'

type CoordinatorRow = Row<typeof coordinator>

/** The record of whoever works here, by the name given to this computer; someone still in place comes first. */
export function ownRecord(coordinators: readonly CoordinatorRow[], name: string): CoordinatorRow | undefined {
  const wanted = nameKey(splitPersonName(name))
  const called = coordinators.filter(({ values }) => nameKey(values) === wanted)
  return called.find(({ values }) => values.to == null) ?? called[0]
}

/** Accents, case and the order of the two names aside. */
function nameKey(names: {
  readonly firstName?: string | null | undefined
  readonly lastName?: string | null | undefined
}): string {
  return fold(`${names.firstName ?? ''} ${names.lastName ?? ''}`)
    .split(' ')
    .sort()
    .join(' ')
}
