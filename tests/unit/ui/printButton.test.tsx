// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core'
import { notificationsStore } from '@mantine/notifications'
import { createRoot } from 'react-dom/client'
import { expect, test, vi } from 'vitest'
import { fail, ok } from '../../../src/core/result'
import { PrintButton } from '../../../src/renderer/ui/PrintButton'

/** The button on the page, pressed once. */
async function pressed(on: Parameters<typeof PrintButton>[0]['on']): Promise<string> {
  const place = document.body.appendChild(document.createElement('div'))
  const root = createRoot(place)
  root.render(
    <MantineProvider>
      <PrintButton on={on} title="Fiche : Zoé / Lebrun" />
    </MantineProvider>,
  )
  const button = await vi.waitUntil(() => place.querySelector('button'))
  const label = button.textContent
  button.click()
  await vi.waitFor(() => expect(on.print).toHaveBeenCalled())
  root.unmount()
  return label
}

const told = (): readonly unknown[] =>
  notificationsStore.getState().notifications.map(({ message }) => message)

test('the desktop is asked for a PDF under the title, and the file is told', async () => {
  const print = vi.fn(async () => ok('Fiche.pdf'))
  expect(await pressed({ isDesktop: true, print })).toBe('Enregistrer en PDF')
  expect(print).toHaveBeenCalledWith({ name: 'Fiche : Zoé / Lebrun.pdf', landscape: false })
  await vi.waitFor(() => expect(told()).toEqual(['Fichier enregistré\u00a0: Fiche.pdf']))
})

test('a full disk is told as such', async () => {
  const on = { isDesktop: false, print: vi.fn(async () => fail('full' as const)) }
  expect(await pressed(on)).toBe('Imprimer')
  await vi.waitFor(() => expect(told().join()).toContain('Le disque est plein'))
})
