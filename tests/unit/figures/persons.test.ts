import { expect, test } from 'vitest'
import { personsHeld, personsIn } from '../../../src/core/figures/persons'
import { createRowStore, rowOf } from '../../../src/core/projection/rows'
import { funding, meeting, partner, promeneur, structure } from '../../../src/core/records/index'
import type { AnyValues } from '../../../src/core/schema/record'
import { partOf } from '../../support/rows'
import { minutesEntry } from '../../../src/renderer/features/meetings/minutesEntry'

const part = (kind: string, id: string, values: AnyValues) => partOf({ space: '50', kind, id, values })

const store = createRowStore()
store.put([
  part('promeneur', 'P1', { lastName: 'Mauger', structureId: 'S1' }),
  part('promeneur', 'P2', { lastName: 'Lebrun', structureId: 'S1' }),
  part('contact', 'C1', { lastName: 'Essai' }),
  part('coordinator', 'K1', { lastName: 'Martin' }),
  part('structure', 'S1', { name: 'MJC du Port', manager: 'C1' }),
  part('structure', 'S2', { name: 'Foyer de la Baie', manager: 'C1' }),
  part('partner', 'T1', { name: 'Caf', email: 'contact@caf.example' }),
  part('funding', '2026.F1', { year: 2026, requested: 100 }),
  part('meeting', '2026.M1', { date: '2026-03-01', attendance: { P1: 'present', C1: 'excuse' } }),
  part('action', 'A1', { title: 'Appeler', originId: '2026.M1', ownerId: 'K1' }),
])

test('people are counted by whom the fields shown name, each once', () => {
  expect(personsIn(store, promeneur, store.list('promeneur'), ['jobTitle'])).toBe(2)
  expect(personsIn(store, structure, store.list('structure'), ['name', 'manager'])).toBe(1)
  expect(personsIn(store, structure, store.list('structure'), ['name'])).toBe(0)
  expect(personsIn(store, meeting, store.list('meeting'), ['attendance'])).toBe(2)
})

test('what may tell of somebody and cannot be counted is not « 0 »', () => {
  expect(personsIn(store, partner, store.list('partner'), ['name', 'email'])).toBeNull()
  expect(personsIn(store, partner, [], ['name', 'email'])).toBe(0)
  expect(personsIn(store, funding, store.list('funding'), ['year', 'requested'])).toBe(0)
})

test('a whole space names everybody in it', () => {
  expect(personsHeld(store)).toBe(4)
})

test('minutes are noted by their day and how many they name, never by their title', () => {
  const row = rowOf(store, meeting, '2026.M1')
  if (!row) throw new Error('no meeting')
  expect(minutesEntry(row, store)).toEqual({
    what: 'Compte rendu de réunion, 01/03/2026',
    recipient: 'Non précisé',
    persons: 3,
  })
  const closed = { ...row, values: { kind: 'analyse' } } as typeof row // a row with one value less is a row
  expect(minutesEntry(closed, store)).toMatchObject({ recipient: 'Interne à la coordination', persons: 1 })
})
