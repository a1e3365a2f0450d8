import { describe, expect, test } from 'vitest'
import {
  givenPart,
  isGiven,
  mayWrite,
  tableSpace,
  tableSpaces,
  type Holder,
} from '../../../src/core/document/rights'
import { homeRoom, NATIONAL, roomOf } from '../../../src/core/document/rooms'
import { records } from '../../../src/core/records'
import { contact } from '../../../src/core/records/contact'
import { meeting } from '../../../src/core/records/meeting'
import { promeneur } from '../../../src/core/records/promeneur'
import type { AnyRecordDef } from '../../../src/core/schema/record'
import { accessTo } from '../../../src/core/sync/protocol'

const holders: readonly Holder[] = [
  { role: 'coordinator', space: '50' },
  { role: 'reader', space: '50' },
  { role: 'national', space: NATIONAL },
]
const kinds: readonly AnyRecordDef[] = records
const idOf = (def: AnyRecordDef): string => (def.partition === 'yearly' ? '2026.x' : 'x')

describe.each(holders)('$role of $space', (holder) => {
  const departments = holder.space === NATIONAL ? [] : [holder.space]
  const access = (room: string) => accessTo(holder.role, departments, room)

  test.each(kinds)('is allowed with $name what the server allows in its rooms, of every space', (def) => {
    for (const space of ['50', '18', NATIONAL]) {
      const id = idOf(def)
      for (const scope of ['shared', 'private'] as const)
        expect(isGiven(holder, def, scope, space)).toBe(access(roomOf(def, scope, id, space)) !== undefined)
      const isWritten = access(homeRoom(def, id, space)) === 'write'
      const isKept = space !== NATIONAL || def.ofCommittee === true
      expect(mayWrite(holder, def, space)).toBe(isWritten && isKept)
    }
  })
})

test('the committee and a reader are given a promeneur without a surname, and no contact of a département', () => {
  const [coordinator, reader, national] = holders as [Holder, Holder, Holder]
  for (const holder of [reader, national]) {
    const given = givenPart(holder, promeneur, '50')
    expect(given.fields).toHaveProperty('firstName')
    expect(given.fields).not.toHaveProperty('lastName')
    expect(given.naming).toEqual(['firstName'])
    expect(givenPart(holder, contact, '50').fields).toEqual({})
  }
  expect(givenPart(coordinator, promeneur, '50').fields).toEqual(promeneur.fields)
  expect(tableSpace(national, contact)).toBe(NATIONAL)
  expect(Object.keys(givenPart(national, promeneur, tableSpace(national, promeneur)).fields)).toEqual(
    Object.keys(givenPart(reader, promeneur, '50').fields),
  )
})

test('the committee’s tables have the fields that some row of theirs can hold', () => {
  const national: Holder = { role: 'national', space: NATIONAL }
  const columns = (def: AnyRecordDef, ...spaces: readonly string[]) =>
    Object.keys(
      givenPart(
        national,
        def,
        ...tableSpaces(
          national,
          def,
          spaces.map((space) => ({ space })),
        ),
      ).fields,
    )
  expect(columns(meeting, '50', '18')).toContain('date')
  expect(columns(meeting, '50', '18')).not.toContain('place')
  expect(columns(meeting, '50', '18')).not.toContain('attendance')
  // Of its own meetings it writes everything.
  for (const spaces of [[NATIONAL], ['50', NATIONAL], []])
    expect(columns(meeting, ...spaces)).toEqual(Object.keys(meeting.fields))
  expect(columns(promeneur, '50')).not.toContain('lastName')
})
