import { expect } from '@playwright/test'
import type ExcelJS from 'exceljs'
import { pageOf, shown } from './reread'

const caf = 'Caf de la Manche'
const msa = 'MSA Côtes Normandes'
const county = 'Conseil départemental'
const prefecture = 'Préfecture'
const team = 'Coordination du réseau'

/** Every cell of « Suivi des financements », all years: the six lines of the file and the one typed during the cut. */
export function expectFundings(file: ExcelJS.Workbook): void {
  const fundings = shown(pageOf(file, 'Financements'), 5, 17)
  expect(fundings[0]?.slice(4, 8)).toEqual([72_700, 38_401, 29_750.5, 8650.5])
  expect(fundings[0]?.[14]).toBeCloseTo(29_750.5 / 38_401, 6)
  expect(fundings[1]).toEqual([
    'Exercice',
    'Financeur',
    'Dispositif',
    'Objet',
    'Demandé',
    'Accordé',
    'Versé',
    'Reste à verser',
    'Convention signée le',
    'Bilan attendu le',
    'État',
    'Porteur',
    'Notifié le',
    'N° de dossier',
    '% versé',
    'Compté',
    'Réf.',
  ])
  const none = [null, null, null]
  expect(fundings.slice(2).map((row) => row.slice(0, 16))).toEqual([
    [
      2024,
      caf,
      'FPT axe 3',
      team,
      18_000,
      15_000,
      15_000,
      0,
      '2024-04-12',
      '2025-06-30',
      'Soldée',
      ...none,
      1,
      'Oui',
    ],
    [
      2025,
      caf,
      'FPT axe 3',
      team,
      19_000,
      16_500,
      11_550,
      4950,
      '2025-03-28',
      '2026-06-30',
      'Bilan rendu',
      ...none,
      0.7,
      'Oui',
    ],
    [
      2025,
      msa,
      'Mieux vivre en milieu rural',
      'Formation des promeneurs',
      4000,
      3200.5,
      3200.5,
      0,
      '2025-05-15',
      '2025-12-31',
      'Soldée',
      ...none,
      1,
      'Oui',
    ],
    [
      2026,
      caf,
      'FPT axe 3',
      team,
      20_000,
      null,
      0,
      null,
      null,
      '2027-06-30',
      'Déposée',
      ...none,
      null,
      'Oui',
    ],
    [
      2026,
      county,
      'Politique jeunesse',
      'Journée départementale',
      2500,
      2500,
      0,
      2500,
      '2026-02-02',
      null,
      'Conventionnée',
      ...none,
      0,
      'Oui',
    ],
    [
      2026,
      prefecture,
      'Appel à projets local',
      null,
      3200,
      1200.5,
      0,
      1200.5,
      null,
      null,
      'Accordée',
      ...none,
      0,
      'Oui',
    ],
    [
      2026,
      prefecture,
      'FIPDR',
      'Prévention cyberviolences',
      6000,
      0,
      0,
      0,
      null,
      null,
      'Refusée',
      ...none,
      null,
      'Non',
    ],
  ])
  expect(pageOf(file, 'Financements').getCell('G7').formula).toMatch(/^SUMIFS\(/)
  const references = fundings.slice(2).map((row) => row[16])
  expect(new Set(references).size).toBe(7)

  const payments = shown(pageOf(file, 'Versements'), 7, 11)
  const before = [null, null]
  const after = [null, null, null, 'Reçu']
  expect(payments).toEqual([
    [references[0], 2024, caf, 'Reprise', ...before, 15_000, ...after],
    [references[1], 2025, caf, 'Reprise', ...before, 11_550, ...after],
    [references[2], 2025, msa, 'Reprise', ...before, 3200.5, ...after],
  ])

  const year = 'Total de l’exercice'
  expect(shown(pageOf(file, 'Par exercice et financeur'), 5, 8)).toEqual([
    ['Total', null, 6, 66_700, 38_401, 29_750.5, 8650.5, null],
    [
      'Exercice',
      'Financeur',
      'Nb de dossiers',
      'Demandé',
      'Accordé',
      'Versé',
      'Reste à verser',
      'Part du financeur',
    ],
    [2024, caf, 1, 18_000, 15_000, 15_000, 0, 1],
    [2024, year, 1, 18_000, 15_000, 15_000, 0, 1],
    [2025, caf, 1, 19_000, 16_500, 11_550, 4950, expect.closeTo(16_500 / 19_700.5, 6)],
    [2025, msa, 1, 4000, 3200.5, 3200.5, 0, expect.closeTo(3200.5 / 19_700.5, 6)],
    [2025, year, 2, 23_000, 19_700.5, 14_750.5, 4950, 1],
    [2026, caf, 1, 20_000, null, 0, null, null],
    [2026, county, 1, 2500, 2500, 0, 2500, expect.closeTo(2500 / 3700.5, 6)],
    [2026, prefecture, 1, 3200, 1200.5, 0, 1200.5, expect.closeTo(1200.5 / 3700.5, 6)],
    [2026, year, 3, 25_700, 3700.5, 0, 3700.5, 1],
  ])
  expect(shown(pageOf(file, 'Échéances'), 7, 6)).toEqual([])
}
