// @vitest-environment happy-dom
import { createRoot } from 'react-dom/client'
import { act } from 'react'
import { expect, test, vi } from 'vitest'
import { recordOf } from '../../../src/core/records'
import type { AnyRow } from '../../../src/core/schema/record'
import { useRows, WorkspaceContext } from '../../../src/renderer/data/hooks'
import type { Workspace } from '../../../src/renderer/data/workspace'
import { useComputed } from '../../../src/renderer/features/records/useComputed'
import { type Services, ServicesContext } from '../../../src/renderer/ui/services'
import { partOf, rowsOf } from '../../support/rows'

test('a structure follows its promeneurs, and one that nothing changed stays the same row', async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  const def = recordOf('structure')
  if (!def) throw new Error('no such kind')
  const rows = rowsOf(
    ['S1', 'S2'].map((id) => ({ kind: 'structure', id, values: { name: id, status: 'reseau' } })),
  )
  const known = def
  const drawn: (readonly AnyRow[])[] = []
  function Table() {
    const computed = useComputed(known, useRows('structure'))
    drawn.push(computed.rows)
    return null
  }
  const root = createRoot(document.createElement('div'))
  // Of the workspace and the services, what the table reads.
  const workspace = { rows, identity: { space: '50' } } as unknown as Workspace
  const services = { context: { today: '2026-11-22' } } as unknown as Services
  await act(async () =>
    root.render(
      <WorkspaceContext.Provider value={workspace}>
        <ServicesContext.Provider value={services}>
          <Table />
        </ServicesContext.Provider>
      </WorkspaceContext.Provider>,
    ),
  )
  const [before = []] = drawn.slice(-1)
  expect(before.map(({ values }) => values.activeCount)).toEqual([0, 0])
  const promeneur = { kind: 'promeneur', id: 'A1', values: { structureId: 'S1', status: 'actif' } }
  await act(async () => rows.put([partOf(promeneur)]))
  const [after = []] = drawn.slice(-1)
  expect(after.map(({ values }) => values.activeCount)).toEqual([1, 0])
  expect(after[1]).toBe(before[1])
  await act(async () => root.unmount())
})
