import { describe, expect, test } from 'vitest'
import { fundingReport } from '../../../src/core/sheets/fundingReport/fundingReport'
import { labelsOf, workbookColumns } from '../../support/workbookColumns'
import { rowsOf } from '../../support/rows'
import { smallNetwork } from '../figures/smallNetwork'
import { editionOf } from './edition'
import { pageOf, reread, shownFrom } from './rereadWorkbook'

const edition = editionOf(rowsOf(smallNetwork))
const all = reread(fundingReport(edition, null))

describe('Suivi des financements', () => {
  test('Financements: paid is summed from the payments, what is left is empty while nothing is granted', async () => {
    const page = pageOf(await all, 'Financements')
    const shown = shownFrom(page)
    expect(shown[1]).toEqual(labelsOf(workbookColumns.fundings.Financements))
    expect(
      shown.slice(2).map((row) => [row[0], row[2], row[4], row[5], row[6], row[7], row[15], row[16]]),
    ).toEqual([
      [2025, 'FPT axe 3', 10_000, 10_000, 10_500, -500, 'Oui', 'F2025-DDDD'],
      [2026, 'FPT axe 3', 30_000, 25_000.5, 17_500, 7500.5, 'Oui', 'F2026-AAAA'],
      [2026, 'Subvention Caf sur fonds propres', 2000, null, 0, null, 'Non', 'F2026-CCCC'],
      [2026, 'Mieux vivre en milieu rural', 5000, null, 0, null, 'Oui', 'F2026-BBBB'],
    ])
    expect(shown[0]?.slice(4, 8)).toEqual([47_000, 35_000.5, 28_000, 7000.5])
    expect(page.getCell('G7').formula).toBe(`SUMIFS('Versements'!$G$7:$G$10,'Versements'!$A$7:$A$10,Q7)`)
    expect(page.getCell('H7').formula).toBe('IF(F7="","",F7-G7)')
    expect(page.getCell('O5').formula).toBe('IF(F5=0,"",G5/F5)')
  })

  test('Versements: what came in the year, the gap, the state', async () => {
    const shown = shownFrom(pageOf(await all, 'Versements'), 7)
    expect(shown.map((row) => [row[0], row[3], ...row.slice(4)])).toEqual([
      ['F2025-DDDD', 'Reprise', null, null, 11_000, null, null, null, 'Reçu'],
      ['F2025-DDDD', 'Reversement, indu', null, null, -500, '2026-02-01', 0, null, 'Reçu'],
      ['F2026-AAAA', 'Acompte', 17_500, '2026-05-31', 17_500, '2026-06-12', 17_500, 0, 'Reçu'],
      ['F2026-AAAA', 'Solde', 7500.5, '2026-12-15', null, null, null, null, 'Attendu'],
    ])
  })

  test('Par exercice et financeur: counted grants only, a subtotal per year, the grand total above', async () => {
    const page = pageOf(await all, 'Par exercice et financeur')
    const shown = shownFrom(page).map((row) => row.slice(0, 8))
    expect(shown[0]).toEqual(['Total', null, 3, 45_000, 35_000.5, 28_000, 7000.5, null])
    expect(shown.slice(2)).toEqual([
      [2025, 'Caf de la Manche', 1, 10_000, 10_000, 10_500, -500, 1],
      [2025, 'Total de l’exercice', 1, 10_000, 10_000, 10_500, -500, 1],
      [2026, 'Caf de la Manche', 1, 30_000, 25_000.5, 17_500, 7500.5, 1],
      [2026, 'MSA Côtes normandes', 1, 5000, null, 0, null, null],
      [2026, 'Total de l’exercice', 2, 35_000, 25_000.5, 17_500, 7500.5, 1],
    ])
    expect(page.getCell('D11').formula).toBe('SUBTOTAL(109,D9:D10)')
  })

  test('Définitions: says in which states a funding has no report due, since its day is shown beside them', async () => {
    const terms = new Map(shownFrom(pageOf(await all, 'Définitions'), 7).map(([term, text]) => [term, text]))
    for (const state of ['Déposée', 'En instruction', 'Bilan rendu', 'Refusée'])
      expect(terms.get('Échéances')).toContain(`«\u00a0${state}\u00a0»`)
    expect(terms.get('Échéances')).not.toContain('Conventionnée')
  })

  test('Échéances: the grants’ own, the earliest first', async () => {
    expect(shownFrom(pageOf(await all, 'Échéances'), 7)).toEqual([
      ['2026-06-30', 'Bilan à rendre', 'Caf de la Manche', 'FPT axe 3', -145, 'En retard'],
      ['2026-12-15', 'Versement attendu', 'Caf de la Manche', 'FPT axe 3', 23, 'Dans les 30 jours'],
      ['2027-06-30', 'Bilan à rendre', 'Caf de la Manche', 'FPT axe 3', 220, 'À venir'],
    ])
  })

  test('a sheet without lines says so, below the row that its ranges stand on', async () => {
    const file = await reread(fundingReport(editionOf(rowsOf([])), null))
    const said = file.worksheets.map((page) => [
      page.name,
      page.getCell('A7').value,
      page.getCell('A8').value,
    ])
    expect(said.slice(0, 4)).toEqual([
      ['Financements', null, 'Aucun financement.'],
      ['Versements', null, 'Aucun versement.'],
      ['Par exercice et financeur', null, 'Aucun financement compté.'],
      ['Échéances', null, 'Aucune échéance.'],
    ])
  })

  test('of one year holds that year alone, and says so', async () => {
    const workbook = fundingReport(edition, 2025)
    expect(workbook.fileName).toBe('Suivi des financements 2025 - Manche - 2026-11-22.xlsx')
    const file = await reread(workbook)
    expect(pageOf(file, 'Financements').getCell('A2').value).toBe('Manche (50) – exercice 2025')
    expect(shownFrom(pageOf(file, 'Financements'), 7)).toHaveLength(1)
    expect(shownFrom(pageOf(file, 'Versements'), 7)).toHaveLength(2)
  })

  test('[T73] references stay the same, and tell apart ids that end alike', async () => {
    const alike = ['2026.01AAXYZ1', '2026.02BBXYZ1'].map((id) => ({
      kind: 'funding',
      id,
      values: { year: 2026 },
    }))
    const file = await reread(fundingReport(editionOf(rowsOf(alike)), null))
    expect(shownFrom(pageOf(file, 'Financements'), 7).map((row) => row[16])).toEqual([
      'F2026-AAXYZ1',
      'F2026-BBXYZ1',
    ])
  })
})
