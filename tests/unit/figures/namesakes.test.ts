import { expect, test } from 'vitest'
import { isPlace, namesakes } from '../../../src/core/figures/namesakes'
import { rowsOf } from '../../support/rows'

const nameOf = (id: string): string | undefined =>
  ({ '50639': 'Villedieu', C1: 'Théo Müller', C2: 'Hugo Gosselin' })[id]

test('namesakes of a list are told apart by what they do not share, and by nothing when they stand alone', () => {
  const rows = rowsOf([
    { kind: 'structure', id: 'S1', values: { name: 'Espace jeunes', communeCode: '50639', manager: 'C1' } },
    { kind: 'structure', id: 'S2', values: { name: 'Espace jeunes', communeCode: '50639', manager: 'C2' } },
    { kind: 'structure', id: 'S3', values: { name: 'MJC', communeCode: '50639' } },
    { kind: 'convention', id: 'K1', values: { structureId: 'S1' } },
    { kind: 'convention', id: 'K2', values: { structureId: 'S2' } },
  ])
  const structures = ['S1', 'S2', 'S3'].map((id) => ({
    kind: 'structure',
    id,
    name: id === 'S3' ? 'MJC' : 'Espace jeunes',
  }))
  expect([...namesakes(rows, structures, nameOf)]).toEqual([
    ['S1', 'Théo Müller'],
    ['S2', 'Hugo Gosselin'],
  ])
  const conventions = ['K1', 'K2', 'K2'].map((id) => ({ kind: 'convention', id, name: 'Espace jeunes' }))
  expect([...namesakes(rows, conventions, nameOf)]).toEqual([
    ['K1', 'Théo Müller'],
    ['K2', 'Hugo Gosselin'],
  ])
  expect(namesakes(rows, [{ kind: 'convention', id: 'K1', name: 'Espace jeunes' }], nameOf).size).toBe(0)
})

test('a list that others read tells namesakes apart by where they work, never by how they are reached', () => {
  const rows = rowsOf([
    { kind: 'promeneur', id: 'P1', values: { structureId: 'C1', phone: '0233000001', status: 'actif' } },
    { kind: 'promeneur', id: 'P2', values: { structureId: 'C2', phone: '0233000002', status: 'actif' } },
  ])
  const people = ['P1', 'P2'].map((id) => ({ kind: 'promeneur', id, name: 'Anaïs Roy' }))
  expect([...namesakes(rows, people, nameOf, isPlace)]).toEqual([
    ['P1', 'Théo Müller'],
    ['P2', 'Hugo Gosselin'],
  ])
})
