import { describe, expect, test } from 'vitest'
import type { View } from '../../../src/core/commands/command'
import { createRecord } from '../../../src/core/commands/createRecord'
import { editRecord } from '../../../src/core/commands/editRecord'
import { readTransmission } from '../../../src/core/figures/transmission'
import type { AnyValues } from '../../../src/core/schema/record'
import { rowsOf, type TestRecord } from '../../support/rows'

const sent = (hash: string, space = '50', year = 2026): TestRecord => ({
  kind: 'submission',
  id: `${year}.${space}`,
  space,
  values: { year, state: 'transmis', hash },
})
const opinion = (values: AnyValues): TestRecord => ({ kind: 'review', id: 'R1', space: '50', values })

/** The committee’s desk, writing to the Manche. */
const viewOf = (records: readonly TestRecord[]): View => {
  const { get, list, trash } = rowsOf(records)
  return { space: '50', get, list, trash, newId: () => 'R1', today: () => '2027-03-20' }
}
const stateOf = (records: readonly TestRecord[]) => readTransmission(rowsOf(records), 2026).state

/** What creating or editing an opinion leaves in it, or why it was refused. */
function written(records: readonly TestRecord[], values: AnyValues, before?: AnyValues): AnyValues | string {
  const view = viewOf(before ? [...records, opinion(before)] : records)
  const plan = before
    ? editRecord.plan(view, { kind: 'review', id: 'R1', values })
    : createRecord.plan(view, { kind: 'review', values })
  if (!plan.ok) return plan.error.map(({ message }) => message).join(' ')
  const cells = plan.value.changes.filter(({ field }) => !field.startsWith('~'))
  return { ...before, ...(Object.fromEntries(cells.map(({ field, value }) => [field, value])) as AnyValues) }
}

describe('an opinion of the committee', () => {
  test('accepts exactly the figures that were transmitted, and a new transmission reopens the case', () => {
    const accepted = written([sent('first')], { year: 2026, decision: 'accepte', date: '2027-03-20' })
    if (typeof accepted === 'string') throw new Error(accepted)
    expect(stateOf([sent('first'), opinion(accepted)])).toBe('accepte')
    expect(stateOf([sent('second'), opinion(accepted)])).toBe('transmis')
  })

  test('is about the figures of the day on which its decision is written, not on which its date is put right', () => {
    const before = { year: 2026, decision: 'a-completer', date: '2027-03-01', hash: 'first' }
    expect(written([sent('second')], { decision: 'accepte' }, before)).toMatchObject({ hash: 'second' })
    expect(written([sent('second')], { date: '2027-03-02' }, before)).toMatchObject({ hash: 'first' })
    const moved = written([sent('first'), sent('of 2025', '50', 2025)], { year: 2025 }, before)
    expect(moved).toMatchObject({ year: 2025, hash: 'of 2025' })
  })

  test('accepts nothing that was not transmitted, by this département, for this year', () => {
    const refusal =
      'On n’accepte que des chiffres transmis\u00a0: le bilan 2026 de ce département ne l’est pas.'
    const elsewhere = [sent('h14', '14'), sent('h2025', '50', 2025)]
    const draft = { ...sent('h'), values: { year: 2026, state: 'brouillon', hash: 'h' } }
    const values = { year: 2026, decision: 'accepte' }
    for (const records of [[], elsewhere, [draft]]) {
      expect(written(records, values)).toBe(refusal)
      expect(written(records, { decision: 'accepte' }, { year: 2026 })).toBe(refusal)
    }
  })

  test('may ask for figures before they come, and says nothing of those that do', () => {
    const asked = written([], { year: 2026, decision: 'a-completer' })
    if (typeof asked === 'string') throw new Error(asked)
    expect(stateOf([opinion(asked)])).toBe('non-transmis')
    expect(stateOf([sent('first'), opinion(asked)])).toBe('transmis')
  })
})
