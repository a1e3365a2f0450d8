import { describe, expect, test } from 'vitest'
import { computedFor, DEPARTMENT, withComputedFor } from '../../../src/core/figures/acrossDepartments'
import { records } from '../../../src/core/records'
import { promeneur } from '../../../src/core/records/promeneur'
import { tableColumns } from '../../../src/core/schema/derive'
import type { AnyRecordDef } from '../../../src/core/schema/record'
import { viewExport } from '../../../src/core/sheets/viewExport'
import { rowsOf } from '../../support/rows'
import { editionOf } from '../sheets/edition'

const kinds: readonly AnyRecordDef[] = records
const today = '2026-11-22'

/** A promeneur of the Manche and one of the Cher, and what the committee's table says of each. */
function committee() {
  const rows = rowsOf([
    { kind: 'promeneur', id: 'p1', space: '50', values: { firstName: 'Inès' } },
    { kind: 'promeneur', id: 'p2', space: '18', values: { firstName: 'Hugo' } },
  ])
  const factsOf = computedFor(promeneur, 'national')?.read(rows, today)
  const shown = rows
    .list('promeneur')
    .map((row) => ({ ...row, values: { ...row.values, ...factsOf?.(row) } }))
  return { rows, shown, def: withComputedFor(promeneur, 'national') }
}

describe('the committee’s tables', () => {
  test.each(kinds.filter(({ single }) => !single))('say first whose a record is: $name', (def) => {
    const [first] = tableColumns(withComputedFor(def, 'national'))
    expect([first?.name, first?.label, first?.shown]).toEqual([DEPARTMENT, 'Département', true])
  })

  test('tell it of each row, and order them as départements are ordered', () => {
    const { shown, def } = committee()
    const [column] = tableColumns(def)
    const nobody = () => undefined
    const sorted = [...shown].sort((a, b) => column?.compare(a, b, nobody) ?? 0)
    expect(sorted.map((row) => column?.text(row, nobody))).toEqual(['Cher (18)', 'Manche (50)'])
  })

  test('are exported with it, once', () => {
    const { rows, shown, def } = committee()
    const view = { rows: shown, columns: ['firstName', DEPARTMENT, 'status'], filters: [] }
    const [sheet] = viewExport({ ...editionOf(rows), space: 'national' }, def, view).sheets
    expect(sheet?.columns.map(({ label }) => label)).toEqual(['Département', 'Prénom', 'Statut'])
  })
})

test('a coordinator, and the one record that is the département, have no such column', () => {
  for (const def of kinds) expect(withComputedFor(def, '50').fields).not.toHaveProperty(DEPARTMENT)
  for (const def of kinds.filter(({ single }) => single))
    expect(withComputedFor(def, 'national').fields).not.toHaveProperty(DEPARTMENT)
})
