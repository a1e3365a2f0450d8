import { recordOf, records } from '../records'
import type { RowStore } from '../projection/rows'
import { idsIn, targetsOf } from '../schema/links'
import type { AnyRecordDef, AnyRow } from '../schema/record'

type Rows = Pick<RowStore, 'get'>

interface ParentField {
  readonly name: string
  readonly kinds: readonly string[]
}

/** The fields that name what a record of a kind is a part of: it does not stand without it, a payment without its grant. */
const parentFields = (def: AnyRecordDef): readonly ParentField[] =>
  Object.entries(def.fields).flatMap(([name, field]) =>
    field.kind === 'ref' && field.required ? [{ name, kinds: targetsOf(field) }] : [],
  )

/** Kinds that are parts of others. */
const parts: readonly AnyRecordDef[] = records.filter((def) => parentFields(def).length > 0)

/**
 * What a record is a part of, or that is a part of in turn, and is in the trash: while it is there the record keeps all
 * that it says, and counts nowhere. Undefined for one that counts.
 */
export function trashedParent(rows: Rows, row: AnyRow): AnyRow | undefined {
  const def = recordOf(row.kind)
  if (!def || !parts.includes(def)) return undefined
  for (const { name, kinds } of parentFields(def)) {
    for (const id of idsIn(row.values[name]))
      for (const kind of kinds) {
        const parent = rows.get(kind, id)
        const trashed = parent?.deleted ? parent : parent && trashedParent(rows, parent)
        if (trashed) return trashed
      }
  }
  return undefined
}

/** The records of a list that count, as its kind goes: those whose parents are not in the trash. */
export function withParents<R extends AnyRow>(rows: Rows, kind: string, list: readonly R[]): readonly R[] {
  if (!parts.some(({ name }) => name === kind)) return list
  return list.filter((row) => trashedParent(rows, row) === undefined)
}

/** The kinds that records of one may be a part of, and those that these are: what decides whether it counts. */
export function parentKinds(kind: string): readonly string[] {
  const found = new Set<string>()
  const look = (name: string): void => {
    const def = parts.find((one) => one.name === name)
    for (const target of def ? parentFields(def).flatMap(({ kinds }) => kinds) : []) {
      if (found.has(target)) continue
      found.add(target)
      look(target)
    }
  }
  look(kind)
  return [...found]
}

/** How many records of a kind are a part of one. */
export interface Dependents {
  readonly def: AnyRecordDef
  readonly count: number
}

/** The living records that are a part of one, or of one of those, by kind: they count no more once it is in the trash. */
export function dependentsOf(rows: Pick<RowStore, 'list'>, row: AnyRow): readonly Dependents[] {
  const found = new Map<AnyRecordDef, Set<string>>()
  const look = (kind: string, id: string): void => {
    for (const def of parts) {
      const fields = parentFields(def).filter(({ kinds }) => kinds.includes(kind))
      if (fields.length === 0) continue
      const ids = found.get(def) ?? new Set()
      for (const part of rows.list(def.name)) {
        if (ids.has(part.id) || !fields.some(({ name }) => part.values[name] === id)) continue
        found.set(def, ids.add(part.id))
        look(def.name, part.id)
      }
    }
  }
  look(row.kind, row.id)
  return [...found].map(([def, ids]) => ({ def, count: ids.size }))
}
