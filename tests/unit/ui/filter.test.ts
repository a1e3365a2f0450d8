import { expect, test } from 'vitest'
import { activityReport } from '../../../src/core/records/activityReport'
import { promeneur } from '../../../src/core/records/promeneur'
import { structure } from '../../../src/core/records/structure'
import { passes } from '../../../src/renderer/ui/table/filter'

const none = () => undefined

test('a period passes by its first and its last month: quarters and years as well as months', () => {
  const shown = (from: string | null, to: string | null) =>
    ['2025-T4', '2026-03', '2026-T1', '2026-T4', '2026', '2027-01'].filter((value) =>
      passes({ is: 'between', from, to }, activityReport.fields.period, value, none),
    )
  expect(shown('2026-01', '2026-12')).toEqual(['2026-03', '2026-T1', '2026-T4', '2026'])
  expect(shown('2026-01', '2026-06')).toEqual(['2026-03', '2026-T1'])
  expect(shown('2026-10', null)).toEqual(['2026-T4', '2027-01'])
  expect(shown(null, '2026-03')).toEqual(['2025-T4', '2026-03', '2026-T1'])
})

test('a mark that folds to nothing is looked for as it stands', () => {
  const holds = (text: string, value: string | null) =>
    passes({ is: 'contains', text }, promeneur.fields.email, value, none)
  expect(holds('@', 'ines@csc.example')).toBe(true)
  expect([holds('@', null), holds('@ ', null), holds('&', 'ines@csc.example')]).toEqual([false, false, false])
  expect(holds(' ', null)).toBe(true)
})

test('a telephone and a SIRET are found by their digits, however they are typed', () => {
  const phone = (text: string) =>
    passes({ is: 'contains', text }, promeneur.fields.phone, '+33612345678', none)
  expect(['0612345678', '06 12 34', '06.12', '+33612345678', '33 6 12', '345678'].map(phone)).toEqual(
    Array(6).fill(true),
  )
  expect(['0698', 'poste 12'].map(phone)).toEqual([false, false])
  const siret = (text: string) =>
    passes({ is: 'contains', text }, structure.fields.siret, '12345678900012', none)
  expect(['12345678900012', '123 456 789', '00012'].map(siret)).toEqual([true, true, true])
})
