import { expect, test } from 'vitest'
import type { ImportPreview } from '../../../src/core/sheets/importPlan'
import { bring, counted, desk, only, preview, sheet } from './desk'

const heads = [
  'Nom',
  'Prénom',
  'Mail',
  'Fonction',
  'Téléphone',
  'Actif',
  'Date de sortie',
  'Discord',
  'Véhicule',
]
const first = ['Mauger', 'Inès', 'ines@pij.example', null, '0612345678', 'oui', null, 'ines', 'Vélo']

const remarks = ({ problems }: ImportPreview) =>
  problems.map(({ line, heading, text, message }) => [line, heading, text, message])

test('of two lines about one person the second fills what the first left blank, and is one record with it', () => {
  const at = desk(61)
  const sheets = sheet('Promeneurs', heads, first, [
    'MAUGER',
    'Ines',
    'ines@pij.example',
    'Animatrice',
    null,
    null,
    null,
    null,
    null,
  ])
  const plan = bring(at, sheets)
  expect([plan.aside, plan.doubts, counted(plan, 'promeneur')]).toEqual([0, [], '1/0/0'])
  expect(only(at, 'promeneur').values).toMatchObject({
    firstName: 'Inès',
    jobTitle: 'Animatrice',
    phone: '+33612345678',
  })
  expect(remarks(plan)).toEqual([
    [3, undefined, 'Inès Mauger', expect.stringContaining('Même fiche que la ligne 2')],
  ])
  expect(bring(at, sheets).records).toEqual([])
})

test('where two lines about one person differ it is asked once, and what is not taken is said cell by cell', () => {
  const second = [
    'Mauger',
    'Inès',
    'ines@pij.example',
    'Animatrice',
    '0699999999',
    'non',
    '30/06/2026',
    'autre',
    'Train',
  ]
  const sheets = sheet('Promeneurs', heads, first, second)
  const plan = preview(desk(62), sheets)
  const [doubt, ...others] = plan.doubts
  expect(others).toEqual([])
  expect(doubt?.options.map(({ label, detail }) => [label, detail])).toEqual([
    ['Ligne 2', 'Téléphone pro\u00a0: 06 12 34 56 78, Statut\u00a0: Actif'],
    ['Ligne 3', 'Téléphone pro\u00a0: 06 99 99 99 99, Statut\u00a0: Sorti'],
  ])

  const unanswered = desk(62)
  const kept = bring(unanswered, sheets)
  expect(only(unanswered, 'promeneur').values).toMatchObject({
    jobTitle: 'Animatrice',
    phone: '+33612345678',
    status: 'actif',
    otherColumns: 'Véhicule : Vélo',
  })
  // Who has not left has no day of leaving.
  expect(only(unanswered, 'promeneur').values.exitDate ?? null).toBeNull()
  expect(only(unanswered, 'socialAccount').values.handle).toBe('ines')
  expect(
    remarks(kept).filter(
      ([, , , message]) => String(message).includes('non repris') || String(message).startsWith('Non repris'),
    ),
  ).toEqual([
    [3, undefined, 'Véhicule : Train', expect.anything()],
    [3, 'Téléphone pro', '06 99 99 99 99', 'Non repris\u00a0: la ligne 2 dit «\u00a006 12 34 56 78\u00a0».'],
    [3, 'Statut', 'Sorti', 'Non repris\u00a0: la ligne 2 dit «\u00a0Actif\u00a0».'],
    [3, undefined, 'autre', expect.stringContaining('Compte non repris')],
  ])

  const answered = desk(62)
  const chosen = bring(answered, sheets, { [doubt?.id ?? '']: 'second' })
  expect(only(answered, 'promeneur').values).toMatchObject({
    phone: '+33699999999',
    status: 'sorti',
    exitDate: '2026-06-30',
  })
  expect(remarks(chosen)).toContainEqual([
    2,
    'Téléphone pro',
    '06 12 34 56 78',
    'Non repris\u00a0: la ligne 3 dit «\u00a006 99 99 99 99\u00a0».',
  ])
  // Read again, each asks nothing and changes nothing: what is here says which line was kept.
  for (const at of [unanswered, answered]) {
    const again = preview(at, sheets)
    expect([again.records, again.doubts]).toEqual([[], []])
  }
})

test('a structure written twice is completed by its second line', () => {
  const at = desk(63)
  const plan = bring(
    at,
    sheet(
      'Structures',
      ['Structure', 'Commune', 'Téléphone', 'Site internet'],
      ['PIJ de Valognes', 'Valognes', '0233000000', null],
      ['PIJ de Valognes', 'Valognes', '0233000000', 'https://pij.example'],
    ),
  )
  expect([plan.aside, counted(plan, 'structure')]).toEqual([0, '1/0/0'])
  expect(only(at, 'structure').values).toMatchObject({ website: 'https://pij.example' })
})
