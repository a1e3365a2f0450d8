import { expect, test } from 'vitest'
import { editRecord } from '../../../src/core/commands/editRecord'
import { bring, desk, only, preview, sheet } from './desk'
import { ines, people } from './people'

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
