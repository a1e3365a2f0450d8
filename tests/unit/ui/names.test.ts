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
  expect([first('s1'), first('50129'), first('s2')]).toEqual(['MJC du Port', 'Cherbourg', undefined])

  rows.put([{ ...port, values: { ...port.values, phone: '+33233000001' } }])
  rows.put([part('structure', 's3', { name: 'Never asked for' })])
  expect(names.get()).toBe(first)

  rows.put([{ ...port, values: { name: 'MJC de la Baie' } }])
  expect([names.get()('s1'), names.get()('s2')]).toEqual(['MJC de la Baie', undefined])
  rows.put([part('structure', 's2', { name: 'Foyer' })])
  expect(names.get()('s2')).toBe('Foyer')
  expect(told).toBe(2)
  stop()
  rows.put([part('structure', 's2', { name: 'Foyer rural' })])
  expect(told).toBe(2)
})

test('a name made of other names follows them', () => {
  const rows = createRowStore()
  rows.put([port, part('convention', 'v1', { structureId: 's1' })])
  const names = watchNames(rows, () => undefined)
  const before = names.get()('v1')
  const stop = names.subscribe(() => undefined)
  rows.put([{ ...port, values: { name: 'Espace jeunes' } }])
  expect(before).toContain('MJC du Port')
  expect(names.get()('v1')).toContain('Espace jeunes')
  stop()
})
