import type { AnyRow } from '../../../core/schema/record'
import { givenUpRows, keepersAmong } from '../../../core/sheets/importGivenUp'
import { consultedKinds } from '../../../core/sheets/importPlan'
import type { Workspace } from '../../data/workspace'

/** The records of the space that an import looks at, the trashed ones too, with what « même fiche » has replaced in them. */
export async function rowsHere({ rows, identity, histories }: Workspace): Promise<readonly AnyRow[]> {
  const here = consultedKinds
    .flatMap((kind) => [...rows.list(kind), ...rows.trash(kind)])
    .filter((row) => row.space === identity.space)
  const keepers = keepersAmong(here)
  return keepers.length === 0 ? here : [...here, ...givenUpRows(here, keepers, await histories(keepers))]
}
