import { expect, test } from 'vitest'
import { fundingBalances, isCounted } from '../../../src/core/figures/funding'
import { networkFigures } from '../../../src/core/figures/network'
import { incomplete, selectionOf } from '../../../src/core/figures/selections'
import { records } from '../../../src/core/records'
import { makeSample } from '../../../src/core/records/sample'
import { rowsOf } from '../../support/rows'

const today = '2026-11-22'

test('a figure leads to as many records as it says, in a network of any seed', () => {
  for (const seed of ['a', 'b', 'c']) {
    const source = rowsOf(makeSample({ seed, today, department: '50', size: 'median', years: 3 }))
    const size = (kind: string, name: string): number | undefined => {
      const def = records.find((one) => one.name === kind)
      return def && selectionOf(def, name)?.ids({ def, source, today, space: '50' }).size
    }
    const figures = networkFigures(source, today, '50')
    expect(size('promeneur', 'actifs')).toBe(figures.active)
    expect(size('promeneur', 'chartes')).toBe(figures.chartesSigned)
    expect(size('structure', 'reseau')).toBe(figures.structuresInNetwork)
    expect(size('convention', 'en-cours')).toBe(figures.underConvention)
    expect(size('funding', 'exercice')).toBe(
      fundingBalances(source, '50').filter(
        ({ funding }) => isCounted(funding) && funding.values.year === 2026,
      ).length,
    )
    expect(figures.chartesSigned).toBeLessThan(figures.active)
    expect(size('structure', incomplete)).toBeGreaterThan(0)
  }
})

test('a name that is no selection of a kind is none, whatever it is', () => {
  for (const def of records)
    for (const name of ['', 'toString', 'constructor', '__proto__', 'parmi'])
      expect(selectionOf(def, name), `${def.name}/${name}`).toBeUndefined()
})
