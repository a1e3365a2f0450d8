// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { MantineProvider } from '@mantine/core'
import Dexie from 'dexie'
import { createRoot } from 'react-dom/client'
import { expect, test, vi } from 'vitest'
import { structure } from '../../../src/core/records/structure'
import { useRow, WorkspaceContext } from '../../../src/renderer/data/hooks'
import { openWorkspaces } from '../../../src/renderer/data/openWorkspaces'
import { History } from '../../../src/renderer/features/records/History'
import { type Services, ServicesContext } from '../../../src/renderer/ui/services'
import { add, groundOf } from '../data/structures'
import { manche, reopen, surroundings } from '../data/support'

const parts = [] as const

function Page({ id }: { readonly id: string }) {
  const row = useRow(structure, id)
  return row ? <History def={structure} row={row} parts={parts} /> : null
}

test('a history that does not read now says so, and is there as soon as it reads', async () => {
  const workspaces = openWorkspaces(surroundings())
  const { id: space, workspace } = await manche(workspaces)
  await add(workspace, 'MJC')
  await workspace.close()
  const again = await reopen(workspaces, space)
  const { db, documents } = groundOf(again)
  await documents.caughtUp()
  const id = again.rows.list('structure')[0]?.id ?? ''
  // As Dexie says it of a browser that gives up a read.
  const reading = vi
    .spyOn(db, 'transaction')
    .mockImplementation(() => Dexie.Promise.reject(new Dexie.UnknownError()))
  const services = { context: { today: '2026-11-22' }, nameOf: () => undefined } as unknown as Services // all that is asked
  const place = document.body.appendChild(document.createElement('div'))
  const root = createRoot(place)
  root.render(
    <MantineProvider>
      <WorkspaceContext.Provider value={again}>
        <ServicesContext.Provider value={services}>
          <Page id={id} />
        </ServicesContext.Provider>
      </WorkspaceContext.Provider>
    </MantineProvider>,
  )
  await vi.waitUntil(() => place.textContent?.includes('ne se lit pas pour le moment'))
  reading.mockRestore()
  await vi.waitUntil(() => place.textContent?.includes('a créé la fiche'), { timeout: 5000 })
  expect(place.textContent).toContain('Léa Martin')
  root.unmount()
  await again.close()
})
