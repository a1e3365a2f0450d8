import { expect, test } from 'vitest'
import { createRowStore } from '../../../src/core/projection/rows'
import type { AnyValues } from '../../../src/core/schema/record'
import { watchNames } from '../../../src/renderer/names'
import { partOf } from '../../support/rows'

const part = (kind: string, id: string, values: AnyValues) => partOf({ kind, id, values })

const port = part('structure', 's1', { name: 'MJC du Port', phone: '+33233000000' })

test('names stay the same function until one of those given changes, and are asked again then', () => {
  const rows = createRowStore()
  rows.put([port])
  const names = watchNames(rows, (code) => (code === '50129' ? 'Cherbourg' : undefined))
  let told = 0
  const stop = names.subscribe(() => told++)
  const first = names.get()
  expect([first.nameOf('s1'), first.nameOf('50129'), first.nameOf('s2')]).toEqual([
    'MJC du Port',
    'Cherbourg',
    undefined,
  ])

  rows.put([{ ...port, values: { ...port.values, phone: '+33233000001' } }])
  rows.put([part('structure', 's3', { name: 'Never asked for' })])
  expect(names.get()).toBe(first)

  rows.put([{ ...port, values: { name: 'MJC de la Baie' } }])
  expect([names.get().nameOf('s1'), names.get().nameOf('s2')]).toEqual(['MJC de la Baie', undefined])
  rows.put([part('structure', 's2', { name: 'Foyer' })])
  expect(names.get().nameOf('s2')).toBe('Foyer')
  expect(told).toBe(2)
  stop()
  rows.put([part('structure', 's2', { name: 'Foyer rural' })])
  expect(told).toBe(2)
})

test('a name made of other names follows them', () => {
  const rows = createRowStore()
  rows.put([port, part('convention', 'v1', { structureId: 's1' })])
  const names = watchNames(rows, () => undefined)
  const before = names.get().nameOf('v1')
  const stop = names.subscribe(() => undefined)
  rows.put([{ ...port, values: { name: 'Espace jeunes' } }])
  expect(before).toContain('MJC du Port')
  expect(names.get().nameOf('v1')).toContain('Espace jeunes')
  stop()
})

test('a record in the trash is said to be there by what names it, and by no name', () => {
  const rows = createRowStore()
  rows.put([port, part('convention', 'v1', { structureId: 's1' })])
  const names = watchNames(rows, (code) => (code === '50129' ? 'Cherbourg' : undefined))
  let told = 0
  const stop = names.subscribe(() => told++)
  const cited = (): unknown[] => ['s1', '50129', 's2'].map(names.get().citedName)
  expect(cited()).toEqual(['MJC du Port', 'Cherbourg', undefined])
  rows.put([{ ...port, deleted: true }])
  expect([told, ...cited()]).toEqual([1, 'MJC du Port (à la corbeille)', 'Cherbourg', undefined])
  expect(names.get().nameOf('s1')).toBe('MJC du Port')
  // One that is called after it is not in the trash itself.
  expect(names.get().citedName('v1')).toBe(names.get().nameOf('v1'))
  rows.put([port])
  expect([told, ...cited()]).toEqual([2, 'MJC du Port', 'Cherbourg', undefined])
  stop()
})
