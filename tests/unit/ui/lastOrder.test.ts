import { expect, test } from 'vitest'
import type { AnyRow } from '../../../src/core/schema/record'
import { createLastOrder } from '../../../src/renderer/ui/table/lastOrder'

const row = (id: string): AnyRow => ({
  kind: 'structure',
  id,
  space: '50',
  deleted: false,
  pending: false,
  values: {},
})
const ids = (rows: readonly AnyRow[]): string => rows.map(({ id }) => id).join('')

test('rows come in the order of last time; new ones after, in their own', () => {
  const order = createLastOrder()
  expect(ids(order.arrange(['a', 'b', 'c'].map(row)))).toBe('abc')
  order.remember(['c', 'a', 'b'])
  expect(ids(order.arrange(['a', 'b', 'c'].map(row)))).toBe('cab')
  expect(ids(order.arrange(['a', 'd', 'c', 'e'].map(row)))).toBe('cade')
})
