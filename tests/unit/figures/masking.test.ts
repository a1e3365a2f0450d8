import { describe, expect, test } from 'vitest'
import { createRandom } from '../../support/random'
import {
  isSmallRange,
  maskColumn,
  type MaskedColumn,
  type MaskedCount,
  maskCount,
} from '../../../src/core/figures/masking'

describe('counts of young people in exports', () => {
  test('1 to 4 are « <5 », 0 stays 0, unknown stays unknown', () => {
    expect([null, 0, 1, 4, 5, 12].map(maskCount)).toEqual([null, 0, '<5', '<5', 5, 12])
  })

  test('an answer in ranges tells a small count unless it may mean five or more, or nobody', () => {
    const small = ['1', '4', '2-3', '1-4', '0-3', '0-4', '<2', '<3', '<5']
    const others = ['0', '0-0', '<1', '5', '12', '4-5', '1-10', '0-5', '<6', '<10', '>0', '>3', 'beaucoup']
    expect(small.filter((range) => !isSmallRange(range))).toEqual([])
    expect(others.filter(isSmallRange)).toEqual([])
  })

  test('a column without small counts is shown as it is', () => {
    expect(maskColumn([5, 0, null, 12])).toEqual({ cells: [5, 0, null, 12], total: 17 })
  })

  test('one small count is not the total less the others: the smallest other is hidden too', () => {
    expect(maskColumn([3, 7, 20])).toEqual({ cells: ['<5', 'masqué', 20], total: 30 })
  })

  test('two small counts that a total would tell (1 + 1, 4 + 4) hide a third', () => {
    expect(maskColumn([1, 1, 9]).cells).toEqual(['<5', '<5', 'masqué'])
    expect(maskColumn([4, 4, 9, 30]).cells).toEqual(['<5', '<5', 'masqué', 30])
    expect(maskColumn([1, 3, 9])).toEqual({ cells: ['<5', '<5', 9], total: 13 })
  })

  test('a single small count alone, or beside zeros, hides the total', () => {
    expect(maskColumn([3])).toEqual({ cells: ['<5'], total: '<5' })
    expect(maskColumn([1, 1, 1, 1])).toEqual({ cells: ['<5', '<5', '<5', '<5'], total: 'masqué' })
    expect(maskColumn([3, 0, 0])).toEqual({ cells: ['<5', 0, 0], total: '<5' })
  })

  test('nothing known is an unknown total, not zero', () => {
    expect(maskColumn([null, null])).toEqual({ cells: [null, null], total: null })
  })

  // Every table that could be the one printed is tried: a « <5 » with one value in all of them is told.
  for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
    test(`no « <5 » can be worked out from the table (seed ${seed})`, () => {
      const random = createRandom(seed)
      for (let round = 0; round < 12; round += 1) {
        const counts = Array.from({ length: 1 + random.int(4) }, () => random.int(10))
        const shown = maskColumn(counts)
        const same = allTables(counts.length, 12).filter((table) => couldBe(shown, table))
        counts.forEach((count, index) => {
          if (count < 1 || count > 4) return
          const possible = new Set(same.map((table) => table[index]))
          expect(possible.size, `${counts} shown as ${shown.cells} of ${shown.total}`).toBeGreaterThan(1)
        })
      }
    })
  }
})

function couldBe(shown: MaskedColumn, table: readonly number[]): boolean {
  const fits = (count: number, cell: MaskedCount): boolean =>
    cell === '<5' ? count >= 1 && count <= 4 : cell === 'masqué' ? count === 0 || count >= 5 : count === cell
  const total = table.reduce((sum, count) => sum + count, 0)
  const totalFits = shown.total === 'masqué' || fits(total, shown.total)
  return totalFits && table.every((count, index) => fits(count, shown.cells[index] ?? null))
}

function allTables(length: number, most: number): readonly (readonly number[])[] {
  if (length === 0) return [[]]
  return allTables(length - 1, most).flatMap((table) =>
    Array.from({ length: most + 1 }, (_, value) => [...table, value]),
  )
}
