import type { AnyRecordDef, AnyRow } from '../../../core/schema/record'
import { useWorkspace } from '../../data/hooks'

/** Whether this person may write records of a kind here, or one record of it. */
export function useReadOnly(def: AnyRecordDef, row?: AnyRow): boolean {
  const { role, space } = useWorkspace().identity
  if (role === 'reader') return true
  if (def.owner === 'committee') return role !== 'national' // about one département, and so in its space
  return row !== undefined && row.space !== space
}
