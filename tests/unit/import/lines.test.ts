import { expect, test } from 'vitest'
import { editRecord } from '../../../src/core/commands/editRecord'
import { importRows } from '../../../src/core/commands/importRows'
import { restoreRecords, trashRecords } from '../../../src/core/commands/trashRecords'
import { layoutFor, NO_HEADINGS } from '../../../src/core/sheets/importLayout'
import { IGNORE } from '../../../src/core/sheets/importTargets'
import { bring, counted, desk, only, preview, sheet, total } from './desk'
import { ines, people } from './people'

test('a column that maps to nothing is kept beside the record, and said again it is not doubled', () => {
  const at = desk(40)
  bring(at, sheet('Promeneurs', people, ines))
  expect(only(at, 'promeneur').values).toMatchObject({
    lastName: 'Mauger',
    phone: '+33612345678',
    otherColumns: 'Véhicule : Vélo',
  })
  expect(bring(at, sheet('Promeneurs', people, ines)).records).toEqual([])
  bring(at, sheet('Promeneurs', people, [...ines.slice(0, 8), 'Voiture']))
  expect(only(at, 'promeneur').values.otherColumns).toBe('Véhicule : Voiture')
})

test('a sheet without headings brings its first line like the others, and a line that nothing is taken of is told', () => {
  const at = desk(42)
  const table = {
    name: 'Liste',
    rows: [
      ['MAUGER', 'Inès', 'x'],
      ['DUVAL', 'Yoann', 'y'],
      [null, null, 'Fin'],
    ],
  }
  const layout = layoutFor(table, 'promeneur', NO_HEADINGS)
  const plan = bring(at, [{ table, layout: { ...layout, targets: ['lastName', 'firstName', IGNORE] } }])
  expect(counted(plan, 'promeneur')).toBe('2/0/0')
  expect(plan.aside).toBe(1)
  expect(plan.problems).toEqual([
    expect.objectContaining({ line: 3, text: 'Fin', message: expect.stringContaining('laissée de côté') }),
  ])
})

test('a cell that cannot be read is shown with its place and its words, and nothing of it is lost', () => {
  const at = desk(41)
  const plan = bring(
    at,
    sheet('Promeneurs', people, [
      'Duval',
      'Yoann',
      'PIJ',
      'yoann chez pij',
      'peut-être',
      'non',
      '32/13/2026',
      '06',
      null,
    ]),
  )
  expect(plan.problems.map((problem) => [problem.line, problem.heading, problem.text])).toEqual([
    [2, 'Mail', 'yoann chez pij'],
    [2, 'Actif', 'peut-être'],
    [2, 'Date de sortie', '32/13/2026'],
    [2, 'Téléphone', '06'],
  ])
  expect(plan.problems.every((problem) => problem.message.length > 10)).toBe(true)
  expect(only(at, 'promeneur').values.otherColumns).toBe(
    'Mail : yoann chez pij\nActif : peut-être\nDate de sortie : 32/13/2026\nTéléphone : 06',
  )
  expect(only(at, 'promeneur').values.charteSigned).toBe(false)
})

test('blank never clears what is known, and what differs is shown old and new', () => {
  const at = desk(44)
  bring(at, sheet('Promeneurs', people, ines))
  expect(
    bring(
      at,
      sheet('Promeneurs', people, ['MAUGER', 'Inès', null, 'ines@pij.example', null, null, null, null, null]),
    ).records,
  ).toEqual([])
  const plan = bring(
    at,
    sheet('Promeneurs', people, [
      'MAUGER',
      'Inès',
      null,
      'ines@pij.example',
      null,
      null,
      null,
      '06 99 99 99 99',
      null,
    ]),
  )
  expect(plan.lines.find((line) => line.is === 'changed')?.changes).toEqual([
    { label: 'Téléphone pro', before: '06 12 34 56 78', after: '06 99 99 99 99' },
  ])
})

