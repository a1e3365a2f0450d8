import { expect, test } from 'vitest'
import { createRecord } from '../../../src/core/commands/createRecord'
import { bring, desk, only, preview, sheet } from './desk'

const grants = ['Exercice', 'Financeur', 'Dispositif', 'Porteur', 'Demandé']

test.each(['-', '–', '/', '?', '...'])(
  'a funder or bearer written « %s » is nobody: no partner without an acronym is taken for it, and none is added',
  (mark) => {
    const at = desk(110)
    at.run(createRecord, { kind: 'partner', id: 'P1', values: { name: 'Mission locale du Cotentin' } })
    const plan = bring(at, sheet('Financements', grants, [2026, mark, 'FDVA', mark, 1500]))
    const { funderId, beneficiaryId } = only(at, 'funding').values
    expect([funderId ?? null, beneficiaryId ?? null]).toEqual([null, null])
    expect(only(at, 'partner').values.roles ?? []).toEqual([])
    const said = plan.problems.map(({ heading, text }) => [heading, text])
    const isDash = mark === '-' || mark === '–'
    expect(said).toEqual(
      isDash
        ? []
        : [
            ['Financeur', mark],
            ['Porteur', mark],
          ],
    )
  },
)

test('a promeneur whose structure is « - » has none, and no structure of that name is added', () => {
  const at = desk(111)
  bring(
    at,
    sheet('Promeneurs', ['Prénom', 'Nom', 'Structure', 'Mail'], ['Inès', 'Mauger', '-', 'i@ex.example']),
  )
  expect([only(at, 'promeneur').values.structureId ?? null, at.rows.list('structure')]).toEqual([null, []])
})

test('a funder named by an acronym that two partners have is asked about once, and not again of the same file', () => {
  const at = desk(112)
  const caf = (id: string, name: string) =>
    at.run(createRecord, { kind: 'partner', id, values: { name, acronym: 'Caf' } })
  caf('P1', 'Caisse d’allocations familiales du Calvados')
  caf('P2', 'Caisse d’allocations familiales de la Manche')
  const file = () =>
    sheet('Financements', grants, [2026, 'CAF', 'FDVA', 'Caf', 1500], [2027, 'CAF', 'FDVA', null, 800])
  const asked = preview(at, file())
  expect(
    asked.doubts.map(({ id, options, lines }) => [id, options.map((one) => one.id), lines.length]),
  ).toEqual([['partner:caf', ['P1', 'P2', 'new'], 2]])
  expect([asked.records, asked.aside]).toEqual([[], 2])
  const plan = bring(at, file(), { 'partner:caf': 'P2', 'bearer:caf': 'P1' })
  expect(plan.doubts.map(({ id }) => id)).toEqual(['partner:caf', 'bearer:caf'])
  expect(at.rows.list('funding').map(({ values }) => [values.year, values.funderId])).toEqual([
    [2026, 'P2'],
    [2027, 'P2'],
  ])
  expect(at.rows.list('funding')[0]?.values.beneficiaryId).toBe('P1')
  const again = bring(at, file())
  expect([again.doubts, again.records]).toEqual([[], []])
})

test('a name that is one partner’s own is not asked about because another has it for an acronym', () => {
  const at = desk(113)
  at.run(createRecord, {
    kind: 'partner',
    id: 'P1',
    values: { name: 'Mutualité sociale agricole', acronym: 'MSA' },
  })
  at.run(createRecord, { kind: 'partner', id: 'P2', values: { name: 'MSA' } })
  const plan = bring(at, sheet('Financements', grants, [2026, 'msa', 'FDVA', null, 1500]))
  expect([plan.doubts, only(at, 'funding').values.funderId]).toEqual([[], 'P2'])
})

test('a line of partners whose name two of them have is asked about, and left aside until it is answered', () => {
  const at = desk(114)
  for (const id of ['P1', 'P2'])
    at.run(createRecord, { kind: 'partner', id, values: { name: `Fédération ${id}`, acronym: 'Fol' } })
  const file = () => sheet('Partenaires', ['Partenaire', 'Type'], ['Fol', 'Fédération'])
  const asked = preview(at, file())
  const [doubt] = asked.doubts
  expect([asked.records, asked.aside, asked.doubts.length]).toEqual([[], 1, 1])
  bring(at, file(), { [doubt?.id ?? '']: 'P2' })
  expect(at.rows.list('partner').map(({ values }) => values.kind ?? null)).toEqual([null, 'federation'])
})
