import { expect, test } from 'vitest'
import type { View } from '../../../src/core/commands/command'
import { createRecord } from '../../../src/core/commands/createRecord'
import { editRecord } from '../../../src/core/commands/editRecord'
import type { AnyValues } from '../../../src/core/schema/record'
import { rowsOf } from '../../support/rows'

const today = '2026-11-22'

/** What is written of « Charte signée » when these values are, in a new promeneur or in one who holds others. */
function signed(values: AnyValues, before?: AnyValues): unknown {
  const rows = rowsOf(
    before ? [{ kind: 'promeneur', id: 'P1', values: { firstName: 'Zoé', ...before } }] : [],
  )
  const view: View = {
    space: '50',
    get: rows.get,
    list: rows.list,
    trash: rows.trash,
    newId: () => 'P2',
    today: () => today,
  }
  const plan = before
    ? editRecord.plan(view, { kind: 'promeneur', id: 'P1', values })
    : createRecord.plan(view, { kind: 'promeneur', values })
  if (!plan.ok) throw new Error(JSON.stringify(plan.error))
  return plan.value.changes.find(({ field }) => field === 'charteSigned')?.value
}

test('a day of signature says that the charte is signed, unless somebody has said that it is not', () => {
  expect(signed({ charteSignedAt: '2026-09-01' }, {})).toBe(true)
  expect(signed({ charteSignedAt: '2026-09-01' }, { charteSigned: false })).toBeUndefined()
  expect(signed({ phone: '+33233000000' }, { charteSignedAt: '2026-09-01' })).toBeUndefined()
  expect(signed({ firstName: 'Zoé', charteSignedAt: 'unknown' })).toBe(true)
})
