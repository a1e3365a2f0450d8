import { expect, test } from 'vitest'
import { createRecord } from '../../../src/core/commands/createRecord'
import { editRecord } from '../../../src/core/commands/editRecord'
import { trashRecords } from '../../../src/core/commands/trashRecords'
import { filedUnder, isMadeOf } from '../../../src/core/document/ids'
import type { AnyValues } from '../../../src/core/schema/record'
import { createRandom } from '../../support/random'
import { Replica } from '../../support/replica'

const OWN = '01KE5TSZBAQ7EBMMBFKABCR4ZK'
const desk = (): Replica => new Replica('author-a', '50', createRandom(5), () => Date.UTC(2026, 10, 2))

test.each<[string, AnyValues, AnyValues, string]>([
  ['structure', { name: 'MJC du Port' }, { website: 'https://mjc.example' }, OWN],
  ['meeting', { title: 'Copil', date: '2026-03-02' }, { place: 'Mairie' }, filedUnder(OWN, 2026)],
])(
  'a %s that is made twice of one form is one record, with what was filled in last',
  (kind, values, more, id) => {
    const one = desk()
    one.run(createRecord, { kind, own: OWN, values })
    one.run(createRecord, { kind, own: OWN, values })
    expect(one.rows.list(kind).map((row) => row.id)).toEqual([id])
    expect(one.history(kind, id)).toHaveLength(1)
    expect(isMadeOf(id, OWN)).toBe(true)
    one.run(createRecord, { kind, own: OWN, values: { ...values, ...more } })
    expect(one.rows.list(kind)).toMatchObject([{ id, values: { ...values, ...more } }])
  },
)

test('a form that is sent again writes nothing over what was written since, and says what the record says', () => {
  const one = desk()
  const values = { name: 'MJC du Port', address: '1 rue A', ages: ['11_15'] }
  one.run(createRecord, { kind: 'structure', own: OWN, values })
  one.run(editRecord, { kind: 'structure', id: OWN, values: { address: '3 quai Caligny', website: null } })
  const again = (more: AnyValues) =>
    createRecord.plan(one.view, { kind: 'structure', own: OWN, values: { ...values, ...more } })
  expect(again({ website: 'https://mjc.example' })).toMatchObject({
    ok: false,
    error: [{ field: 'address', message: expect.stringContaining('3 quai Caligny') }],
  })
  for (const address of [null, '3 quai Caligny'])
    expect(again({ address, website: 'https://mjc.example' })).toMatchObject({
      ok: true,
      value: { made: OWN, changes: [{ field: 'website', value: 'https://mjc.example' }] },
    })
})

test('one that was trashed since is made anew', () => {
  const one = desk()
  one.run(createRecord, { kind: 'structure', own: OWN, values: { name: 'MJC du Port' } })
  one.run(trashRecords, { kind: 'structure', ids: [OWN] })
  one.run(createRecord, { kind: 'structure', own: OWN, values: { name: 'MJC du Port' } })
  expect(one.rows.list('structure').map(({ id, values }) => [id === OWN, values['name']])).toEqual([
    [false, 'MJC du Port'],
  ])
})
