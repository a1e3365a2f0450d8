import { expect, test } from 'vitest'
import { editRecord } from '../../../src/core/commands/editRecord'
import { importRows } from '../../../src/core/commands/importRows'
import type { AnyRow } from '../../../src/core/schema/record'
import type { Replica } from '../../support/replica'
import { bring, counted, desk, preview, sheet, total } from './desk'

function only(at: Replica, kind: string): AnyRow {
  const [row, ...others] = at.rows.list(kind)
  if (!row || others.length > 0) throw new Error(`${at.rows.list(kind).length} of ${kind}`)
  return row
}

const people = [
  'Nom',
  'Prénom',
  'Structure',
  'Mail',
  'Actif',
  'Charte signée',
  'Date de sortie',
  'Téléphone',
  'Véhicule',
]
const ines = [
  'MAUGER',
  'Inès',
  'PIJ de Valognes',
  'ines@pij.example',
  'oui',
  'x',
  null,
  612345678,
  'Vélo',
] as const

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

test('a date in « Charte signée » signs and dates; « x » never undoes a date that is known', () => {
  const at = desk(42)
  bring(at, sheet('Promeneurs', people, [...ines.slice(0, 5), '03/11/2025', null, null, null]))
  expect(only(at, 'promeneur').values).toMatchObject({ charteSigned: true, charteSignedAt: '2025-11-03' })
  expect(
    bring(at, sheet('Promeneurs', people, [...ines.slice(0, 5), 'x', null, null, null])).records,
  ).toEqual([])
})

