import type { RowStore } from '../projection/rows'
import { contact } from '../records/contact'
import { coordinator } from '../records/coordinator'
import { promeneur } from '../records/promeneur'
import type { Kind } from '../schema/field'
import type { AnyRecordDef, AnyRow } from '../schema/record'

/** The kinds of record that are somebody. */
const people: readonly AnyRecordDef[] = [promeneur, contact, coordinator]

/** Whether a kind of record is somebody. */
export const isPerson = (def: AnyRecordDef): boolean => people.some(({ name }) => name === def.name)

/** Kinds of field in which somebody may be named or reached, and nobody can count whom. */
const telling: readonly Kind[] = ['email', 'phone', 'longText', 'richText', 'file', 'rows']

/**
 * How many people some rows name in some of their fields, themselves or by reference; null where they name nobody who
 * can be counted and may name somebody all the same (an address, a comment), 0 where they cannot.
 */
export function personsIn(
  rows: Pick<RowStore, 'get'>,
  def: AnyRecordDef,
  shown: readonly AnyRow[],
  columns: readonly string[],
): number | null {
  const found = new Set<string>(isPerson(def) ? shown.map(({ id }) => id) : [])
  for (const { values } of shown)
    for (const id of columns.flatMap((name) => referredTo(values[name])))
      if (people.some(({ name }) => rows.get(name, id))) found.add(id)
  if (found.size > 0) return found.size
  const mayTell = columns.some((name) => telling.includes(def.fields[name]?.kind ?? 'text'))
  return mayTell && shown.length > 0 ? null : 0
}

/** How many people a whole space holds, those in the trash included. */
export const personsHeld = (rows: Pick<RowStore, 'list' | 'trash'>): number =>
  people.reduce((sum, { name }) => sum + rows.list(name).length + rows.trash(name).length, 0)

/** What may be ids in a value: one, several, or the keys of marks. */
function referredTo(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.filter((one): one is string => typeof one === 'string')
  return typeof value === 'object' && value !== null ? Object.keys(value) : []
}
