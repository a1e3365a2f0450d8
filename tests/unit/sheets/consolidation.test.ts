import { describe, expect, test } from 'vitest'
import { consolidate } from '../../../src/core/figures/consolidation'
import { networkFigures } from '../../../src/core/figures/network'
import { consolidation } from '../../../src/core/sheets/consolidation/consolidation'
import { rowsOf } from '../../support/rows'
import { today } from '../figures/smallNetwork'
import { editionOf } from './edition'
import { nationalNetwork } from './nationalNetwork'
import { pageOf, reread, type Shown, shownFrom } from './rereadWorkbook'

const rows = rowsOf(nationalNetwork())
const receivedOn = (code: string): string | null => (code === '50' ? '2026-11-20' : null)
const edition = { ...editionOf(rows), space: 'national', receivedOn }
const file = reread(consolidation(edition, 2025))

/** A page as one object per line, by label. */
async function linesOf(name: string): Promise<readonly { readonly [label: string]: Shown }[]> {
  const [labels = [], ...lines] = shownFrom(pageOf(await file, name), 6)
  return lines.map((line) =>
    Object.fromEntries(labels.map((label, index) => [String(label), line[index] ?? null])),
  )
}

describe('Consolidation nationale', () => {
  test('has a line for each of the 101 départements, empty where nothing has come', async () => {
    const lines = await linesOf('Départements')
    expect(lines).toHaveLength(101)
    const silent = lines.find((line) => line['Code'] === '01')
    expect(silent).toMatchObject({
      Département: 'Ain',
      Région: 'Auvergne-Rhône-Alpes',
      Bilan: 'Non transmis',
    })
    expect(Object.values(silent ?? {}).filter((cell) => typeof cell === 'number')).toEqual([])
  })

  test('says what each département has, as its own figures do', async () => {
    const manche = (await linesOf('Départements')).find((line) => line['Code'] === '50')
    const own = networkFigures(rows, today, '50', '2025-12-31')
    expect(manche).toMatchObject({
      'Promeneurs actifs': own.active,
      'Structures dans le réseau': own.structuresInNetwork,
      'Chartes signées': own.chartesSigned,
      Bilan: 'Accepté',
      'Données au': '2026-11-20',
    })
  })

  test('a review of older figures does not accept the new ones', async () => {
    const lines = await linesOf('Départements')
    expect(lines.find((line) => line['Code'] === '18')?.['Bilan']).toBe('Transmis')
  })

  test('adds up regions, and takes the rate of a total from totals', async () => {
    const regions = await linesOf('Régions')
    expect(regions).toHaveLength(18)
    const [cher, manche] = ['18', '50'].map((code) =>
      consolidate(rows, today, 2025, receivedOn).find((one) => one.code === code),
    )
    const normandy = regions.find((line) => line['Région'] === 'Normandie')
    expect(normandy).toMatchObject({
      Départements: 5,
      'Promeneurs actifs': manche?.network?.active,
      'Bilans transmis': 1,
    })
    expect(regions.find((line) => line['Région'] === 'Corse')?.['Promeneurs actifs']).toBeNull()
    const page = pageOf(await file, 'Départements')
    const [labels = []] = shownFrom(page, 6)
    const signed = (cher?.network?.chartesSigned ?? 0) + (manche?.network?.chartesSigned ?? 0)
    const active = (cher?.network?.active ?? 0) + (manche?.network?.active ?? 0)
    expect(shownFrom(page)[0]?.[labels.indexOf('% chartes')]).toBeCloseTo(signed / active, 10)
  })

  test('Activité holds what was transmitted, masked so that no « <5 » can be told from the totals', async () => {
    const lines = await linesOf('Activité')
    expect(
      lines.map((line) => [line['Code'], line['Jeunes contactés (min)'], line['Jeunes contactés (max)']]),
    ).toEqual([
      ['18', '<5', 'masqué'],
      ['50', 'masqué', 'masqué'],
      ['56', 'masqué', 'masqué'],
    ])
    expect(lines.map((line) => line['Situations préoccupantes'])).toEqual(['<5', null, null])
    // A promeneur, a structure or a project is nobody's private life.
    expect(lines.map((line) => line['Projets'])).toEqual([4, 2, 1])
    const page = pageOf(await file, 'Activité')
    const [labels = []] = shownFrom(page, 6)
    const column = labels.indexOf('Jeunes contactés (min)') + 1
    const totals = [column, column + 1].map((at) => [page.getCell(5, at).value, page.getCell(5, at).formula])
    expect(totals).toEqual([
      [55, undefined],
      [133, undefined],
    ])
  })

  test('Heures de coordination: ranges total as a range, never as the sum of the exact answers alone', () => {
    const hours = (space: string, min: number, max: number) =>
      (['min', 'max'] as const).map((end) => ({
        kind: 'indicatorValue',
        id: `2025.submission.${space}.hours-${end}`,
        space,
        values: {
          submissionId: `2025.submission.${space}`,
          indicator: `coordination-hours-${end}`,
          value: end === 'min' ? min : max,
          flag: 'exact',
        },
      }))
    const hoursOf = (...sent: ReturnType<typeof hours>) => {
      const workbook = consolidation({ ...edition, source: rowsOf([...nationalNetwork(), ...sent]) }, 2025)
      const sheet = workbook.sheets.find(({ name }) => name === 'Activité')
      const index = sheet?.columns.findIndex(({ key }) => key === 'hours') ?? -1
      return [sheet?.columns[index]?.total, ...(sheet?.lines ?? []).map(({ cells }) => cells[index])]
    }
    expect(hoursOf(...hours('18', 100, 100), ...hours('50', 100, 150.5))).toEqual([
      { value: '200 à 250,5' },
      100,
      '100 à 150,5',
      null,
    ])
    expect(hoursOf(...hours('18', 100, 100), ...hours('50', 20, 20))).toEqual(['sum', 100, 20, null])
    // What a computer makes of 10.1 + 20.2 is nobody's figure.
    expect(hoursOf(...hours('18', 10.1, 1012.25), ...hours('50', 20.2, 224.25))).toEqual([
      { value: '30,3 à 1\u00a0236,5' },
      '10,1 à 1\u00a0012,25',
      '20,2 à 224,25',
      null,
    ])
  })

  test('counts grants by fund for three years, and what is missing by département', async () => {
    const funds = await linesOf('Financements par dispositif')
    expect(new Set(funds.map((line) => line['Exercice']))).toEqual(new Set([2024, 2025]))
    // A total over three years is no figure of the one that the workbook is about: the title says which.
    const { sheets } = consolidation(edition, 2025)
    const scopes = new Map(sheets.map(({ name, heading }) => [name, heading.scope]))
    expect(scopes.get('Financements par dispositif')).toContain('exercices 2023 à 2025')
    expect(scopes.get('Évolution')).toContain('exercices 2023 à 2025')
    expect(scopes.get('Départements')).toContain('année 2025')
    const checks = await linesOf('Qualité des données')
    expect(new Set(checks.map((line) => line['Code']))).toEqual(new Set(['18', '50']))
    for (const line of checks) expect(Number(line['Nb'])).toBeLessThanOrEqual(Number(line['Sur']))
  })

  test('counts as granted whatever the list of states says is, money to give back included', async () => {
    const grant = {
      kind: 'funding',
      id: '2025.01GIVEBACK',
      space: '56',
      values: { year: 2025, status: 'a-reverser' },
    }
    const workbook = consolidation({ ...edition, source: rowsOf([...nationalNetwork(), grant]) }, 2025)
    const sheet = workbook.sheets.find(({ name }) => name === 'Qualité des données')
    const checked = sheet?.lines.find(
      ({ cells }) => cells[0] === '56' && cells[2] === 'Financements accordés sans montant',
    )
    expect(checked?.cells.slice(3, 5)).toEqual([1, 1])
  })

  test('holds no person of the départements', async () => {
    const words = JSON.stringify((await file).worksheets.map((page) => shownFrom(page, 1)))
    for (const kind of ['promeneur', 'coordinator', 'contact'])
      for (const { values } of rows.list(kind)) {
        if (typeof values.lastName === 'string') expect(words).not.toContain(`"${values.lastName}"`)
        if (typeof values.email === 'string') expect(words).not.toContain(values.email)
      }
  })
})
