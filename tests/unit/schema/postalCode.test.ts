import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { structure } from '../../../src/core/records/index'
import { indexCommunes, type CommuneLine } from '../../../src/core/reference/communes'
import { withPostalCode } from '../../../src/core/schema/postalCode'
import type { AnyValues } from '../../../src/core/schema/record'

// The file is ours: its lines have this shape.
const lines = JSON.parse(readFileSync('resources/communes.json', 'utf8')) as readonly CommuneLine[]
const context = { today: '2026-11-22', communes: indexCommunes(lines) }
const [agneaux, airel, cherbourg] = ['50002', '50004', '50129']

const after = (before: AnyValues, edit: AnyValues): AnyValues =>
  withPostalCode(structure, before, edit, context)

test('a commune of a single postal code fills it where none was typed', () => {
  expect(after({}, { communeCode: agneaux })).toEqual({ communeCode: agneaux, postalCode: '50180' })
  expect(after({ postalCode: '50400' }, { communeCode: agneaux })).toEqual({ communeCode: agneaux })
  expect(after({}, { communeCode: agneaux, postalCode: '50181' })).toMatchObject({ postalCode: '50181' })
})

test('a commune of several postal codes settles none', () => {
  expect(after({}, { communeCode: cherbourg })).toEqual({ communeCode: cherbourg })
})

test('what a commune had filled follows the commune, and nothing else brings it back', () => {
  const filled = { communeCode: agneaux, postalCode: '50180' }
  expect(after(filled, { communeCode: airel })).toEqual({ communeCode: airel, postalCode: '50680' })
  expect(after(filled, { postalCode: null })).toEqual({ postalCode: null })
  expect(after(filled, { name: 'PIJ' })).toEqual({ name: 'PIJ' })
  expect(withPostalCode(structure, {}, { communeCode: agneaux }, { today: context.today })).toEqual({
    communeCode: agneaux,
  })
})
