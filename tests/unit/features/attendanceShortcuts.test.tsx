// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { MantineProvider } from '@mantine/core'
import { createRoot } from 'react-dom/client'
import { expect, test, vi } from 'vitest'
import { createRecord } from '../../../src/core/commands/createRecord'
import { editRecord } from '../../../src/core/commands/editRecord'
import { meeting } from '../../../src/core/records/meeting'
import { useRow, WorkspaceContext } from '../../../src/renderer/data/hooks'
import { openWorkspaces } from '../../../src/renderer/data/openWorkspaces'
import { AttendanceShortcuts } from '../../../src/renderer/features/meetings/AttendanceShortcuts'
import { manche, surroundings } from '../data/support'

function Shortcuts({ id }: { readonly id: string }) {
  const row = useRow(meeting, id)
  return row ? <AttendanceShortcuts of={row} mark="present" /> : null
}

test('« M’ajouter » pressed twice makes one coordinator, present beside those who came in meanwhile', async () => {
  const { workspace } = await manche(openWorkspaces(surroundings()))
  const make = async (kind: string, values: Parameters<typeof createRecord.plan>[1]['values']) => {
    const done = await workspace.run(createRecord, { kind, values })
    if (!done.ok || done.value.made === undefined) throw new Error(`refused: ${kind}`)
    return done.value.made
  }
  const guest = await make('contact', { lastName: 'Lebrun' })
  const id = await make('meeting', { title: 'Copil', kind: 'copil', date: '2026-03-01' })
  const place = document.body.appendChild(document.createElement('div'))
  const root = createRoot(place)
  root.render(
    <MantineProvider>
      <WorkspaceContext.Provider value={workspace}>
        <Shortcuts id={id} />
      </WorkspaceContext.Provider>
    </MantineProvider>,
  )
  const button = await vi.waitUntil(() => place.querySelector('button'))
  expect(button.textContent).toBe('M’ajouter (Léa Martin)')

  const noted = workspace.run(editRecord, {
    kind: 'meeting',
    id,
    values: { attendance: { [guest]: 'excuse' } },
  })
  button.click()
  button.click()
  await vi.waitUntil(() => button.disabled)
  button.click()
  await noted
  await vi.waitUntil(() => !button.isConnected)

  const [coordinator, ...others] = workspace.rows.list('coordinator')
  expect(others).toEqual([])
  expect(workspace.rows.get('meeting', id)?.values.attendance).toEqual({
    [guest]: 'excuse',
    [coordinator?.id ?? '']: 'present',
  })
  root.unmount()
  await workspace.close()
})

test('nobody is offered who is there already: the press that would add no one goes', async () => {
  const { workspace } = await manche(openWorkspaces(surroundings()))
  const make = async (kind: string, values: Parameters<typeof createRecord.plan>[1]['values']) => {
    const done = await workspace.run(createRecord, { kind, values })
    if (!done.ok || done.value.made === undefined) throw new Error(`refused: ${kind}`)
    return done.value.made
  }
  const zoe = await make('promeneur', { firstName: 'Zoé', lastName: 'Lebrun', status: 'actif' })
  await make('meeting', {
    title: 'Réseau',
    kind: 'copil',
    date: '2026-01-01',
    attendance: { [zoe]: 'present' },
  })
  const id = await make('meeting', { title: 'Réseau', kind: 'copil', date: '2026-03-01' })
  const place = document.body.appendChild(document.createElement('div'))
  const root = createRoot(place)
  root.render(
    <MantineProvider>
      <WorkspaceContext.Provider value={workspace}>
        <Shortcuts id={id} />
      </WorkspaceContext.Provider>
    </MantineProvider>,
  )
  const offered = (): readonly string[] => [...place.querySelectorAll('button')].map((one) => one.textContent)
  await vi.waitUntil(() => offered().length > 0)
  expect(offered().slice(1)).toEqual([
    'Reprendre les participants de la dernière fois',
    'Tous les promeneurs actifs (1)',
  ])
  await workspace.run(editRecord, { kind: 'meeting', id, values: { attendance: { [zoe]: 'excuse' } } })
  await vi.waitFor(() => expect(offered()).toEqual(['M’ajouter (Léa Martin)']))

  await make('promeneur', { firstName: 'Inès', lastName: 'Mauger', status: 'actif' })
  await vi.waitFor(() => expect(offered()).toContain('Tous les promeneurs actifs (2)'))
  root.unmount()
  await workspace.close()
})

test('a mark that is on its way to the disk stays beside « Tous les promeneurs actifs »', async () => {
  const { workspace } = await manche(openWorkspaces(surroundings()))
  const make = async (kind: string, values: Parameters<typeof createRecord.plan>[1]['values']) => {
    const done = await workspace.run(createRecord, { kind, values })
    if (!done.ok || done.value.made === undefined) throw new Error(`refused: ${kind}`)
    return done.value.made
  }
  const guest = await make('contact', { lastName: 'Lebrun' })
  const ines = await make('promeneur', { firstName: 'Inès', lastName: 'Mauger', status: 'actif' })
  const id = await make('meeting', { title: 'Copil', kind: 'copil', date: '2026-03-01' })
  const place = document.body.appendChild(document.createElement('div'))
  const root = createRoot(place)
  root.render(
    <MantineProvider>
      <WorkspaceContext.Provider value={workspace}>
        <Shortcuts id={id} />
      </WorkspaceContext.Provider>
    </MantineProvider>,
  )
  const everyone = await vi.waitUntil(() =>
    [...place.querySelectorAll('button')].find((one) => one.textContent?.startsWith('Tous les promeneurs')),
  )
  // As its widget writes it.
  const noted = workspace.run(editRecord, {
    kind: 'meeting',
    id,
    values: { attendance: { [guest]: 'excuse' } },
    began: { attendance: {} },
  })
  everyone.click()
  expect((await noted).ok).toBe(true)
  await vi.waitUntil(() => !everyone.isConnected)
  expect(workspace.rows.get('meeting', id)?.values.attendance).toEqual({
    [guest]: 'excuse',
    [ines]: 'present',
  })
  root.unmount()
  await workspace.close()
})
