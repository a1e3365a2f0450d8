import { describe, expect, test } from 'vitest'
import { recordOf, records } from '../../../src/core/records'
import type { Fields } from '../../../src/core/schema/record'
import { makeSample } from '../../../src/core/records/sample'
import { annuaire } from '../../../src/core/sheets/annuaire/annuaire'
import type { Edition } from '../../../src/core/sheets/edition'
import { fundingReport } from '../../../src/core/sheets/fundingReport/fundingReport'
import { paperColumn } from '../../../src/core/sheets/paperColumn'
import { viewExport } from '../../../src/core/sheets/viewExport'
import { wholeSpace } from '../../../src/core/sheets/wholeSpace'
import { rowsOf } from '../../support/rows'
import { smallNetwork, today } from '../figures/smallNetwork'
import { editionOf } from './edition'
import { pageOf, reread, shownFrom } from './rereadWorkbook'

const report = {
  kind: 'activityReport',
  id: '2026.activity.A1.03',
  values: {
    promeneurId: 'A1',
    period: '2026-03',
    youthContacted: '3',
    youthMetAfter: '12',
    initiatives: [{ date: '2026-03-04', title: 'Live Discord', youthCount: 2 }],
  },
}

describe('Tout exporter', () => {
  test('holds every record of every kind, by its fields’ labels, and the dictionary', async () => {
    const sample = makeSample({
      seed: 'all',
      department: '50',
      size: 'small',
      years: 2,
      today,
      activity: true,
    })
    const rows = rowsOf(sample)
    const workbook = wholeSpace(editionOf(rows), rows.trash)
    const kinds = new Set(sample.map(({ kind }) => kind))
    expect(workbook.sheets.map(({ name }) => name)).toEqual([
      ...records.filter(({ name }) => kinds.has(name)).map(({ title }) => title),
      'Dictionnaire',
    ])
    const file = await reread(workbook)
    for (const def of records) {
      if (!kinds.has(def.name)) continue
      const [labels = [], ...lines] = shownFrom(pageOf(file, def.title), 6)
      const fields: Fields = def.fields
      expect(labels).toEqual([
        // What names a record comes first, and stays in sight.
        ...[...new Set([...def.naming, ...Object.keys(fields)])].map((name) => fields[name]?.label),
        'À la corbeille',
        'Identifiant',
      ])
      expect(lines.map((line) => line.at(-1)).sort()).toEqual(
        rows
          .list(def.name)
          .map(({ id }) => id)
          .sort(),
      )
    }
  })

  test('marks what is in the trash', async () => {
    const rows = rowsOf(smallNetwork)
    const [first] = rows.list('structure')
    const trashed = {
      ...first,
      id: 'S9',
      kind: 'structure',
      space: '50',
      deleted: true,
      pending: false,
      values: { name: 'Fermée' },
    }
    const file = await reread(wholeSpace(editionOf(rows), (kind) => (kind === 'structure' ? [trashed] : [])))
    const lines = shownFrom(pageOf(file, 'Structures'), 7)
    expect(lines.map((line) => [line.at(-1), line.at(-2)])).toContainEqual(['S9', 'Oui'])
  })

  test('masks counts of young people wherever they stand, and writes tables out', async () => {
    const rows = rowsOf([...smallNetwork, report])
    const file = await reread(wholeSpace(editionOf(rows), rows.trash))
    const [labels = [], line = []] = shownFrom(pageOf(file, 'Formulaires d’activité'), 6)
    const cell = (label: string) => line[labels.indexOf(label)]
    expect(cell('Promeneur')).toBe('Inès Mauger')
    expect(JSON.stringify(line)).toContain('<5')
    expect(line).not.toContain('3')
    const initiatives = line.find((value) => String(value).includes('Live Discord'))
    expect(initiatives).toContain('<5')
  })

  test('masks ranges that can only mean a few, in the whole space as in a view', () => {
    const ranges = {
      youthContacted: '2-3',
      youthMetAfter: '<3',
      parentsContacted: '0-4',
      interventionLink: '4-9',
    }
    const rows = rowsOf([...smallNetwork, { ...report, values: { ...report.values, ...ranges } }])
    const def = recordOf('activityReport')
    if (!def) throw new Error('no such kind')
    const view = { rows: rows.list('activityReport'), columns: Object.keys(ranges), filters: [] }
    const whole = wholeSpace(editionOf(rows), rows.trash).sheets.find(({ name }) => name === def.title)
    for (const sheet of [whole, viewExport(editionOf(rows), def, view).sheets[0]]) {
      const shown = Object.keys(ranges).map((key) => {
        const index = sheet?.columns.findIndex((column) => column.key === key) ?? -1
        return sheet?.lines[0]?.cells[index]
      })
      expect(shown).toEqual(['<5', '<5', '<5', 'de 4 à 9'])
    }
  })

  test('gives no total of masked counts: two views, one with a record more, would tell what that one says', () => {
    const counts = [20, 3, 40].map((faceToFace, index) => ({
      ...report,
      id: `2026.R${index}`,
      values: { ...report.values, faceToFace },
    }))
    const rows = rowsOf([...smallNetwork, ...counts])
    const def = recordOf('activityReport')
    if (!def) throw new Error('no such kind')
    const view = { rows: rows.list('activityReport'), columns: ['period', 'faceToFace'], filters: [] }
    const whole = wholeSpace(editionOf(rows), rows.trash).sheets.find(({ name }) => name === def.title)
    for (const sheet of [whole, viewExport(editionOf(rows), def, view).sheets[0]]) {
      const index = sheet?.columns.findIndex(({ key }) => key === 'faceToFace') ?? -1
      expect(sheet?.columns[index]).not.toHaveProperty('total')
      expect(sheet?.lines.map(({ cells }) => cells[index])).toEqual([20, '<5', 40])
    }
  })

  test('masks on paper what it masks in a file, and adds up no masked count there either', () => {
    const def = recordOf('activityReport')
    if (!def) throw new Error('no such kind')
    const values = {
      ...report.values,
      period: '2026-03',
      receivedAt: '2026-04-02',
      concernsReported: 3,
      projectsStarted: 4,
    }
    const [row] = rowsOf([{ ...report, values }]).list('activityReport')
    if (!row) throw new Error('no row')
    const told = ['youthContacted', 'concernsReported', 'initiatives', 'projectsStarted', 'receivedAt']
    const paper = told.map((name) => {
      const field = def.fields[name]
      if (!field) throw new Error(`no such field: ${name}`)
      return paperColumn(name, field, () => undefined)
    })
    expect(paper.map(({ text }) => text(row))).toEqual([
      '<5',
      '<5',
      'Date : 2026-03-04, Intitulé : Live Discord, Nombre de jeunes : <5',
      '4',
      '02/04/2026',
    ])
    expect(paper.map(({ isSummed }) => isSummed)).toEqual([false, false, false, true, false])
  })

  test('masks what was transmitted of young people, and nothing else that was', () => {
    const sent = [
      ['youth-contacted-min', 3],
      ['youth-contacted-max', 12],
      ['concerns-seen', 0],
      ['projects', 3],
      ['coordination-fte', 0.5],
    ].map(([indicator = null, value = null]) => ({
      kind: 'indicatorValue',
      id: `2025.${indicator}`,
      values: { submissionId: '2025.sent', indicator, value, flag: 'exact' },
    }))
    const rows = rowsOf(sent)
    const sheet = wholeSpace(editionOf(rows), rows.trash).sheets.find(({ name }) =>
      name.startsWith('Indicateurs'),
    )
    const index = sheet?.columns.findIndex(({ key }) => key === 'value') ?? -1
    const shown = new Map(sheet?.lines.map(({ cells }) => [cells.at(-1), cells[index]]))
    expect(sent.map(({ id }) => shown.get(id))).toEqual(['<5', 12, 0, 3, 0.5])
  })
})

