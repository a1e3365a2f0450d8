import { records } from '../../../core/records'
import type { RowStore } from '../../../core/projection/rows'
import type { Field } from '../../../core/schema/field'
import { targetsOf } from '../../../core/schema/links'
import type { AnyRecordDef, AnyRow, AnyValues } from '../../../core/schema/record'
import { hintOf } from './hints'

/** Records of one kind that refer to a record by one of their fields. */
export interface LinkGroup {
  readonly def: AnyRecordDef
  readonly field: string
  readonly label: string
  readonly rows: readonly AnyRow[]
  /** Values of a new record that would join the group; null where it is not made from here. */
  readonly seed: AnyValues | null
}

const reaches = (field: Field, kind: string): boolean =>
  (field.kind === 'ref' || field.kind === 'refs' || field.kind === 'marks') &&
  (typeof field.to === 'string' ? field.to === kind : field.to.includes(kind))

const holds = (value: unknown, id: string): boolean => {
  if (value === id) return true
  if (Array.isArray(value)) return value.includes(id)
  return typeof value === 'object' && value !== null && id in value
}

/**
 * Who refers to a record, derived from every reference of every kind. A kind that belongs to it (the reference is
 * required, or expected and to that kind alone) is shown even while empty, so that something can be added there; never
 * one of which nobody adds any.
 */
export function linksTo(rows: Pick<RowStore, 'list'>, kind: string, id: string): readonly LinkGroup[] {
  return records.flatMap((record) => {
    const def: AnyRecordDef = record
    const fields = Object.entries(def.fields).filter(([, field]) => reaches(field, kind))
    return fields.flatMap(([name, field]) => {
      const found = rows.list(def.name).filter((row) => holds(row.values[name], id))
      const isAdded = !def.single && !hintOf(def.name).isMade
      const belongs = isAdded && field.kind === 'ref' && (field.required === true || field.expected === true)
      const isChild = belongs && (field.required === true || targetsOf(field).length === 1)
      if (found.length === 0 && !isChild) return []
      const label = fields.length > 1 ? `${def.title} (${field.label})` : def.title
      return [{ def, field: name, label, rows: found, seed: belongs ? { [name]: id } : null }]
    })
  })
}
