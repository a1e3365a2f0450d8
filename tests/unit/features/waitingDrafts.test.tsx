// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { MantineProvider } from '@mantine/core'
import { useContext } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, test, vi } from 'vitest'
import { createRecord } from '../../../src/core/commands/createRecord'
import { mergeDuplicates } from '../../../src/core/commands/mergeDuplicates'
import { restoreRecords, trashRecords } from '../../../src/core/commands/trashRecords'
import type { AnyValues } from '../../../src/core/schema/record'
import { WorkspaceContext } from '../../../src/renderer/data/hooks'
import { openWorkspaces } from '../../../src/renderer/data/openWorkspaces'
import type { Workspace } from '../../../src/renderer/data/workspace'
import { DraftsProvider } from '../../../src/renderer/DraftsProvider'
import { type FieldDrafts, FieldDraftsContext } from '../../../src/renderer/ui/fieldDrafts'
import { type FormDrafts, FormDraftsContext } from '../../../src/renderer/ui/formDrafts'
import { type Services, ServicesContext } from '../../../src/renderer/ui/services'
import { openUnsaved, UnsavedContext } from '../../../src/renderer/ui/unsaved'
import { manche, reopen, surroundings } from '../data/support'

const typed = 'Une demi-heure de notes sur cette structure. '.repeat(40).trim()

async function makerOf(workspace: Workspace) {
  return async (kind: string, values: AnyValues): Promise<string> => {
    const done = await workspace.run(createRecord, { kind, values })
    if (!done.ok || done.value.made === undefined) throw new Error(`refused: ${kind}`)
    return done.value.made
  }
}

/** A window on a workspace: what stands above every screen is drawn, and what waits is listed. */
async function openWindow(workspace: Workspace) {
  const services = {
    context: { today: '2026-11-22', department: '50', communes: undefined },
    nameOf: () => undefined,
  } as unknown as Services // all that stands above the screens asks of them
  const unsaved = openUnsaved()
  let drafts: { readonly fields: FieldDrafts; readonly forms: FormDrafts } | undefined
  function Screen() {
    const [fields, forms] = [useContext(FieldDraftsContext), useContext(FormDraftsContext)]
    if (fields && forms) drafts = { fields, forms }
    return null
  }
  const root = createRoot(document.body.appendChild(document.createElement('div')))
  root.render(
    <MantineProvider>
      <UnsavedContext.Provider value={unsaved}>
        <WorkspaceContext.Provider value={workspace}>
          <ServicesContext.Provider value={services}>
            <DraftsProvider>
              <Screen />
            </DraftsProvider>
          </ServicesContext.Provider>
        </WorkspaceContext.Provider>
      </UnsavedContext.Provider>
    </MantineProvider>,
  )
  const standing = await vi.waitUntil(() => drafts)
  await vi.waitUntil(() => unsaved.waiting().length > 0)
  return {
    ...standing,
    waiting: unsaved.waiting,
    async die() {
      root.unmount()
      await workspace.close()
    },
  }
}

test('what is typed in a record that is merged meanwhile waits in the record that stays, which is said, until it is stored', async () => {
  const workspaces = openWorkspaces(surroundings())
  const { workspace, id: space } = await manche(workspaces)
  const make = await makerOf(workspace)
  const [kept, merged] = [
    await make('structure', { name: 'MJC du Port' }),
    await make('structure', { name: 'MJC du Port' }),
  ]
  await workspace.drafts.keep({ record: merged, field: 'description', text: typed, began: null, why: '' })
  const place = `project/${merged}`
  await workspace.drafts.keepForm({ place, kind: 'project', label: 'Ajouter', values: { structure: merged } })
  const ids = [kept, merged] as const
  expect((await workspace.run(mergeDuplicates, { merges: [{ kind: 'structure', ids }] })).ok).toBe(true)
  await workspace.close()

  await (await openWindow(await reopen(workspaces, space))).die()
  const window = await openWindow(await reopen(workspaces, space))
  expect(window.waiting().map(({ at, aside }) => [at, aside])).toEqual([
    [{ form: `project/${kept}` }, undefined],
    [{ record: kept, field: 'description' }, undefined],
  ])
  expect(window.forms.get(`project/${kept}`)).toEqual({ structure: kept })
  expect(window.fields.take({ record: kept, field: 'description' })?.text).toBe(typed)
  await window.die()
})