describe('every workbook', () => {
  test('[T73] is the same whatever the order in which records came', () => {
    const records = [...smallNetwork, report]
    const [some, other] = [rowsOf(records), rowsOf([...records].reverse())]
    for (const make of [annuaire, (edition: Edition) => fundingReport(edition, null)]) {
      expect(make(editionOf(other))).toEqual(make(editionOf(some)))
    }
    expect(wholeSpace(editionOf(other), other.trash)).toEqual(wholeSpace(editionOf(some), some.trash))
  })
})

describe('Exporter cette vue', () => {
  test('writes the rows and columns shown, in their order, and the filters in words', async () => {
    const rows = rowsOf(smallNetwork)
    const def = recordOf('funding')
    if (!def) throw new Error('no such kind')
    const view = {
      rows: rows.list('funding').filter(({ values }) => values.year === 2026),
      columns: ['year', 'fund', 'granted', 'reportDueAt', 'year', 'unknown'],
      filters: ['Exercice : 2026'],
    }
    const workbook = viewExport(editionOf(rows), def, view)
    expect(workbook.fileName).toBe('Financements - Manche - 2026-11-22.xlsx')
    const page = pageOf(await reread(workbook), 'Financements')
    expect(page.getCell('A2').value).toBe('Manche (50) – Exercice : 2026')
    expect(shownFrom(page)).toEqual([
      [3, null, 25_000.5, null],
      ['Exercice', 'Dispositif', 'Accordé', 'Bilan attendu le'],
      [2026, 'FPT axe 3', 25_000.5, '2027-06-30'],
      [2026, 'Mieux vivre en milieu rural', null, null],
      [2026, 'Subvention Caf sur fonds propres', null, null],
    ])
  })
  test('says the département of each line to the committee', async () => {
    const rows = rowsOf(smallNetwork)
    const def = recordOf('structure')
    if (!def) throw new Error('no such kind')
    const view = { rows: rows.list('structure').slice(0, 1), columns: ['name'], filters: [] }
    const page = pageOf(
      await reread(viewExport({ ...editionOf(rows), space: 'national' }, def, view)),
      'Structures',
    )
    expect(shownFrom(page, 6)).toEqual([
      ['Département', 'Nom'],
      ['Manche', 'Centre social de l’Écume'],
    ])
  })
})
