import { describe, expect, test } from 'vitest'
import { createRandom } from '../../support/random'
import {
  isSmallRange,
  maskColumn,
  maskCount,
  maskPair,
  type MaskedColumn,
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

  test('one small count is not the total less the others: two others are hidden too, whatever they hold', () => {
    expect(maskColumn([3, 7, 20, 9])).toEqual({ cells: ['<5', 'masqué', 'masqué', 9], total: 39 })
    expect(maskColumn([20, 0, 3, 7])).toEqual({ cells: ['masqué', 0, '<5', 'masqué'], total: 30 })
    expect(maskColumn([1, 3, 9])).toEqual({ cells: ['<5', '<5', 'masqué'], total: 13 })
    expect(maskColumn([1, 3, 2, 9])).toEqual({ cells: ['<5', '<5', '<5', 9], total: 15 })
  })

  test('a total that would tell its cells, or too few of them, is hidden', () => {
    expect(maskColumn([1, 1, 5])).toEqual({ cells: ['<5', '<5', 'masqué'], total: 'masqué' })
    expect(maskColumn([4, 4, 3, 9]).total).toBe('masqué')
    expect(maskColumn([3, 7])).toEqual({ cells: ['<5', 7], total: 'masqué' })
  })

  test('a single small count alone, or beside zeros, is a small total', () => {
    expect(maskColumn([3])).toEqual({ cells: ['<5'], total: '<5' })
    expect(maskColumn([3, 0, 0])).toEqual({ cells: ['<5', 0, 0], total: '<5' })
    expect(maskColumn([1, 1, 1, 1])).toEqual({ cells: ['<5', '<5', '<5', '<5'], total: 'masqué' })
  })

  test('a line hidden in the least is hidden in the most, and the other way round', () => {
    const [least, most] = maskPair([4, 6, 20, 8], [6, 7, 20, 9])
    expect(least).toEqual({ cells: ['<5', 'masqué', 'masqué', 8], total: 38 })
    expect(most).toEqual({ cells: ['masqué', 'masqué', 'masqué', 9], total: 42 })
  })

  test('a count that came masked leaves its column without a total, and the other with its own', () => {
    const [least, most] = maskPair(['<5', 9, 20], [8, 12, 30])
    expect(least).toEqual({ cells: ['<5', 9, 20], total: 'masqué' })
    expect(most).toEqual({ cells: [8, 12, 30], total: 50 })
  })

  test('nothing known is an unknown total, not zero', () => {
    expect(maskColumn([null, null])).toEqual({ cells: [null, null], total: null })
  })

  // Whoever knows the rule tries every table and keeps those that are shown like the one before her.
  test('no cell of a column can be worked out by one who knows the rule', () => {
    for (const [lines, most] of [20, 20, 16, 9, 7].entries()) {
      const columns = tables(Array.from({ length: lines + 1 }, () => upTo(most)))
      expect(toldIn(columns, (column) => [maskColumn(column)], most)).toEqual([])
    }
  })

  test('nor of a pair, by one who knows that no least is above its most', () => {
    const pairs = pairsOf(upTo(8), upTo(8))
    const withUnknown = [
      ...pairs,
      ...upTo(8).flatMap((count) => [
        [null, count],
        [count, null],
      ]),
    ]
    for (const lines of [[withUnknown], [withUnknown, withUnknown], [pairs, pairs, pairs]])
      expect(toldIn(tables(lines).map(asPair), maskedPair, 8)).toEqual([])
  })

  for (const seed of [1, 2, 3, 4, 5, 6, 7, 8])
    test(`nor of a longer pair (seed ${seed})`, () => {
      const random = createRandom(seed)
      for (let round = 0; round < 5; round += 1) {
        const [small, large] = [upTo(4).slice(1), upTo(6 + random.int(3)).slice(5)]
        // What kind of line it is can be seen: which of its counts are 0, small, large or unknown.
        const [few, some, many] = [pairsOf(small, small), pairsOf(small, large), pairsOf(large, large)]
        const kinds: readonly Count[][][] = [
          few,
          few,
          few,
          some,
          some,
          many,
          many,
          pairsOf([0], small),
          pairsOf([0], large),
        ]
        const halves: readonly Count[][][] = [small, large].flatMap((counts) => [
          counts.map((count) => [null, count]),
          counts.map((count) => [count, null]),
        ])
        const lines: Count[][][] = [random.pick(kinds)]
        for (let size = 1; lines.length < 7 && size < 200;) {
          const next = random.chance(0.1) ? random.pick(halves) : random.pick(kinds)
          lines.push(next)
          size *= next.length
        }
        expect(toldIn(tables(lines).map(asPair), maskedPair, large.at(-1) ?? 0)).toEqual([])
      }
    })
})

type Count = number | null

const upTo = (most: number): number[] => Array.from({ length: most + 1 }, (_, count) => count)

const pairsOf = (least: readonly number[], most: readonly number[]): number[][] =>
  least.flatMap((low) => most.filter((high) => high >= low).map((high) => [low, high]))

/** Every table whose lines are taken of these. */
function tables<T>(lines: readonly (readonly T[])[]): readonly (readonly T[])[] {
  return lines.reduce<readonly (readonly T[])[]>(
    (made, line) => made.flatMap((table) => line.map((next) => [...table, next])),
    [[]],
  )
}

/** The least of each line, then the most of each. */
const asPair = (lines: readonly (readonly Count[])[]): readonly Count[] =>
  [0, 1].flatMap((column) => lines.map((line) => line[column] ?? null))

const maskedPair = (pair: readonly Count[]): readonly MaskedColumn[] =>
  maskPair(pair.slice(0, pair.length / 2), pair.slice(pair.length / 2))

/**
 * Masked tables with a cell that is the same in all tables shown alike. `most` is the largest count tried: where a shown
 * total allows for a larger one, not all of them were.
 */
function toldIn(
  all: readonly (readonly Count[])[],
  mask: (table: readonly Count[]) => readonly MaskedColumn[],
  most: number,
): readonly string[] {
  const alike = new Map<string, Set<Count>[]>()
  for (const table of all) {
    const shown = JSON.stringify(mask(table))
    const values = alike.get(shown) ?? table.map(() => new Set<Count>())
    for (const [index, count] of table.entries()) values[index]?.add(count)
    alike.set(shown, values)
  }
  return [...alike].flatMap(([shown, values]) => {
    const columns = JSON.parse(shown) as readonly MaskedColumn[] // written above
    if (columns.some((column) => largestIn(column) > most)) return []
    const cells = columns.flatMap((column) => column.cells)
    const isTold = cells.some((cell, index) => typeof cell === 'string' && (values[index]?.size ?? 0) < 2)
    return isTold ? [shown] : []
  })
}

/** The most that a hidden cell can hold under the total shown. */
function largestIn({ cells, total }: MaskedColumn): number {
  if (typeof total !== 'number' || !cells.includes('masqué')) return 0
  const others = cells.map((cell) => (cell === '<5' ? 1 : cell === 'masqué' ? 5 : (cell ?? 0)))
  return total - others.reduce((sum, count) => sum + count, 0) + 5
}
