import { expect, test } from 'vitest'
import { editRecord } from '../../../src/core/commands/editRecord'
import { lastEdits, preferredSide } from '../../../src/core/figures/preferredValue'
import type { FieldValue } from '../../../src/core/schema/record'
import { bring, desk, sheet } from './desk'

const heads = ['Structure', 'Type', 'Commune', 'Responsable', 'Téléphone']

/** Two structures of one name from one file: the older, the newer, and which side is proposed for a field. */
function pairOfOneFile(seed: number) {
  const at = desk(seed)
  bring(
    at,
    sheet(
      'Réseau',
      heads,
      ['PIJ', 'PIJ', 'Valognes', 'Léa Duval', '0233000001'],
      ['PIJ', 'PIJ', 'Valognes', 'Noé Leroy', '0233000002'],
    ),
  )
  const [older, newer] = at.rows.list('structure')
  if (!older || !newer) throw new Error('two structures were expected')
  const said = (id: string, field: string) => ({
    value: at.rows.get('structure', id)?.values[field],
    edit: lastEdits(at.history('structure', id)).get(field),
  })
  return {
    at,
    older,
    newer,
    preferred: (field: string) => preferredSide(said(older.id, field), said(newer.id, field)),
  }
}

test('of two values of one import the older record’s is proposed', () => {
  expect(pairOfOneFile(31).preferred('phone')).toBe('older')
})

test('the value written last is proposed, field by field', () => {
  const { at, older, newer, preferred } = pairOfOneFile(32)
  const edit = (id: string, values: { [field: string]: FieldValue }): unknown =>
    at.run(editRecord, { kind: 'structure', id, values })
  edit(newer.id, { phone: '+33233000009' })
  expect([preferred('phone'), preferred('manager')]).toEqual(['newer', 'older'])
  edit(older.id, { phone: '+33233000008' })
  expect(preferred('phone')).toBe('older')
})

test('a value that says more is proposed whenever it was written', () => {
  const edit = {
    commit: 'c',
    stamp: '00001795341600000-000000',
    author: 'ANNE',
    by: 'edit',
    undone: false,
    cells: [],
    merged: [],
  }
  const side = (older: FieldValue | null, newer: FieldValue | null) =>
    preferredSide({ value: older, edit: undefined }, { value: newer, edit })
  expect(side('Nguyễn', 'Nguy?n')).toBe('older')
  expect(side('2026-01-05', 'unknown')).toBe('older')
  expect(side('Duval', null)).toBe('older')
  expect(side('Duval', 'Leroy ?')).toBe('newer')
})

test('what an undo brought back, or a redo, is told as it was written first', () => {
  const at = desk(33)
  bring(at, sheet('Réseau', heads, ['PIJ', 'PIJ', 'Valognes', 'Léa Duval', '0233000001']))
  const [row] = at.rows.list('structure')
  if (!row) throw new Error('a structure was expected')
  const origin = () => lastEdits(at.history('structure', row.id)).get('phone')?.by
  at.undo('undo')
  at.undo('redo')
  expect(origin()).toBe('import')
  at.run(editRecord, { kind: 'structure', id: row.id, values: { phone: '+33233000009' } })
  expect(origin()).toBe('edit')
  at.undo('undo')
  expect(origin()).toBe('import')
})
