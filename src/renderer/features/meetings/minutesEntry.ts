import type { RowStore } from '../../../core/projection/rows'
import { action } from '../../../core/records/action'
import type { meeting } from '../../../core/records/meeting'
import { formatDay } from '../../../core/schema/kinds/dates'
import type { Row } from '../../../core/schema/record'
import { audiences } from '../../../core/sheets/sheet'
import { rowsOf } from '../../../core/projection/rows'
import type { ExportEntry } from '../../data/workspace'

/** What the log of exports says of minutes that were printed: whom they name is counted, the meeting's title is not told. */
export function minutesEntry(
  of: Row<typeof meeting>,
  rows: Pick<RowStore, 'list'>,
): Omit<ExportEntry, 'at' | 'author'> {
  const { date, attendance, confidentiality, kind } = of.values
  const owners = rowsOf(rows, action).flatMap(({ values }) =>
    values.originId === of.id && values.ownerId ? [values.ownerId] : [],
  )
  const named = new Set([...Object.keys(attendance ?? {}), ...owners])
  const isClosed = kind === 'analyse' || confidentiality === 'coordination'
  return {
    what: `Compte rendu de réunion, ${date ? formatDay(date) : 'sans date'}`,
    recipient: isClosed ? audiences.interne : 'Non précisé',
    // Notes may name people whom nobody has ticked.
    persons: named.size > 0 ? named.size : null,
  }
}
