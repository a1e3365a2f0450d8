import type { Scope } from '../schema/field'
import { homeScope } from '../schema/derive'
import { filingYear } from '../schema/filingYear'
import type { AnyRecordDef } from '../schema/record'
import { parseRoom } from '../sync/protocol'

/** The committee's own space; every other space is a département's code. */
export const NATIONAL = 'national'

/** Whether a kind has fields in the scope. */
export const hasScope = (def: AnyRecordDef, scope: Scope): boolean =>
  Object.values(def.fields).some((field) => field.scope === scope)

/**
 * The room that holds the cells of one scope of a record.
 * Throws when a yearly record's id carries no year: the id was not made by `newId`.
 */
export function roomOf(def: AnyRecordDef, scope: Scope, id: string, space: string): string {
  if (def.owner === 'committee') return `national-${space}`
  if (space === NATIONAL) return 'national-private'
  const base = scope === 'shared' ? `dep-${space}` : `dep-${space}-private`
  if (def.partition === 'base') return base
  const year = filingYear(id)
  if (year === undefined) throw new Error(`a yearly record without a year in its id: ${def.name} ${id}`)
  return `${base}-${year}`
}

/** The room where a record exists and is trashed. */
export const homeRoom = (def: AnyRecordDef, id: string, space: string): string =>
  roomOf(def, homeScope(def), id, space)

/** Every room that may hold cells of a record, its home first. */
export function roomsOf(def: AnyRecordDef, id: string, space: string): string[] {
  const home = homeRoom(def, id, space)
  const scopes = (['shared', 'private'] as const).filter((scope) => hasScope(def, scope))
  return [home, ...scopes.map((scope) => roomOf(def, scope, id, space)).filter((room) => room !== home)]
}

/** What a room's name says: whose it is, which scope it holds, and its year if it is a yearly one. */
export interface RoomPlace {
  readonly space: string
  readonly scope: Scope
  readonly year?: number
  /** Written by the committee: `national`, `national-50`, `national-private`. */
  readonly committee: boolean
}

/** Reads a room's name; undefined for a name outside the grammar. */
export function placeOf(room: string): RoomPlace | undefined {
  const name = parseRoom(room)
  if (!name) return undefined
  if (name.of === 'national')
    return { space: NATIONAL, scope: name.private ? 'private' : 'shared', committee: true }
  if (name.of === 'remarks') return { space: name.department, scope: 'shared', committee: true }
  const place = {
    space: name.department,
    scope: name.private ? 'private' : 'shared',
    committee: false,
  } as const
  return name.year === undefined ? place : { ...place, year: name.year }
}

/** Whether a room may speak for a field of a kind: the committee's own rooms hold both scopes. */
export function speaksFor(room: string, def: AnyRecordDef, scope: Scope): boolean {
  const place = placeOf(room)
  if (!place) return false
  if (place.committee) return room === 'national-private' || def.owner === 'committee'
  return def.owner === 'department' && place.scope === scope
}
