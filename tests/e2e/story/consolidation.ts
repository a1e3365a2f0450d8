import { expect } from '@playwright/test'
import type ExcelJS from 'exceljs'
import { pageOf, shown, type Shown } from './reread'

/** What the committee's workbook says of the Manche, of everyone else, and of nobody. */
export function expectConsolidation(file: ExcelJS.Workbook): void {
  const page = pageOf(file, 'Départements')
  const [, headings = [], ...rows] = shown(page, 5, page.getRow(6).cellCount)
  expect(rows).toHaveLength(101)
  const manche = rows.find(([code]) => code === '50') ?? []
  const told = (label: string): Shown | undefined => manche[headings.indexOf(label)]
  expect(told('Département')).toBe('Manche')
  expect(told('Région')).toBe('Normandie')
  const figures: Readonly<Record<string, Shown>> = {
    'Promeneurs actifs': 24,
    'Jeunesse seule': 0,
    'Spécialité non renseignée': 24,
    Sorties: 0,
    'Structures dans le réseau': 13,
    'Structures conventionnées': 0,
    Demandé: 25_700,
    Accordé: 3700.5,
    Versé: 0,
    'Reste à verser': 3700.5,
    Bilan: 'Non transmis',
  }
  for (const [label, figure] of Object.entries(figures)) expect.soft(told(label), label).toBe(figure)
  const others = rows.filter(([code]) => code !== '50')
  // Nothing received is never 0.
  for (const label of ['Promeneurs actifs', 'Structures dans le réseau', 'Demandé'])
    expect(new Set(others.map((row) => row[headings.indexOf(label)]))).toEqual(new Set([null]))
  file.eachSheet((sheet) =>
    sheet.eachRow((row) =>
      row.eachCell((cell) =>
        expect(cell.text).not.toMatch(/Mauger|Desrues|Lepoittevin|\.example|Océane|Zoé/),
      ),
    ),
  )
}
