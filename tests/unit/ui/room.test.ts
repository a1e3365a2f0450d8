import { expect, test } from 'vitest'
import { structure } from '../../../src/core/records/structure'
import { tableColumns } from '../../../src/core/schema/derive'
import type { AnyRecordDef, AnyRow, AnyValues } from '../../../src/core/schema/record'
import { pixels, titleWidth } from '../../../src/renderer/ui/table/features'
import { roomOf } from '../../../src/renderer/ui/table/room'

const def: AnyRecordDef = structure
const columns = tableColumns(def).filter(({ name }) => ['manager', 'email', 'phone'].includes(name))
const row = (id: string, values: AnyValues): AnyRow => ({
  id,
  kind: 'structure',
  space: '50',
  deleted: false,
  pending: false,
  values,
})
const widths = (...values: AnyValues[]) => {
  const room = roomOf(
    def,
    values.map((of, index) => row(String(index), of)),
    columns,
    () => undefined,
  )
  return new Map(columns.map((column, index) => [column.name, { column, width: room.columns[index] }]))
}

test('a column whose texts are short leaves its room, one whose texts are cut asks for it', () => {
  const found = widths({ email: 'accueil@centre-social-de-la-haye-du-puits.example', manager: 'Anne Roy' })
  const email = found.get('email')
  expect(email?.width?.wanted).toBeGreaterThan(email ? pixels(email.column) : Infinity)
  const manager = found.get('manager')
  expect(manager?.width?.least).toBeLessThan(manager ? pixels(manager.column) : 0)
  const phone = found.get('phone')
  expect(phone?.width?.least).toBe(phone && titleWidth(phone.column))
})

test('a line more moves no column unless it is longer than all others', () => {
  const long = { manager: 'Anne-Sophie Le Goff-Lecarpentier' }
  const plain = (found: ReturnType<typeof widths>) => [...found.values()].map(({ width }) => width)
  expect(plain(widths(long, { manager: 'Anne Roy' }))).toEqual(plain(widths(long)))
})
