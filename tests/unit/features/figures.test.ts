import { describe, expect, test } from 'vitest'
import { consolidate } from '../../../src/core/figures/consolidation'
import { createRowStore } from '../../../src/core/projection/rows'
import type { AnyValues } from '../../../src/core/schema/record'
import {
  deploymentOf,
  figureColumns,
  ordered,
  spansOf,
  totalOf,
  wantedRows,
} from '../../../src/renderer/features/national/overview'
import { handoverItems } from '../../../src/renderer/features/settings/handover'
import { inviteCommand } from '../../../src/renderer/features/settings/adminCommands'
import { partOf } from '../../support/rows'

const today = '2026-11-22'

const part = (space: string, kind: string, id: string, values: AnyValues) =>
  partOf({ space, kind, id, values })

const columnOf = (name: string) => {
  const column = figureColumns.find((one) => one.name === name)
  if (!column) throw new Error(`no column ${name}`)
  return column
}

describe('the committee’s overview', () => {
  const store = createRowStore()
  store.put([
    part('50', 'department', 'dep.50', { code: '50', name: 'Manche', state: 'active' }),
    part('50', 'promeneur', 'P1', { firstName: 'Léo', status: 'actif', charteSigned: true }),
    part('50', 'promeneur', 'P2', { firstName: 'Anaïs', status: 'actif' }),
    part('18', 'department', 'dep.18', { code: '18', name: 'Cher' }),
    part('18', 'promeneur', 'P3', { firstName: 'Basile', status: 'sorti' }),
  ])
  store.put([
    part('14', 'department', 'dep.14', { code: '14', name: 'Calvados', state: 'engagee' }),
    part('14', 'coordinator', 'C1', { firstName: 'Nadia', lastName: 'Essai' }),
  ])
  const rows = consolidate(store, today, 2026, (code) => (code === '14' ? today : null))
  const of = (code: string) => {
    const row = rows.find((one) => one.code === code)
    if (!row) throw new Error(`no département ${code}`)
    return row
  }

  test('has every département, those of which nothing came included', () => {
    expect(rows).toHaveLength(101)
    expect(deploymentOf(of('50'))).toBe('Active')
    expect(deploymentOf(of('18'))).toBe('non renseigné')
    expect(deploymentOf(of('01'))).toBe('non transmis')
  })

  test('never shows 0 where nothing was received, and shows 0 where it was', () => {
    const active = columnOf('active')
    expect(active.of(of('50'))).toEqual({ is: 'known', value: 2 })
    expect(active.of(of('18'))).toEqual({ is: 'known', value: 0 })
    expect(active.of(of('01'))).toEqual({ is: 'unknown', why: 'non transmis' })
  })

  test('knows the state of a space that was only joined, and nothing of its network', () => {
    const joined = of('14')
    expect(deploymentOf(joined)).toBe('Engagée')
    expect([joined.network, joined.cafs, joined.dataAt]).toEqual([null, null, null])
    expect(columnOf('active').of(joined)).toEqual({ is: 'unknown', why: 'non transmis' })
  })

  test('says of how many départements a total is known, and a total of nothing is not 0', () => {
    expect(totalOf(columnOf('active'), rows)).toEqual({ figure: { is: 'known', value: 2 }, of: 2 })
    const none = wantedRows(rows, { text: 'ain', region: null, deployment: null, report: null })
    expect(totalOf(columnOf('active'), none)).toEqual({
      figure: { is: 'unknown', why: 'non transmis' },
      of: 0,
    })
  })

  test('computes a rate from totals, and none where there is nobody', () => {
    const rate = columnOf('chartesRate')
    expect(totalOf(rate, rows).figure).toEqual({ is: 'known', value: 0.5 })
    expect(rate.of(of('18'))).toEqual({ is: 'unknown', why: 'sans objet' })
  })

  test('tells once what several columns miss for the same reason', () => {
    expect(spansOf(of('01')).map((span) => span.columns)).toEqual([figureColumns.length])
    expect(spansOf(of('50')).reduce((sum, span) => sum + span.columns, 0)).toBe(figureColumns.length)
  })

  test('finds by words without accents, and puts Corsica where the 20 stood', () => {
    const wanted = { text: 'cote azur', region: null, deployment: null, report: null }
    expect(wantedRows(rows, wanted).map((row) => row.code)).toContain('06')
    const codes = ordered(rows, { by: 'code', down: false }).map((row) => row.code)
    expect(codes.slice(18, 22)).toEqual(['19', '2A', '2B', '21'])
    expect(codes.at(-1)).toBe('976')
  })

  test('keeps départements without a figure last, whichever way it is sorted', () => {
    for (const down of [false, true])
      expect(
        ordered(rows, { by: 'active', down })
          .slice(0, 2)
          .map((row) => row.code)
          .sort(),
      ).toEqual(['18', '50'])
  })
})

describe('what is left to hand over', () => {
  const store = createRowStore()
  store.put([
    part('50', 'action', 'A1', { title: 'Relancer la Caf', status: 'a-faire' }),
    part('50', 'action', 'A2', { title: 'Faite', status: 'fait' }),
    part('50', 'meeting', '2026.M', { minutesStatus: 'a-rediger', date: '2026-10-01' }),
    part('50', 'meeting', '2026.N', { minutesStatus: 'a-rediger', date: '2026-12-01' }),
  ])
  const stateOf = (id: string, sync: Parameters<typeof handoverItems>[2], cases = 0) =>
    handoverItems(store, today, sync, cases, '50').find((item) => item.id === id)

  test('counts open actions and minutes of meetings that were held', () => {
    const synced = { is: 'synced', at: 0 } as const
    expect(stateOf('actions', synced)).toMatchObject({
      done: false,
      state: expect.stringMatching(/^1 action /),
    })
    expect(stateOf('minutes', synced)).toMatchObject({ state: '1 compte rendu à rédiger.' })
    expect(stateOf('unsent', synced)).toMatchObject({ done: true })
    expect(stateOf('review', synced, 3)).toMatchObject({ done: false })
  })

  test('says what was not sent, and that there is no server', () => {
    const offline = { is: 'offline', unsent: 2, since: 0, cause: 'no-network' } as const
    expect(stateOf('unsent', offline)?.state).toBe('2 modifications restent à envoyer.')
    expect(stateOf('unsent', { ...offline, cause: 'no-server' })?.state).toMatch(/aucun serveur/)
  })
})

test('a name never leaves its quotes in a command to copy', () => {
  expect(inviteCommand('coordinator', '50', 'A"; rm -rf $HOME `x`')).toBe(
    'npm run -s admin -- --data DOSSIER invite --role coordinator --department 50 --name "A; rm -rf HOME x"',
  )
})
