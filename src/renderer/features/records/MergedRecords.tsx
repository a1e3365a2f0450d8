import { displayName } from '../../../core/schema/derive'
import type { AnyRecordDef } from '../../../core/schema/record'
import { useWorkspace } from '../../data/hooks'
import { useServices } from '../../ui/services'
import { recordPath } from './groups'

interface MergedRecordsProps {
  readonly def: AnyRecordDef
  readonly ids: readonly string[]
}

/** The records that one commit merged into another, by the names they have in the trash. */
export function MergedRecords({ def, ids }: MergedRecordsProps) {
  const { rows } = useWorkspace()
  const { nameOf } = useServices()
  return ids.map((id, index) => {
    const row = rows.get(def.name, id)
    return (
      <span key={id}>
        {index === 0 ? null : ', '}
        {row ? (
          <>
            «&nbsp;<a href={`#${recordPath(def.name, id)}`}>{displayName(def, row.values, nameOf)}</a>&nbsp;»
          </>
        ) : (
          'une fiche effacée'
        )}
      </span>
    )
  })
}
