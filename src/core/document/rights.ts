import { homeScope } from '../schema/derive'
import type { Scope } from '../schema/field'
import type { AnyRecordDef, AnyRow } from '../schema/record'
import { accessTo, type Access, type Role } from '../sync/protocol'
import { NATIONAL, roomOf } from './rooms'

/** Who works on a copy: in which role, and of which space (a département's code, or `national`). */
export interface Holder {
  readonly role: Role
  readonly space: string
}

/** What a holder may do in a room: the server's own rule, so that nothing is written here that it would refuse. */
export function accessOf({ role, space }: Holder, room: string): Access | undefined {
  return accessTo(role, space === NATIONAL ? [] : [space], room)
}

/** Whether a holder writes in a room. */
export const writesIn = (holder: Holder, room: string): boolean => accessOf(holder, room) === 'write'

/** Whether a holder may make and change records of a kind in a space. Of its own, the committee keeps some kinds only. */
export function mayWrite(holder: Holder, def: AnyRecordDef, space: string): boolean {
  if (space === NATIONAL && !def.ofCommittee) return false
  return writesIn(holder, baseRoom(def, homeScope(def), space))
}

/** Whether a holder is given what the fields of a scope hold in a space: what is not is « non communiqué », never empty. */
export const isGiven = (holder: Holder, def: AnyRecordDef, scope: Scope, space: string): boolean =>
  accessOf(holder, baseRoom(def, scope, space)) !== undefined

/**
 * The space whose records of a kind a holder's tables show: the committee's are of the départements, whichever it is,
 * but for the kinds that it keeps some of itself.
 */
export const tableSpace = ({ space }: Holder, def: AnyRecordDef): string =>
  space === NATIONAL && !def.ofCommittee ? ANY_DEPARTMENT : space

/**
 * The spaces whose fields a table of some rows has. Of a kind that the committee keeps some of itself, the départements
 * send it less than it writes of its own: what no row can hold is no column.
 */
export function tableSpaces(
  holder: Holder,
  def: AnyRecordDef,
  rows: readonly Pick<AnyRow, 'space'>[],
): string[] {
  const usual = tableSpace(holder, def)
  if (usual !== NATIONAL || rows.every(({ space }) => space === NATIONAL)) return [usual]
  return rows.some(({ space }) => space === NATIONAL) ? [ANY_DEPARTMENT, NATIONAL] : [ANY_DEPARTMENT]
}

/** A kind with the fields that a holder is given in one of some spaces, and no other. */
export function givenPart(holder: Holder, def: AnyRecordDef, ...spaces: readonly string[]): AnyRecordDef {
  const fields = Object.fromEntries(
    Object.entries(def.fields).filter(([, { scope }]) =>
      spaces.some((space) => isGiven(holder, def, scope, space)),
    ),
  )
  return { ...def, fields, naming: def.naming.filter((name) => Object.hasOwn(fields, name)) }
}

/** The committee reads the same of each. */
const ANY_DEPARTMENT = '01'

/** The rooms of all years are read and written by the same people. */
const baseRoom = (def: AnyRecordDef, scope: Scope, space: string): string =>
  roomOf({ ...def, partition: 'base' }, scope, '', space)
