import { expect, test } from 'vitest'
import { createRecord } from '../../../src/core/commands/createRecord'
import { editRecord } from '../../../src/core/commands/editRecord'
import { createRandom } from '../../support/random'
import { Replica } from '../../support/replica'

/** One desk that holds a meeting and a structure. */
function desk(): Replica {
  let now = Date.UTC(2026, 10, 2)
  const one = new Replica('author-a', '50', createRandom(3), () => (now += 1000))
  one.run(createRecord, { kind: 'meeting', id: '2026.m1', values: { title: 'Copil', date: '2026-03-01' } })
  one.run(createRecord, {
    kind: 'structure',
    id: 's1',
    values: { name: 'Centre', website: 'https://a.example' },
  })
  return one
}

const marks = (one: Replica): unknown => one.rows.get('meeting', '2026.m1')?.values.attendance

test('of a set only what its author changed is written: what a colleague added meanwhile stays', () => {
  const one = desk()
  const at = { kind: 'meeting', id: '2026.m1' }
  one.run(editRecord, { ...at, values: { attendance: { ada: 'present', leo: 'present' } } })
  // Shown with Ada alone, Zoé is added and Ada excused, while a colleague's Léo has arrived.
  one.run(editRecord, {
    ...at,
    values: { attendance: { ada: 'excuse', zoe: 'present' } },
    began: { attendance: { ada: 'present' } },
  })
  expect(marks(one)).toEqual({ ada: 'excuse', leo: 'present', zoe: 'present' })
  one.run(editRecord, { ...at, values: { attendance: null }, began: { attendance: { zoe: 'present' } } })
  expect(marks(one)).toEqual({ ada: 'excuse', leo: 'present' })
})

test('a value that changed since its author looked is not overruled, but for the same words', () => {
  const one = desk()
  const edit = (name: string, began: string | null) =>
    editRecord.plan(one.view, { kind: 'structure', id: 's1', values: { name }, began: { name: began } })
  expect(edit('Le mien', 'Ancien nom')).toMatchObject({ ok: false, error: [{ field: 'name' }] })
  expect(edit('Le mien', null).ok).toBe(false)
  expect(edit('Centre', 'Ancien nom')).toMatchObject({ ok: true, value: { changes: [] } })
  expect(edit('Le mien', 'Centre')).toMatchObject({ ok: true, value: { changes: [{ value: 'Le mien' }] } })
})

test('a mark that a colleague changed meanwhile is not overruled, and every other mark is written', () => {
  const one = desk()
  const at = { kind: 'meeting', id: '2026.m1' }
  one.run(editRecord, { ...at, values: { attendance: { ada: 'absent', leo: 'present' } } }) // the colleague's
  const began = { attendance: { ada: 'invite', leo: 'present' } }
  const edit = (attendance: { readonly [id: string]: string } | null) =>
    editRecord.plan(one.view, { ...at, values: { attendance }, began })
  expect(edit({ ada: 'present', leo: 'present' })).toMatchObject({
    ok: false,
    error: [{ field: 'attendance' }],
  })
  expect(edit({ leo: 'present' }).ok).toBe(false) // Ada taken out
  expect(edit(null).ok).toBe(false)
  expect(edit({ ada: 'absent', leo: 'present' }).ok).toBe(true)
  expect(edit({ ada: 'invite', leo: 'excuse' })).toMatchObject({
    ok: true,
    value: { changes: [{ member: 'leo', value: 'excuse' }] },
  })
})
