import { expect, test } from 'vitest'
import { createRecord } from '../../../src/core/commands/createRecord'
import { editRecord } from '../../../src/core/commands/editRecord'
import { bring, counted, desk, only, sheet } from './desk'

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

const keys = ['Exercice', 'Financeur', 'Dispositif', 'Objet', 'Demandé']

test('a second line of one key never touches the grant that the first one named, however often the file is read', () => {
  const at = desk(53)
  const file = () =>
    sheet(
      'Financements',
      keys,
      [2026, 'MSA', 'FDVA', 'Formation', 1500],
      [2026, 'MSA', 'FDVA', 'Formation', 800],
    )
  for (const expected of ['1/0/0', '0/0/1']) {
    const plan = bring(at, file())
    expect([counted(plan, 'funding'), plan.aside, plan.problems.map(({ line }) => line)]).toEqual([
      expected,
      1,
      [3],
    ])
    expect(only(at, 'funding').values.requested).toBe(1500_00)
  }
})

test('of two grants of one key, a line finds the one of its amount, and none where its amount is another', () => {
  const at = desk(54)
  at.run(createRecord, { kind: 'partner', id: 'P1', values: { name: 'MSA' } })
  for (const [id, requested] of [
    ['2026.F1', 1500_00],
    ['2026.F2', 800_00],
  ] as const)
    at.run(createRecord, {
      kind: 'funding',
      id,
      values: { year: 2026, funderId: 'P1', fund: 'etat', requested },
    })
  const brought = (amount: number) =>
    bring(
      at,
      sheet(
        'Financements',
        [...keys, 'Commentaire'],
        [2026, 'MSA', 'État', null, amount, `relance de ${amount} €`],
      ),
    )
  expect(brought(800).aside).toBe(0)
  expect([brought(900).aside, brought(900).problems.map(({ line }) => line)]).toEqual([1, [2]])
  expect(at.rows.list('funding').map(({ values }) => [values.requested, values.comment ?? null])).toEqual([
    [1500_00, null],
    [800_00, 'relance de 800 €'],
  ])
})

test('what was given back counts against what was paid, in the comparison and in the sums as in our reports', () => {
  const at = desk(55)
  at.run(createRecord, { kind: 'partner', id: 'P1', values: { name: 'MSA', roles: ['financeur'] } })
  at.run(createRecord, {
    kind: 'funding',
    id: '2026.F1',
    values: { year: 2026, funderId: 'P1', fund: 'etat', granted: 1000_00 },
  })
  for (const [kind, receivedAmount] of [
    ['acompte', 1000_00],
    ['reversement', 200_00],
  ] as const)
    at.run(createRecord, {
      kind: 'payment',
      id: `2026.${kind}`,
      values: { fundingId: '2026.F1', kind, receivedAmount },
    })
  const heads = ['Exercice', 'Financeur', 'Dispositif', 'Versé']
  const plan = bring(at, sheet('Financements', heads, [2026, 'MSA', 'État', 800]))
  expect(plan.figures.fundings).toMatchObject({ paid: 800_00, remaining: 200_00 })
  expect([plan.records, plan.problems]).toEqual([[], []])
})

test('a line that leaves the purpose out is asked about once, and is the grant that is here or another one', () => {
  const heads = ['Exercice', 'Financeur', 'Dispositif', 'Demandé', 'Accordé']
  const file = () =>
    sheet(
      'Financements',
      heads,
      [2025, 'Caf de la Manche', 'FPT axe 3', 19_000, 16_500],
      [2026, 'Caf de la Manche', 'FPT axe 3', 12_000, null],
    )
  const at = desk(57)
  bring(
    at,
    sheet(
      'Financements',
      [...heads, 'Objet'],
      [2025, 'Caf de la Manche', 'FPT axe 3', 19_000, 16_500, 'Coordination du réseau'],
      [2026, 'Caf de la Manche', 'FPT axe 3', 20_000, null, 'Coordination du réseau'],
    ),
  )
  const unanswered = bring(at, file())
  expect([counted(unanswered, 'funding'), unanswered.aside, unanswered.doubts.length]).toEqual([
    '0/0/0',
    2,
    1,
  ])
  expect(unanswered.doubts[0]?.lines.map(({ text }) => text)).toEqual([
    expect.stringContaining('ligne 2\u00a0: 2025'),
    expect.stringContaining('ligne 3\u00a0: 2026'),
  ])
  const [first, second] = unanswered.doubts[0]?.lines ?? []
  const answered = bring(at, file(), {
    [`funding-alike#${first?.key}`]: 'same',
    [`funding-alike#${second?.key}`]: 'new',
  })
  expect([counted(answered, 'funding'), answered.aside]).toEqual(['1/0/1', 0])
  expect(at.rows.list('funding').map(({ values }) => [values['year'], values['requested']])).toEqual(
    expect.arrayContaining([
      [2025, 19_000_00],
      [2026, 20_000_00],
      [2026, 12_000_00],
    ]),
  )
})

test('a line that is left aside for its year brings no funder in', () => {
  const at = desk(58)
  const plan = bring(
    at,
    sheet('Financements', ['Exercice', 'Financeur', 'Demandé'], [null, 'Commune de Saint-Lô', 900]),
  )
  expect([plan.records.length, plan.aside]).toEqual([0, 1])
  expect(plan.problems.map(({ message }) => message)).toEqual([expect.stringContaining('Exercice')])
  expect(at.rows.list('partner')).toEqual([])
})
