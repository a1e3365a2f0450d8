import type { RowStore } from '../projection/rows'
import { recordOf } from '../records'
import { type Column, tellingColumns } from '../schema/derive'
import type { AnyRow } from '../schema/record'
import type { NameOf } from '../schema/traits'

/** A line of a list: what it calls its record, and which record that is. */
export interface NamedLine {
  readonly kind: string
  readonly id: string
  readonly name: string
}

/** A convention is called by its structure. */
const calledBy: { readonly [kind: string]: { readonly kind: string; readonly field: string } | undefined } = {
  convention: { kind: 'structure', field: 'structureId' },
}

/** Whether a column says where somebody works or something stands, and not how it is reached. */
export const isPlace = ({ field }: Column): boolean => field.kind === 'ref' || field.kind === 'commune'

/** How many of them are said. */
const MOST = 2

/**
 * What tells the lines of a list apart where several records have one name, by record id: « Hugo Gosselin, 02 17 10 61
 * 08 ». What they share is not said; a name that stands alone needs nothing. `tells` leaves out what is not to be told.
 */
export function namesakes(
  rows: Pick<RowStore, 'get'>,
  lines: readonly NamedLine[],
  nameOf: NameOf,
  tells: (column: Column) => boolean = () => true,
): ReadonlyMap<string, string> {
  const byName = new Map<string, Map<string, AnyRow>>()
  for (const { kind, id, name } of lines) {
    const row = namedRow(rows, kind, id)
    if (row) byName.set(name, (byName.get(name) ?? new Map<string, AnyRow>()).set(row.id, row))
  }
  const told = new Map<string, string>()
  for (const { kind, id, name } of lines) {
    const row = namedRow(rows, kind, id)
    const same = [...(byName.get(name)?.values() ?? [])]
    if (!row || same.length < 2) continue
    const def = recordOf(row.kind)
    const facts = (def ? tellingColumns(def) : [])
      .filter(tells)
      .filter((column) => new Set(same.map((one) => column.text(one, nameOf))).size > 1)
      .map((column) => column.text(row, nameOf))
      .filter((fact) => fact !== '')
    told.set(id, facts.slice(0, MOST).join(', '))
  }
  return told
}

function namedRow(rows: Pick<RowStore, 'get'>, kind: string, id: string): AnyRow | undefined {
  const row = rows.get(kind, id)
  const by = calledBy[kind]
  if (!row || !by) return row
  const parent = row.values[by.field]
  return typeof parent === 'string' ? rows.get(by.kind, parent) : undefined
}
