import { useMemo } from 'react'
import { givenPart, isGiven, mayWrite, tableSpace, tableSpaces } from '../../core/document/rights'
import { homeScope } from '../../core/schema/derive'
import type { AnyRecordDef, AnyRow } from '../../core/schema/record'
import { useWorkspace } from './hooks'

/** What this person may do, as the rooms of their role say. A space is a département's code, or `national`. */
export interface Rights {
  /** Whether records of a kind are theirs to make and change in a space; in their own when none is named. */
  mayWrite(def: AnyRecordDef, space?: string): boolean
  /** Whether records of a kind reach them at all. */
  receives(def: AnyRecordDef): boolean
  /** A kind with the fields that reach them from a space, in their tables when none is named, and no other. */
  givenPart(def: AnyRecordDef, space?: string): AnyRecordDef
  /** The spaces whose fields a table of these rows has. */
  tableSpaces(def: AnyRecordDef, rows: readonly AnyRow[]): readonly string[]
  /** A kind with the fields that reach them from one of those spaces. */
  tablePart(def: AnyRecordDef, spaces: readonly string[]): AnyRecordDef
}

/** The rights of whoever holds this workspace. */
export function useRights(): Rights {
  const { role, space: own } = useWorkspace().identity
  return useMemo(() => {
    const holder = { role, space: own }
    return {
      mayWrite: (def, space = own) => mayWrite(holder, def, space),
      receives: (def) => isGiven(holder, def, homeScope(def), tableSpace(holder, def)),
      givenPart: (def, space = tableSpace(holder, def)) => givenPart(holder, def, space),
      tableSpaces: (def, rows) => tableSpaces(holder, def, rows),
      tablePart: (def, spaces) => givenPart(holder, def, ...spaces),
    }
  }, [role, own])
}