test('the first window that opens after a merge says where what was typed waits', async () => {
  const workspaces = openWorkspaces(surroundings())
  const { workspace, id: space } = await manche(workspaces)
  const make = await makerOf(workspace)
  const ids = [
    await make('structure', { name: 'MJC du Port' }),
    await make('structure', { name: 'MJC du Port' }),
  ] as const
  const [kept, merged] = ids
  await workspace.drafts.keep({ record: merged, field: 'description', text: typed, began: null, why: '' })
  // Something else waits in the same field of the record that stays: the one does not take the place of the other.
  await workspace.drafts.keep({ record: merged, field: 'email', text: 'a(at)b', began: null, why: 'non' })
  await workspace.drafts.keep({ record: kept, field: 'email', text: 'c(at)d', began: null, why: 'non' })
  await workspace.run(mergeDuplicates, { merges: [{ kind: 'structure', ids }] })
  await workspace.close()
  const window = await openWindow(await reopen(workspaces, space))
  expect(window.waiting().map(({ what, aside }) => [what, aside?.text])).toEqual(
    expect.arrayContaining([
      ['«\u00a0Présentation\u00a0» (MJC du Port, réunie avec sa fiche)', undefined],
      ['«\u00a0Courriel\u00a0» (MJC du Port)', 'a(at)b'],
      ['«\u00a0Courriel\u00a0» (MJC du Port)', undefined],
    ]),
  )
  await window.die()
})

test('what is typed in a record that is trashed meanwhile is listed with its words, and taken up once it is restored', async () => {
  const workspaces = openWorkspaces(surroundings())
  const { workspace, id: space } = await manche(workspaces)
  const make = await makerOf(workspace)
  const meeting = await make('meeting', { title: 'Copil', kind: 'copil', date: '2026-03-02' })
  const place = `decision/${meeting}`
  await workspace.drafts.keep({ record: meeting, field: 'place', text: typed, began: null, why: '' })
  const form = { place, kind: 'decision', label: 'Ajouter la décision', values: { text: 'Ouvrir le samedi' } }
  await workspace.drafts.keepForm(form)
  await workspace.run(trashRecords, { kind: 'meeting', ids: [meeting] })
  await workspace.close()

  await (await openWindow(await reopen(workspaces, space))).die()
  const again = await reopen(workspaces, space)
  const window = await openWindow(again)
  expect(window.waiting().map(({ aside }) => aside?.text)).toEqual([
    'Décision\u00a0: Ouvrir le samedi',
    typed,
  ])
  expect(window.waiting()[0]?.aside?.why).toContain('corbeille')
  await again.run(restoreRecords, { kind: 'meeting', ids: [meeting] })
  await vi.waitUntil(() => window.waiting().every(({ aside }) => aside === undefined))
  expect(window.fields.take({ record: meeting, field: 'place' })?.text).toBe(typed)
  expect(window.forms.get(place)).toEqual(form.values)

  await again.run(trashRecords, { kind: 'meeting', ids: [meeting] })
  await vi.waitUntil(() => window.waiting().some(({ aside }) => aside !== undefined))
  window.waiting()[0]?.aside?.giveUp()
  expect(window.waiting()).toEqual([])
  await window.die()
  const last = await reopen(workspaces, space)
  expect(last.drafts.foundForms).toEqual([])
  expect(last.drafts.found.map(({ text }) => text)).toEqual([typed])
  await last.close()
})
