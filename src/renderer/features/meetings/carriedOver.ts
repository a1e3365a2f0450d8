import { isToDo } from '../../../core/figures/actionsToDo'
import type { action } from '../../../core/records/action'
import type { meeting } from '../../../core/records/meeting'
import type { Row } from '../../../core/schema/record'

type ActionRow = Row<typeof action>
type MeetingRow = Row<typeof meeting>

/** Actions marked to be taken up again by earlier meetings of the same kind, and still to be done; the earliest due first. */
export function carriedOver(
  at: MeetingRow,
  meetings: readonly MeetingRow[],
  actions: readonly ActionRow[],
): readonly ActionRow[] {
  const byId = new Map(meetings.map((row) => [row.id, row]))
  return actions
    .filter((row) => {
      const { originId, carriedOver: isMarked } = row.values
      const origin = originId == null ? undefined : byId.get(originId)
      return origin !== undefined && isMarked === true && isToDo(row) && isBefore(origin, at)
    })
    .sort((a, b) => ((a.values.dueDate ?? '9999') < (b.values.dueDate ?? '9999') ? -1 : 1))
}

/** Whether one meeting came before another of its kind. */
export function isBefore(earlier: MeetingRow, later: MeetingRow): boolean {
  const [first, second] = [earlier.values.date, later.values.date]
  if (earlier.id === later.id || earlier.values.kind == null || earlier.values.kind !== later.values.kind)
    return false
  return first != null && first !== 'unknown' && (second == null || second === 'unknown' || first < second)
}
