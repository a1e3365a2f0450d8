import type { CellChange } from '../document/cells'
import { changesFor } from '../document/values'
import { recordOf } from '../records'
import { belongsTo, idsIn, targetsOf } from '../schema/links'
import type { AnyRecordDef, AnyRow, AnyValues } from '../schema/record'
import { isEmpty } from '../schema/validate'
import type { View } from './command'

/**
 * What a record of which nothing is known but its name learns from the first one that names it: whose it is, and what the
 * field that names it says. So whoever makes the « Responsable » of a structure where it is named has not to write the
 * structure in it, as an import has not.
 */
export function firstNamed(
  view: View,
  def: AnyRecordDef,
  id: string,
  values: AnyValues,
): readonly CellChange[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const field = def.fields[name]
    const [kind, ...others] = field ? targetsOf(field) : []
    const target = kind === undefined || others.length > 0 ? undefined : recordOf(kind)
    if (!field || !target) return []
    const owner = belongsTo(target, def.name)
    const says = field.kind === 'ref' || field.kind === 'refs' ? field.makes : undefined
    if (owner === undefined) return []
    return idsIn(value).flatMap((named) => {
      const row = view.get(target.name, named)
      if (!row || row.deleted || row.space !== view.space || !isOnlyNamed(target, row)) return []
      return changesFor(target, named, row.values, { ...says, [owner]: id })
    })
  })
}

const isOnlyNamed = ({ fields, naming }: AnyRecordDef, { values }: AnyRow): boolean =>
  Object.keys(fields).every((name) => naming.includes(name) || isEmpty(values[name]))
