import { describe, expect, test } from 'vitest'
import { engagedCafs } from '../../../src/core/figures/cafs'
import { consolidate } from '../../../src/core/figures/consolidation'
import type { AnyValues } from '../../../src/core/schema/record'
import { consolidation } from '../../../src/core/sheets/consolidation/consolidation'
import { figureColumns, totalOf } from '../../../src/renderer/features/national/overview'
import { rowsOf, type TestRecord } from '../../support/rows'
import { editionOf } from '../sheets/edition'
import { today } from './smallNetwork'

const partners: readonly TestRecord[] = (
  [
    ['CAF1', 'caf'],
    ['CAF2', 'caf'],
    ['CAF3', 'caf'],
    ['MSA', 'msa'],
  ] as const
).map(([id, kind]) => ({ kind: 'partner', id, values: { name: id, kind } }))
const settings = (values: AnyValues): TestRecord => ({ kind: 'department', id: 'dep.50', values })
const convention = (id: string, values: AnyValues): TestRecord => ({
  kind: 'convention',
  id,
  values: { structureId: `S${id}`, signedAt: '2025-01-10', from: '2025-01-01', ...values },
})
const grant = (id: string, values: AnyValues): TestRecord => ({
  kind: 'funding',
  id: `2026.${id}`,
  values: { year: 2026, ...values },
})
const engaged = (...records: TestRecord[]) => engagedCafs(rowsOf([...partners, ...records]), today)

describe('Caf engaged', () => {
  test('are those that a département refers to, each once, and no other partner', () => {
    expect(engaged()).toBe(0)
    expect(engaged(settings({ cafId: 'CAF1', msaId: 'MSA' }))).toBe(1)
    expect(
      engaged(
        settings({ cafId: 'CAF1', state: 'active' }),
        convention('V1', { structureId: 'S1', parties: ['CAF1', 'CAF2'] }),
        convention('V2', { structureId: 'S1', parties: ['MSA'], to: '2030-12-31' }),
        grant('F1', { funderId: 'CAF3', status: 'accordee' }),
        grant('F2', { funderId: 'CAF1', status: 'en-cours' }),
      ),
    ).toBe(3)
  })

  test('are not those of a département that has not begun, nor of what is over or not granted', () => {
    for (const state of ['non-engagee', 'arretee'])
      expect(engaged(settings({ cafId: 'CAF1', state }))).toBe(0)
    expect(engaged(settings({ cafId: 'CAF1', launchedAt: '2027-01-01' }))).toBe(0)
    expect(engaged(convention('V1', { parties: ['CAF1'], to: '2025-12-31' }))).toBe(0)
    expect(engaged(convention('V1', { parties: ['CAF1'], status: 'resiliee' }))).toBe(0)
    expect(engaged(grant('F1', { funderId: 'CAF1', status: 'deposee' }))).toBe(0)
    expect(engaged(grant('F1', { funderId: 'CAF1', status: 'accordee', year: 2024 }))).toBe(0)
  })

  test('of a past day are told by dates', () => {
    const rows = (values: AnyValues) => rowsOf([...partners, settings({ cafId: 'CAF1', ...values })])
    expect(engagedCafs(rows({ launchedAt: '2024-06-01' }), today, '2025-12-31')).toBe(1)
    expect(engagedCafs(rows({ launchedAt: '2026-02-01' }), today, '2025-12-31')).toBe(0)
    expect(engagedCafs(rows({}), today, '2025-12-31')).toBe(0)
  })

  test('stand on the national screen and in its workbook, unknown where nothing was received', () => {
    const rows = rowsOf([
      ...partners,
      settings({ cafId: 'CAF1' }),
      convention('V1', { parties: ['CAF2'] }),
      { kind: 'structure', id: 'S14', space: '14', values: { name: 'MJC' } },
    ])
    const consolidated = consolidate(rows, today, 2026, () => null)
    expect(['50', '14', '01'].map((code) => consolidated.find((one) => one.code === code)?.cafs)).toEqual([
      2,
      0,
      null,
    ])
    const column = figureColumns.find(({ name }) => name === 'cafs')
    expect(column && totalOf(column, consolidated)).toEqual({ figure: { is: 'known', value: 2 }, of: 2 })

    const { sheets } = consolidation({ ...editionOf(rows), space: 'national' }, 2026)
    const linesOf = (sheet: string) => sheets.find(({ name }) => name === sheet)?.lines ?? []
    const trend = linesOf('Évolution').find(({ cells }) => cells[0] === '50' && cells[2] === 'Caf engagées')
    expect(trend?.cells.slice(3, 6)).toEqual([0, 1, 2])
    const defined = linesOf('Définitions').find(({ cells }) => cells[0] === 'Caf engagées')
    expect(defined?.cells[1]).toContain('Au total 2, pour 2 départements reçus sur 101')
  })
})
