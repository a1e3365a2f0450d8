import type { AnyValues } from '../../../core/schema/record'
import type { DuplicatePair } from '../../../core/figures/duplicates'
import { lastEdits, preferredSide, type Said, type Side } from '../../../core/figures/preferredValue'
import { recordOf } from '../../../core/records'
import { isJoined } from '../../../core/schema/contradictions'
import type { Field } from '../../../core/schema/field'
import { formatField } from '../../../core/schema/kinds'
import type { NameOf } from '../../../core/schema/traits'
import { isEmpty } from '../../../core/schema/validate'
import type { Workspace } from '../../data/workspace'

/** The two records of a pair. */
type Pair = Pick<DuplicatePair, 'kind' | 'older' | 'newer'>

/** A field that the two records of a pair fill differently, of which one value stays. */
export interface Conflict {
  readonly key: string
  readonly older: Said
  readonly newer: Said
  /** The side that is proposed. */
  readonly preferred: Side
}

/** Of each pair, in their order, the fields in which one value has to give way, with the value that is proposed. */
export async function conflictsOf(
  workspace: Pick<Workspace, 'histories'>,
  pairs: readonly Pair[],
  nameOf: NameOf,
): Promise<readonly (readonly Conflict[])[]> {
  const choices = pairs.map((pair) =>
    Object.entries(recordOf(pair.kind)?.fields ?? {}).flatMap(([key, field]) =>
      isChoice(pair, key, field, nameOf) ? [key] : [],
    ),
  )
  const doubted = pairs.flatMap(({ older, newer }, index) => (choices[index]?.length ? [older, newer] : []))
  const histories = await workspace.histories(doubted)
  const edits = new Map(doubted.map(({ id }, index) => [id, lastEdits(histories[index] ?? [])] as const))
  return pairs.map(({ older, newer }, index) =>
    (choices[index] ?? []).map((key) => {
      const first = { value: older.values[key], edit: edits.get(older.id)?.get(key) }
      const second = { value: newer.values[key], edit: edits.get(newer.id)?.get(key) }
      return { key, older: first, newer: second, preferred: preferredSide(first, second) }
    }),
  )
}

/** What « même fiche » is to keep of the conflicts: what was picked, or else what is proposed. */
export const keptValues = (conflicts: readonly Conflict[], picked: ReadonlyMap<string, Side>): AnyValues =>
  Object.fromEntries(
    conflicts.map((conflict) => [
      conflict.key,
      conflict[picked.get(conflict.key) ?? conflict.preferred].value ?? null,
    ]),
  )

/** Whether both records say something, and not the same; of what is joined nothing is chosen. */
function isChoice({ older, newer }: Pair, key: string, field: Field, nameOf: NameOf): boolean {
  if (field.readOnly || field.kind === 'richText' || isJoined(field)) return false
  const [one, other] = [older.values[key], newer.values[key]]
  return (
    !isEmpty(one) && !isEmpty(other) && formatField(field, one, nameOf) !== formatField(field, other, nameOf)
  )
}
