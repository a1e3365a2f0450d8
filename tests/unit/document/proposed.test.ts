import { expect, test } from 'vitest'
import type { View } from '../../../src/core/commands/command'
import { createRecord } from '../../../src/core/commands/createRecord'
import type { AnyValues } from '../../../src/core/schema/record'
import { rowsOf } from '../../support/rows'

const rows = rowsOf([
  { kind: 'meeting', id: '2026.M1', values: { title: 'Copil', kind: 'copil', date: '2026-03-02' } },
  { kind: 'decision', id: '2026.D1', values: { meetingId: '2026.M1', text: 'Oui', number: '2026-C1-01' } },
])
const view: View = {
  space: '50',
  get: rows.get,
  list: rows.list,
  trash: rows.trash,
  newId: (year) => (year === undefined ? 'new' : `${year}.new`),
  today: () => '2026-11-22',
}

/** What is written of a record made of these values alone. */
function made(kind: string, values: AnyValues) {
  const plan = createRecord.plan(view, { kind, values })
  if (!plan.ok) throw new Error(plan.error[0]?.message)
  return Object.fromEntries(plan.value.changes.map(({ field, value }) => [field, value]))
}

test('a decision is numbered, dated and in force, wherever it is made', () => {
  expect(made('decision', { meetingId: '2026.M1', text: 'Retenir la MJC' })).toMatchObject({
    number: '2026-C1-02',
    date: '2026-03-02',
    status: 'vigueur',
  })
  const own = { number: 'N° 7', date: '2026-03-03', status: 'abandonnee' }
  expect(made('decision', { meetingId: '2026.M1', text: 'Oui', ...own })).toMatchObject(own)
})

test('an action is to be done, wherever it is made', () => {
  expect(made('action', { title: 'Relancer' })).toMatchObject({ status: 'a-faire' })
  expect(made('action', { title: 'Relancer', status: 'fait' })).toMatchObject({ status: 'fait' })
})

test('an analysis of practice stays with the coordination unless somebody says otherwise', () => {
  expect(made('meeting', { title: 'Séance', kind: 'analyse' }).confidentiality).toBe('coordination')
  const open = made('meeting', { title: 'Séance', kind: 'analyse', confidentiality: 'departement' })
  expect(open.confidentiality).toBe('departement')
  expect(made('meeting', { title: 'Copil', kind: 'copil' })).not.toHaveProperty('confidentiality')
})

test('the report of a grant is due on 30 June of the next year, and a date that was cleared stays empty', () => {
  expect(made('funding', { year: 2026 }).reportDueAt).toBe('2027-06-30')
  expect(made('funding', { year: 2026, reportDueAt: '2027-03-31' }).reportDueAt).toBe('2027-03-31')
  expect(made('funding', { year: 2026, reportDueAt: null }).reportDueAt ?? null).toBeNull()
})
