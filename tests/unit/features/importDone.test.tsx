// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { MantineProvider } from '@mantine/core'
import { createRoot } from 'react-dom/client'
import { expect, test, vi } from 'vitest'
import { importRows } from '../../../src/core/commands/importRows'
import { planImport } from '../../../src/core/sheets/importPlan'
import { WorkspaceContext } from '../../../src/renderer/data/hooks'
import { openWorkspaces } from '../../../src/renderer/data/openWorkspaces'
import { DoneStep } from '../../../src/renderer/features/import/DoneStep'
import type { ImportSession } from '../../../src/renderer/features/import/useImport'
import { type Services, ServicesContext } from '../../../src/renderer/ui/services'
import { manche, surroundings } from '../data/support'

test('« Annuler cet import » is offered of this import alone, undone and redone, never of the one before it', async () => {
  const { workspace } = await manche(openWorkspaces(surroundings()))
  const bring = async (ids: readonly string[]): Promise<string> => {
    const records = ids.map((id) => ({ kind: 'structure', id, before: undefined, values: { name: id } }))
    const done = await workspace.run(importRows, { records })
    if (!done.ok) throw new Error('refused')
    return done.value.commit
  }
  await bring(['S1', 'S2'])
  const commit = await bring(['S3', 'S4'])
  const here = (): readonly string[] => workspace.rows.list('structure').map(({ id }) => id)
  const context = { today: '2026-11-22', department: '50', communes: undefined }
  const view = { ...workspace.rows, space: '50', newId: () => 'X', today: () => context.today }
  const preview = planImport(view, [], {}, context)
  const none = { pairs: [], looking: false }
  const shown = { ...workspace, duplicates: { get: () => none, subscribe: () => () => undefined } } // no workers here
  const services = { context, nameOf: () => undefined } as unknown as Services // all that this step asks of them
  const session = { go: () => undefined } as unknown as ImportSession // nothing else is pressed
  const place = document.body.appendChild(document.createElement('div'))
  const root = createRoot(place)
  root.render(
    <MantineProvider>
      <WorkspaceContext.Provider value={shown}>
        <ServicesContext.Provider value={services}>
          <DoneStep session={session} preview={preview} commit={commit} />
        </ServicesContext.Provider>
      </WorkspaceContext.Provider>
    </MantineProvider>,
  )
  const button = (): HTMLButtonElement | undefined =>
    [...place.querySelectorAll('button')].find((one) => one.textContent === 'Annuler cet import')
  await vi.waitUntil(button)
  expect(await workspace.undo()).toMatchObject({ done: true }) // Ctrl Z, with the result still on screen
  await vi.waitUntil(() => place.textContent?.includes('Import annulé'))
  expect(button()).toBeUndefined()
  expect(here()).toEqual(['S1', 'S2'])

  expect(await workspace.redo()).toMatchObject({ done: true })
  const again = await vi.waitUntil(button)
  again.click()
  again.click()
  await vi.waitUntil(() => place.textContent?.includes('Import annulé'))
  await vi.waitFor(() => expect(here()).toEqual(['S1', 'S2'])) // shown once it is on the disk

  // One more import of as many records is called the same: what it undoes is not this one.
  await bring(['S5', 'S6'])
  await vi.waitUntil(() => !place.textContent?.includes('Import annulé'))
  expect(button()).toBeUndefined()
  root.unmount()
  await workspace.close()
})
