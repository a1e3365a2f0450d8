import type ExcelJS from 'exceljs'
import { beforeAll, describe, expect, test } from 'vitest'
import { annuaire } from '../../../src/core/sheets/annuaire/annuaire'
import { consolidation } from '../../../src/core/sheets/consolidation/consolidation'
import { fundingReport } from '../../../src/core/sheets/fundingReport/fundingReport'
import type { Workbook } from '../../../src/core/sheets/sheet'
import { wholeSpace } from '../../../src/core/sheets/wholeSpace'
import { rowsOf } from '../../support/rows'
import { smallNetwork } from '../figures/smallNetwork'
import { editionOf } from './edition'
import { nationalNetwork } from './nationalNetwork'
import { hasOffice, recalculated } from './recalculated'
import { pageOf, reread, type Shown, shownFrom } from './rereadWorkbook'

const rows = rowsOf(smallNetwork)
const empty = rowsOf([])
const national = { ...editionOf(rowsOf(nationalNetwork())), space: 'national' }
const received = { ...national, receivedOn: (code: string) => (code === '50' ? '2026-11-20' : null) }

/** Amounts to the tenth of a cent: two programs may add in another order. */
const rounded = (row: readonly Shown[]): readonly Shown[] =>
  row.map((cell) => (typeof cell === 'number' ? Math.round(cell * 1000) / 1000 : cell))

const workbooks: { readonly [title: string]: Workbook } = {
  'Annuaire du réseau': annuaire(editionOf(rows)),
  'Annuaire du réseau, for partners': annuaire(editionOf(rows, 'partenaires')),
  'Annuaire du réseau, for the public': annuaire(editionOf(rows, 'public')),
  'Annuaire du réseau of an empty network': annuaire(editionOf(empty)),
  'Suivi des financements': fundingReport(editionOf(rows), null),
  'Suivi des financements of one year': fundingReport(editionOf(rows), 2026),
  'Suivi des financements without any': fundingReport(editionOf(empty), null),
  'Consolidation nationale': consolidation(national, 2026),
  'Consolidation nationale of a past year': consolidation(received, 2025),
  'Tout exporter': wholeSpace(editionOf(rows), rows.trash),
}

// LibreOffice is no requirement of this project: where it stands, it is the second opinion.
describe('every formula, calculated by LibreOffice, gives the value written beside it', () => {
  let theirs: readonly ExcelJS.Workbook[] = []
  beforeAll(async () => {
    if (hasOffice) theirs = await recalculated(Object.values(workbooks))
  }, 300_000)

  for (const [index, [title, workbook]] of Object.entries(workbooks).entries()) {
    test(title, async ({ skip }) => {
      skip(!hasOffice, 'no LibreOffice on this machine to calculate a second time')
      const ours = await reread(workbook)
      const calculated = theirs[index]
      if (!calculated) throw new Error('LibreOffice gave nothing back')
      for (const { name } of workbook.sheets) {
        const shown = shownFrom(pageOf(ours, name)).map(rounded)
        const found = shownFrom(pageOf(calculated, name)).map(rounded)
        expect(found.slice(0, shown.length), name).toEqual(shown)
      }
    })
  }
})