test('an import is refused, with nothing written, when a record has changed since the preview', () => {
  const at = desk(53)
  bring(at, sheet('Promeneurs', people, ines))
  const plan = preview(
    at,
    sheet(
      'Promeneurs',
      people,
      [...ines.slice(0, 7), '0699999999', 'Vélo'],
      ['Leroy', 'Anna', null, 'anna@pij.example', null, null, null, null, null],
    ),
  )
  at.run(editRecord, { kind: 'promeneur', id: only(at, 'promeneur').id, values: { phone: '+33611111111' } })
  expect(at.run(importRows, { records: plan.records })).toBeUndefined()
  expect(only(at, 'promeneur').values.phone).toBe('+33611111111')
})

test('an import is refused, with nothing written, when what it links to was trashed since the preview', () => {
  const at = desk(57)
  bring(at, sheet('Promeneurs', people, ines)) // the structure comes with her, and is there when she is linked to it
  const { id } = only(at, 'structure')
  const anna = ['Leroy', 'Anna', 'PIJ de Valognes', 'anna@pij.example', null, null, null, null, null]
  const plan = preview(at, sheet('Promeneurs', people, anna))
  expect(plan.records).toMatchObject([{ kind: 'promeneur', values: { structureId: id } }])
  at.run(trashRecords, { kind: 'structure', ids: [id] })
  expect(at.run(importRows, { records: plan.records })).toBeUndefined()
  expect(at.rows.list('promeneur')).toHaveLength(1)
  at.run(restoreRecords, { kind: 'structure', ids: [id] })
  expect(at.run(importRows, { records: plan.records })).toBeDefined()
})

test('a line without a name is left aside and said; the others come in', () => {
  const at = desk(54)
  const plan = bring(
    at,
    sheet('Promeneurs', ['Nom', 'Prénom', 'Mail'], [null, null, 'x@pij.example'], ['Leroy', 'Anna', null]),
  )
  expect([plan.aside, counted(plan, 'promeneur')]).toEqual([1, '1/0/0'])
  expect(plan.problems[0]).toMatchObject({ line: 2 })
})

test('three thousand promeneurs and their structures are planned without growing with the square of their number', () => {
  const at = desk(56)
  const rows = Array.from({ length: 3000 }, (_, n) => [
    `Nom${n}`,
    'Anne',
    `Structure ${n % 400}`,
    `a${n}@x.example`,
    'oui',
    'x',
    null,
    `06${String(n).padStart(8, '0')}`,
    null,
  ])
  const started = performance.now()
  const plan = preview(at, sheet('Promeneurs', people, ...rows))
  expect(performance.now() - started).toBeLessThan(15_000)
  expect([counted(plan, 'promeneur'), counted(plan, 'structure'), total(plan, 'changed')]).toEqual([
    '3000/0/0',
    '400/0/0',
    0,
  ])
})

test.each([
  ['Total', 3],
  ['TOTAL :', '34 €'],
  ['Sous-total', null],
  ['Total général', 3],
])('a line that says « %s » and figures is no structure: it is left aside, and said', (word, figure) => {
  const at = desk(71)
  const plan = bring(
    at,
    sheet(
      'Structures',
      ['Structure', 'Commune', 'Nb PdN'],
      ['Total Jeunes', 'Agneaux', 2],
      [word, null, figure],
    ),
  )
  expect([counted(plan, 'structure'), plan.aside]).toEqual(['1/0/0', 1])
  expect(plan.problems.map(({ line, message }) => [line, message])).toContainEqual([
    3,
    'Ligne de total\u00a0: laissée de côté.',
  ])
})

test('a line that names by our own identifier a record in the trash is left aside, and makes no twin', () => {
  const at = desk(49)
  bring(at, sheet('Structures', ['Structure', 'Commune'], ['MJC du Port', 'Coutances']))
  const { id } = only(at, 'structure')
  at.run(trashRecords, { kind: 'structure', ids: [id] })
  const file = () =>
    sheet(
      'Structures',
      ['Structure', 'Commune', 'Téléphone', 'Identifiant'],
      ['MJC du Port', 'Coutances', '0233000001', id],
    )
  const plan = preview(at, file())
  expect([plan.lines, plan.aside, plan.problems.map(({ line, message }) => [line, message])]).toEqual([
    [],
    1,
    [[2, expect.stringMatching(/à la corbeille. Restaurez-la d’abord/)]],
  ])
  at.run(restoreRecords, { kind: 'structure', ids: [id] })
  expect(preview(at, file()).lines).toMatchObject([{ id, is: 'changed' }])
})
