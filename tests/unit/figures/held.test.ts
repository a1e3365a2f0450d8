import { expect, test } from 'vitest'
import { yearFigures } from '../../../src/core/figures/consolidation'
import { isHeld } from '../../../src/core/figures/held'
import { meeting, training } from '../../../src/core/records/index'
import { rowsOf, type TestRecord } from '../../support/rows'
import { today } from './smallNetwork'

const on = (kind: string, id: string, date: string | null, more = {}): TestRecord => ({
  kind,
  id,
  values: { date, ...more },
})

const rows = rowsOf([
  on(meeting.name, '2026.M1', '2026-03-05', { kind: 'copil' }),
  on(meeting.name, '2026.M2', today),
  on(meeting.name, '2026.M3', '2026-12-10', { kind: 'copil' }),
  on(meeting.name, '2026.M4', null),
  on(meeting.name, '2025.M5', '2025-06-01'),
  on(training.name, '2026.T1', '2026-02-01'),
  on(training.name, '2026.T2', '2026-11-23'),
])

test('what is to come, and what has no day, was not held; Accueil and the committee count alike', () => {
  expect(yearFigures(rows, 2026, today)).toMatchObject({ meetings: 2, copils: 1, trainings: 1 })
  const onAccueil = rows.list(meeting.name).filter((row) => isHeld(row, 2026, today))
  expect(onAccueil).toHaveLength(2)
  expect(yearFigures(rows, 2025, today)).toMatchObject({ meetings: 1, trainings: 0 })
})

test('a year of which only what is to come has been received is known, and nothing was held in it', () => {
  const planned = rowsOf([on(meeting.name, '2027.M1', '2027-01-15')])
  expect(yearFigures(planned, 2027, today)).toMatchObject({ meetings: 0 })
  expect(yearFigures(planned, 2026, today)).toBeNull()
})
