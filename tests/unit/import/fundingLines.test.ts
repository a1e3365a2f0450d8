import { expect, test } from 'vitest'
import { editRecord } from '../../../src/core/commands/editRecord'
import { bring, desk, only, sheet } from './desk'

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
