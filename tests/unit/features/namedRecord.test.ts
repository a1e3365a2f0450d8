import { expect, test } from 'vitest'
import { recordOf, records } from '../../../src/core/records'
import type { AnyValues } from '../../../src/core/schema/record'
import { namedRecord } from '../../../src/renderer/features/records/namedRecord'

const named = (kind: string, name: string): AnyValues | undefined => {
  const def = recordOf(kind)
  if (!def) throw new Error(kind)
  return namedRecord(def, name, { today: '2026-11-22', department: '50' })
}

test('a person is made of a first name and a surname, told apart as in a sheet', () => {
  expect(named('contact', 'Anne Duval')).toEqual({ firstName: 'Anne', lastName: 'Duval' })
  expect(named('promeneur', 'Mme LE GOFF Inès')).toEqual({ firstName: 'Inès', lastName: 'Le Goff' })
  expect(named('contact', ' Duval ')).toEqual({ firstName: null, lastName: 'Duval' })
})

test('an organisation is made of its name', () => {
  expect(named('partner', '  Caf  de la Manche ')).toEqual({ name: 'Caf de la Manche' })
  expect(named('structure', 'MJC d’Avranches')).toEqual({ name: 'MJC d’Avranches' })
})

test('nothing is made of blanks, of a name that says more, nor of what needs more than a name', () => {
  expect(named('partner', '   ')).toBeUndefined()
  const made = records.map((def) => def.name).filter((kind) => named(kind, 'Anne Duval') !== undefined)
  for (const kind of ['meeting', 'funding', 'payment', 'department', 'decision'])
    expect(made).not.toContain(kind)
  expect(made).toEqual(expect.arrayContaining(['structure', 'partner', 'contact', 'promeneur']))
})