test('« Actif = Non » does not undo a date of exit that is known, nor make a candidate leave', () => {
  const at = desk(43)
  bring(at, sheet('Promeneurs', people, [...ines.slice(0, 4), 'non', 'x', '30/06/2026', null, null]))
  expect(only(at, 'promeneur').values).toMatchObject({ status: 'sorti', exitDate: '2026-06-30' })
  expect(
    bring(at, sheet('Promeneurs', people, [...ines.slice(0, 4), 'Non', 'x', null, null, null])).records,
  ).toEqual([])
  at.run(editRecord, {
    kind: 'promeneur',
    id: only(at, 'promeneur').id,
    values: { status: 'candidat', exitDate: null },
  })
  expect(
    bring(at, sheet('Promeneurs', people, [...ines.slice(0, 4), 'Non', 'x', null, null, null])).records,
  ).toEqual([])
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

test('a name that differs by case or accents alone never overwrites; neither does one with « ? »', () => {
  const at = desk(45)
  bring(at, sheet('Promeneurs', ['Nom', 'Prénom', 'Mail'], ['Hébert', 'Loïc', 'loic@pij.example']))
  for (const name of ['HEBERT', 'hebert', 'H?bert', 'Hébert'])
    expect(
      bring(at, sheet('Promeneurs', ['Nom', 'Prénom', 'Mail'], [name, 'LOIC', 'loic@pij.example'])).records,
    ).toEqual([])
})

test('without a mail, a person of the same name and structure is asked about, and left aside until then', () => {
  const at = desk(46)
  const rows = [
    ['Nom', 'Prénom', 'Structure'],
    ['Duval', 'Yoann', 'PIJ de Valognes'],
  ]
  bring(at, sheet('Promeneurs', ...rows))
  const again = bring(at, sheet('Promeneurs', ...rows))
  expect([again.records.length, again.aside, again.doubts.length]).toEqual([0, 1, 1])
  const id = only(at, 'promeneur').id
  const doubt = again.doubts[0]?.id ?? ''
  expect(preview(at, sheet('Promeneurs', ...rows), { [doubt]: id })).toMatchObject({ records: [], aside: 0 })
  bring(at, sheet('Promeneurs', ...rows), { [doubt]: 'new' })
  expect(at.rows.list('promeneur')).toHaveLength(2)
})

test('two people may share a mail; a new name on a known mail is asked about', () => {
  const at = desk(47)
  const heads = ['Nom', 'Prénom', 'Mail']
  bring(
    at,
    sheet(
      'Promeneurs',
      heads,
      ['Duval', 'Yoann', 'pij@ville.example'],
      ['Leroy', 'Anna', 'pij@ville.example'],
    ),
  )
  expect(at.rows.list('promeneur')).toHaveLength(2)
  expect(
    bring(
      at,
      sheet(
        'Promeneurs',
        heads,
        ['Duval', 'Yoann', 'pij@ville.example'],
        ['Leroy', 'Anna', 'PIJ@ville.example'],
      ),
    ).records,
  ).toEqual([])
  expect(
    preview(at, sheet('Promeneurs', heads, ['Marie', 'Paul', 'pij@ville.example'])).doubts[0]?.options,
  ).toHaveLength(3)
})

test('a structure written a little otherwise is asked about once, for all who name it', () => {
  const at = desk(48)
  bring(
    at,
    sheet(
      'Structures',
      ['Structure', 'Commune', 'Statut'],
      ['Centre social à Agneaux', 'Agneaux', 'Dans le réseau'],
    ),
  )
  const sheets = sheet(
    'Promeneurs',
    ['Nom', 'Prénom', 'Structure'],
    ['Duval', 'Yoann', 'Centre social d’Agneaux'],
    ['Leroy', 'Anna', 'Centre social d’Agneaux'],
  )
  const plan = preview(at, sheets)
  expect(plan.doubts.map((doubt) => doubt.lines.length)).toEqual([2])
  bring(at, sheets, { [plan.doubts[0]?.id ?? '']: only(at, 'structure').id })
  expect(at.rows.list('promeneur').map((row) => row.values.structureId)).toEqual([
    only(at, 'structure').id,
    only(at, 'structure').id,
  ])
})

test('a structure whose head and phone both changed is asked about; one change alone is an update', () => {
  const at = desk(49)
  const heads = ['Structure', 'Commune', 'Responsable', 'Téléphone']
  bring(at, sheet('Structures', heads, ['PIJ de Valognes', 'Valognes', 'Léa Duval', '0233000000']))
  expect(
    preview(at, sheet('Structures', heads, ['PIJ de Valognes', 'Valognes', 'Noé Leroy', '0233999999']))
      .doubts,
  ).toHaveLength(1)
  bring(at, sheet('Structures', heads, ['PIJ de Valognes', 'VALOGNES', 'Noé Leroy', '02 33 00 00 00']))
  const manager = at.rows.get('contact', String(only(at, 'structure').values.manager))
  expect(manager?.values).toMatchObject({
    firstName: 'Noé',
    lastName: 'Leroy',
    structureId: only(at, 'structure').id,
  })
  expect(at.rows.list('contact')).toHaveLength(2)
})

test('the structure’s facts on a promeneur’s line fill what is empty and never change what is said', () => {
  const at = desk(50)
  bring(at, sheet('Structures', ['Structure', 'Commune', 'Type'], ['PIJ de Valognes', 'Valognes', 'PIJ']))
  const plan = bring(
    at,
    sheet(
      'Promeneurs',
      ['Nom', 'Prénom', 'Structure', 'TYPE STR', 'QPV'],
      ['Duval', 'Yoann', 'PIJ de Valognes', 'MJC', 'Hors QPV'],
    ),
  )
  expect(only(at, 'structure').values).toMatchObject({ type: 'IJ', qpv: 'Hors QPV' })
  expect(plan.problems.map((problem) => problem.message)).toEqual([
    expect.stringContaining('dit autre chose'),
  ])
})

test('payments that are here are truer than a total: it is said, not written', () => {
  const at = desk(51)
  const heads = ['Exercice', 'Financeur', 'Dispositif', 'Objet', 'Demandé', 'Versé']
  bring(at, sheet('Financements', heads, [2026, 'MSA', 'FDVA', 'Formation', '1 500 €', 1000]))
  bring(at, sheet('Financements', heads, [2026, 'msa', 'FDVA', 'formation', null, 1200]))
  expect(only(at, 'payment').values).toMatchObject({ kind: 'reprise', receivedAmount: 1200_00 })
  at.run(editRecord, {
    kind: 'payment',
    id: only(at, 'payment').id,
    values: { kind: 'acompte', receivedAt: '2026-03-01' },
  })
  const plan = bring(at, sheet('Financements', heads, [2026, 'MSA', 'FDVA', 'Formation', null, 1500]))
  expect([plan.records.length, plan.problems.length]).toEqual([0, 1])
  expect(only(at, 'payment').values.receivedAmount).toBe(1200_00)
})

test('an amount computed to three decimals is not a thousand times larger', () => {
  const at = desk(52)
  bring(
    at,
    sheet(
      'Financements',
      ['Exercice', 'Financeur', 'Dispositif', 'Demandé', 'Versé'],
      [2026, 'MSA', 'FDVA', 1333.333, 333.333],
    ),
  )
  expect([only(at, 'funding').values.requested, only(at, 'payment').values.receivedAmount]).toEqual([
    1333_33, 333_33,
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

test('a line without a name is left aside and said; the others come in', () => {
  const at = desk(54)
  const plan = bring(
    at,
    sheet('Promeneurs', ['Nom', 'Prénom', 'Mail'], [null, null, 'x@pij.example'], ['Leroy', 'Anna', null]),
  )
  expect([plan.aside, counted(plan, 'promeneur')]).toEqual([1, '1/0/0'])
  expect(plan.problems[0]).toMatchObject({ line: 2 })
})

test('a column of another département’s type keeps its words as the local type', () => {
  const at = desk(55)
  const plan = bring(
    at,
    sheet('Structures', ['Structure', 'Type de structure'], ['La Fabrique', 'Bus numérique']),
  )
  expect(only(at, 'structure').values).toMatchObject({ localType: 'Bus numérique' })
  expect(plan.problems).toHaveLength(1)
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
