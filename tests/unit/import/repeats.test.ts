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
    [3, 'Date de sortie', '30/06/2026', expect.stringContaining('Statut\u00a0: Actif')],
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

/** A line about Inès, of which some cells are blank. */
const about = (cells: { readonly [heading: string]: string }) =>
  heads.map(
    (heading) => ({ Nom: 'Mauger', Prénom: 'Inès', Mail: 'ines@pij.example', ...cells })[heading] ?? null,
  )

test('a day of leaving goes with the line that it came from, whichever is kept, and is said', () => {
  const gone = about({ Actif: 'non', 'Date de sortie': '30/06/2026' })
  const here = about({ Actif: 'oui' })
  for (const [lines, answer, left, kept] of [
    [[gone, here], 'second', 2, 3],
    [[here, gone], 'first', 3, 2],
  ] as const) {
    const at = desk(64)
    const sheets = sheet('Promeneurs', heads, ...lines)
    const done = bring(at, sheets, { [preview(at, sheets).doubts[0]?.id ?? '']: answer })
    const { status, exitDate } = only(at, 'promeneur').values
    expect([status, exitDate ?? null]).toEqual(['actif', null])
    expect(remarks(done)).toContainEqual([
      left,
      'Date de sortie',
      '30/06/2026',
      `Non repris\u00a0: la ligne ${kept} dit «\u00a0Statut\u00a0: Actif\u00a0».`,
    ])
    const again = preview(at, sheets)
    expect([again.records, again.doubts]).toEqual([[], []])
  }
})

test('of three lines about one person each value is told by the line that it came from', () => {
  const lines = (...last: readonly { readonly [heading: string]: string }[]) =>
    sheet(
      'Promeneurs',
      heads,
      ...[{ Fonction: 'Animatrice' }, { Téléphone: '0612345678', Véhicule: 'Vélo' }, ...last].map(about),
    )
  const one = preview(desk(65), lines({ Téléphone: '0699999999', Véhicule: 'Train' }))
  expect(one.doubts.map(({ question }) => question)).toEqual([
    expect.stringContaining('est à la ligne 3 et à la ligne 4'),
  ])
  expect(one.doubts[0]?.options.map(({ label }) => label)).toEqual(['Ligne 3', 'Ligne 4'])
  const left = remarks(one).filter(([, , , message]) => String(message).startsWith('Non repris'))
  expect(left.map(([line, , text]) => [line, text])).toEqual([
    [4, 'Véhicule : Train'],
    [4, '06 99 99 99 99'],
  ])
  for (const [, , , message] of left) expect(message).toContain('la ligne 3 dit')

  const both = preview(desk(66), lines({ Fonction: 'Directrice', Téléphone: '0699999999' }))
  expect(both.doubts.map(({ question }) => question)).toEqual([
    expect.stringContaining('est à la ligne 2 et à la ligne 3 et à la ligne 4'),
  ])
  expect(both.doubts[0]?.options.map(({ label }) => label)).toEqual(['Ligne 2 et ligne 3', 'Ligne 4'])
})
