// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { MantineProvider } from '@mantine/core'
import { createRoot } from 'react-dom/client'
import { expect, test, vi } from 'vitest'
import { createRecord } from '../../../src/core/commands/createRecord'
import { editRecord } from '../../../src/core/commands/editRecord'
import { funding } from '../../../src/core/records/funding'
import { useRow, WorkspaceContext } from '../../../src/renderer/data/hooks'
import { openWorkspaces } from '../../../src/renderer/data/openWorkspaces'
import { Eligibility } from '../../../src/renderer/features/funding/Eligibility'
import { type Services, ServicesContext } from '../../../src/renderer/ui/services'
import { manche, surroundings } from '../data/support'

function Section({ id }: { readonly id: string }) {
  const row = useRow(funding, id)
  return row ? <Eligibility row={row} readOnly={false} /> : null
}

test('a reason that arrives as another one is stored is not overruled in silence', async () => {
  const { workspace } = await manche(openWorkspaces(surroundings()))
  const made = await workspace.run(createRecord, { kind: 'funding', values: { fund: 'FPT', year: 2026 } })
  const id = (made.ok && made.value.made) || ''
  const services = {
    context: { today: '2026-11-22', department: '50', communes: undefined },
    nameOf: () => undefined,
  } as unknown as Services // all that these two fields ask of them
  // The library measures its boxes anew as fonts load; this document loads none.
  Object.defineProperty(document, 'fonts', { value: new EventTarget() })
  const place = document.body.appendChild(document.createElement('div'))
  const root = createRoot(place)
  root.render(
    <MantineProvider>
      <WorkspaceContext.Provider value={workspace}>
        <ServicesContext.Provider value={services}>
          <Section id={id} />
        </ServicesContext.Provider>
      </WorkspaceContext.Provider>
    </MantineProvider>,
  )
  const box = await vi.waitUntil(() => place.querySelector('textarea'))
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(box, 'Accord de la Caf')
  box.dispatchEvent(new Event('input', { bubbles: true }))
  await vi.waitUntil(() => box.value === 'Accord de la Caf')
  const theirs = { flagsReason: 'Accord de la MSA' }
  const stored = workspace.run(editRecord, { kind: 'funding', id, values: theirs })
  box.dispatchEvent(new FocusEvent('focusout', { bubbles: true }))
  await stored
  await vi.waitUntil(() => place.textContent?.includes('ailleurs'))
  expect(workspace.rows.get('funding', id)?.values.flagsReason).toBe('Accord de la MSA')
  root.unmount()
  await workspace.close()
})
