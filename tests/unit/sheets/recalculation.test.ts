import { describe, expect, test } from 'vitest'
import { annuaire } from '../../../src/core/sheets/annuaire/annuaire'
import { consolidation } from '../../../src/core/sheets/consolidation/consolidation'
import { fundingReport } from '../../../src/core/sheets/fundingReport/fundingReport'
import type { Workbook } from '../../../src/core/sheets/sheet'
import { rowsOf } from '../figures/rowsOf'
import { smallNetwork } from '../figures/smallNetwork'
import { editionOf } from './edition'
import { nationalNetwork } from './nationalNetwork'
import { hasOffice, recalculated } from './recalculated'
import { pageOf, reread, type Shown, shownFrom } from './rereadWorkbook'

const rows = rowsOf(smallNetwork)
const empty = rowsOf([])
const national = { ...editionOf(rowsOf(nationalNetwork())), space: 'national' }
const received = new Map([['50', '2026-11-20']])

/** Amounts to the tenth of a cent: two programs may add in another order. */
const rounded = (row: readonly Shown[]): readonly Shown[] =>
  row.map((cell) => (typeof cell === 'number' ? Math.round(cell * 1000) / 1000 : cell))

async function expectSameValues(workbook: Workbook): Promise<void> {
  const [ours, theirs] = [await reread(workbook), await recalculated(workbook)]
  for (const { name } of workbook.sheets) {
    const shown = shownFrom(pageOf(ours, name)).map(rounded)
    expect(shownFrom(pageOf(theirs, name)).map(rounded).slice(0, shown.length), name).toEqual(shown)
  }
}

// LibreOffice is no requirement of this project: where it stands, it is the second opinion.
describe.skipIf(!hasOffice)(
  'every formula, calculated by LibreOffice, gives the value written beside it',
  () => {
    test('Annuaire du réseau', () => expectSameValues(annuaire(editionOf(rows))))
    test('Annuaire du réseau, for partners', () => expectSameValues(annuaire(editionOf(rows, 'partenaires'))))
    test('Annuaire du réseau, for the public', () => expectSameValues(annuaire(editionOf(rows, 'public'))))
    test('Annuaire du réseau of an empty network', () => expectSameValues(annuaire(editionOf(empty))))
    test('Suivi des financements', () => expectSameValues(fundingReport(editionOf(rows), null)))
    test('Suivi des financements of one year', () => expectSameValues(fundingReport(editionOf(rows), 2026)))
    test('Consolidation nationale', () => expectSameValues(consolidation(national, 2026, new Map())))
    test('Consolidation nationale of a past year', () =>
      expectSameValues(consolidation(national, 2025, received)))
    test('Suivi des financements without any', () => expectSameValues(fundingReport(editionOf(empty), null)))
  },
)
