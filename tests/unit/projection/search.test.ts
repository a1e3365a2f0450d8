import { expect, onTestFinished, test, vi } from 'vitest'
import { createSearch } from '../../../src/core/projection/search'
import { sought } from '../../../src/renderer/sought'
import { watchNames } from '../../../src/renderer/names'
import { records } from '../../../src/core/records'
import { rowsOf } from '../../support/rows'

/** A search of a space that holds a person, what follows her, and records that are called a little like her. */
function search(): (text: string) => readonly string[] {
  const rows = rowsOf([
    { kind: 'affiliation', id: 'a1', values: { promeneurId: 'p1', structureId: 's1', from: '2026-01-05' } },
    { kind: 'promeneur', id: 'p1', values: { firstName: 'Zoé', lastName: 'Lebrun', structureId: 's1' } },
    { kind: 'promeneur', id: 'p2', values: { firstName: 'Lebrunette', lastName: 'Zoéline' } },
    { kind: 'structure', id: 's1', values: { name: 'MJC du Port' } },
    { kind: 'structure', id: 's2', values: { name: 'La MJC' } },
    { kind: 'partner', id: 'n1', values: { name: 'MJC' } },
  ])
  const names = watchNames(rows, () => undefined)
  const find = createSearch(rows, sought, names.get().nameOf)
  return (text) => find(text, 40).map(({ row }) => row.id)
}

test('the person whose name is typed comes before who is only called like her, and before what names her', () => {
  expect(search()('zoe lebrun')).toEqual(['p1', 'p2', 'a1'])
  expect(search()('lebr')).toEqual(['p2', 'p1', 'a1'])
})

test('the very name typed comes first, then people and structures, those whose names begin so before the others', () => {
  expect(search()('mjc')).toEqual(['n1', 's1', 's2', 'a1', 'p1'])
})

test('every kind is sought, once', () => {
  expect(sought.map(({ name }) => name).sort()).toEqual(records.map(({ name }) => name).sort())
})

test('of very many that are found, those that are not shown are not put in order', () => {
  const many = 5000
  const rows = rowsOf(
    Array.from({ length: many }, (_, at) => ({
      kind: 'promeneur',
      id: `p${at}`,
      values: { firstName: 'Ana', lastName: `Leroy ${(at * 7919) % many}` },
    })),
  )
  const find = createSearch(rows, sought, () => undefined)
  const compared = vi.spyOn(Intl.Collator.prototype, 'compare', 'get')
  onTestFinished(() => compared.mockRestore())
  const found = find('a', 40)
  expect(compared.mock.calls.length).toBeGreaterThan(0)
  expect(compared.mock.calls.length).toBeLessThan(2 * many)
  expect(found.map(({ name }) => name)).toEqual(Array.from({ length: 40 }, (_, at) => `Ana Leroy ${at}`))
})
