import { expect, test } from 'vitest'
import { bring, desk, only, preview, sheet } from './desk'

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
  // In the words of its options, what the line says and what is here.
  expect(plan.problems).toMatchObject([
    {
      line: 2,
      heading: 'Type de structure',
      text: 'MJC',
      message: expect.stringMatching(
        /PIJ de Valognes.*dit «\u00a0Information Jeunesse \(BIJ, PIJ, CRIJ\)\u00a0»/,
      ),
    },
  ])
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

test('a « foyer » is of the national type that it is, and keeps its word', () => {
  const at = desk(57)
  const plan = bring(at, sheet('Structures', ['Structure', 'Type de structure'], ['Les Tilleuls', 'Foyer']))
  expect(only(at, 'structure').values).toMatchObject({ type: 'FJT', localType: 'Foyer' })
  expect(plan.problems).toEqual([])
})

test('two people under « Responsable » are said: they are one contact until somebody corrects it', () => {
  const at = desk(72)
  const plan = bring(
    at,
    sheet(
      'Structures',
      ['Structure', 'Responsable'],
      ['MJC', 'M. Paul Martin et Mme Julie Leroy'],
      ['Foyer', 'Mme Julie Leroy'],
    ),
  )
  expect(plan.problems.map(({ line, text }) => [line, text])).toEqual([
    [2, 'M. Paul Martin et Mme Julie Leroy'],
  ])
})
