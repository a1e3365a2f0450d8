import { DELETED, type CellChange } from '../document/cells'
import { changesFor } from '../document/values'
import { recordOf, records } from '../records'
import { isCovered, shownFields } from '../schema/leave'
import { targetsOf } from '../schema/links'
import type { AnyRecordDef, AnyValues, Leave } from '../schema/record'
import { isEmpty } from '../schema/validate'
import type { View } from './command'
import { recordAfter } from './recordAfter'

/**
 * A plan and what follows from it for records that show something by leave: what is no longer covered is cleared, and
 * with the consent withdrawn or the « yes » gone the record is in the trash, all in the commit that ends it. A withdrawal
 * takes the « yes » back as well: whoever said no is not to be shown by another way.
 */
export function withinLeave(view: View, changes: readonly CellChange[]): readonly CellChange[] {
  const defs: readonly AnyRecordDef[] = records
  const following = defs.flatMap((def) => (def.leave ? endedBy(view, changes, def, def.leave) : []))
  return following.length === 0 ? changes : withinLeave(view, [...changes, ...following])
}

function endedBy(
  view: View,
  changes: readonly CellChange[],
  def: AnyRecordDef,
  leave: Leave,
): readonly CellChange[] {
  const field = def.fields[leave.about]
  const subjects = field ? targetsOf(field) : []
  const own = new Set(changes.flatMap(({ kind, id }) => (kind === def.name ? [id] : [])))
  const told = new Set(changes.flatMap(({ kind, id }) => (subjects.includes(kind) ? [id] : [])))
  if (own.size + told.size === 0) return []
  const about =
    told.size === 0 ? [] : view.list(def.name).filter((row) => isAmong(told, row.values[leave.about]))
  return [...new Set([...own, ...about.map(({ id }) => id)])].flatMap((id) =>
    leaveOf(view, changes, def, leave, id),
  )
}

/** What one record has to give up. */
function leaveOf(
  view: View,
  changes: readonly CellChange[],
  def: AnyRecordDef,
  leave: Leave,
  id: string,
): readonly CellChange[] {
  const { values, deleted } = recordAfter(view, changes, def, id)
  const subject = subjectAfter(view, changes, def, leave, values)
  const shown = shownFields(leave, values)
  const isWithdrawn =
    !isEmpty(values[leave.withdrawn]) && isEmpty(view.get(def.name, id)?.values[leave.withdrawn])
  const hasEnded = isWithdrawn || (shown.length > 0 && !subject?.says)
  const cleared = deleted || hasEnded ? shown : shown.filter((name) => !isCovered(leave, values, name))
  return [
    ...changesFor(def, id, values, Object.fromEntries(cleared.map((name) => [name, null]))),
    ...(hasEnded && !deleted ? [{ kind: def.name, id, field: DELETED, value: true }] : []),
    ...(isWithdrawn && subject?.says
      ? [{ kind: subject.kind, id: subject.id, field: leave.flag, value: false }]
      : []),
  ]
}

/** The record that another one is about, as the plan leaves it, and whether it says yes. */
function subjectAfter(
  view: View,
  changes: readonly CellChange[],
  def: AnyRecordDef,
  leave: Leave,
  values: AnyValues,
): { readonly kind: string; readonly id: string; readonly says: boolean } | undefined {
  const id = values[leave.about]
  const field = def.fields[leave.about]
  const [kind] = field ? targetsOf(field) : []
  const of = kind === undefined ? undefined : recordOf(kind)
  if (!of || typeof id !== 'string') return undefined
  const after = recordAfter(view, changes, of, id)
  return { kind: of.name, id, says: !after.deleted && after.values[leave.flag] === true }
}

const isAmong = (ids: ReadonlySet<string>, value: unknown): boolean =>
  typeof value === 'string' && ids.has(value)
