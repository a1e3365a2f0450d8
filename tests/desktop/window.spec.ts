import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { gaveWay } from '../../src/core/ipc'
import { launchDesktop, startAgain } from '../support/desktop'
import { makeProfile } from '../support/profile'
import { expect, test } from './fixture'
import { openManche } from './openManche'

test('the menu is in French and tells the page what was chosen', async ({ desktop, page }) => {
  const labels = await desktop.evaluate(
    ({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label) ?? [],
    null,
  )
  expect(labels).toEqual(['Fichier', 'Édition', 'Affichage', 'Aide'])
  await page.evaluate(() => {
    const told: string[] = []
    Object.assign(window, { told })
    const stop = window.desktop?.on('command', (command) => {
      told.push(command)
      if (command === 'redo') stop?.()
    })
  })
  const choose = (label: string) =>
    desktop.evaluate(({ Menu }, wanted) => {
      const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? []
      items.find((item) => item.label === wanted)?.click()
    }, label)
  for (const label of ['Importer…', 'Rétablir', 'Annuler']) await choose(label)
  const told = () => page.evaluate(() => Reflect.get(window, 'told'))
  await expect.poll(told).toEqual(['import', 'redo'])
})

test('[E13] a second start gives way to the first, and hands it its invitation', async ({
  desktop,
  page,
  profile,
}) => {
  const link = 'maillage://join?server=https%3A%2F%2Fsync.example.org&code=AbC_123-xyz'
  expect(await startAgain(profile.folder, [link])).toBe(gaveWay)
  await expectInvitation(page, 'https://sync.example.org', 'AbC_123-xyz')
  expect(desktop.windows()).toHaveLength(1)
  // It was given once: nothing is left for whoever asks again.
  expect(await page.evaluate(() => window.desktop?.takeLink(null))).toBeNull()
})

test('the window comes back where it was left, its data with it, and the invitation it was started with is there', async () => {
  test.slow()
  const profile = await makeProfile()
  const left = { x: 40, y: 60, width: 1200, height: 700 }
  const first = await launchDesktop(profile.folder)
  const page = await first.firstWindow()
  await page.evaluate(() => window.localStorage.setItem('trace', 'gardée'))
  await first.evaluate(
    ({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds),
    left,
  )
  await first.close()

  const second = await launchDesktop(profile.folder, [
    'maillage://join?server=http%3A%2F%2F127.0.0.1%3A8787&code=abcdef',
  ])
  const again = await second.firstWindow()
  const bounds = await second.evaluate(
    ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds(),
    null,
  )
  expect(bounds).toEqual(left)
  expect(await again.evaluate(() => window.localStorage.getItem('trace'))).toBe('gardée')
  await expectInvitation(again, 'http://127.0.0.1:8787', 'abcdef')
  await second.close()

  // A place that no screen shows any more, as after a projector is unplugged.
  const state = { bounds: { ...left, x: 9000, y: 9000 }, maximised: false }
  await writeFile(join(profile.folder, 'window.json'), JSON.stringify(state))
  const third = await launchDesktop(profile.folder)
  await third.firstWindow()
  const shown = await third.evaluate(
    ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds(),
    null,
  )
  expect(shown?.x).toBeLessThan(9000)
  await third.close()
  await profile.remove()
})

test('a page whose process dies is opened anew, on what was typed in it', async () => {
  const { desktop, page, close } = await openManche()
  await page.evaluate(() => {
    window.location.hash = '/fiches/structure'
  })
  await page.getByRole('button', { name: 'Nouvelle structure' }).click()
  await page.getByRole('dialog').getByLabel('Nom', { exact: true }).fill('MJC du Port')
  await page.getByRole('dialog').getByRole('button', { name: 'Créer' }).click()
  await expect(page.getByRole('complementary', { name: 'MJC du Port' })).toBeVisible()
  await desktop.evaluate(
    ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
    null,
  )
  await expect.poll(() => desktop.windows().some((shown) => shown !== page)).toBe(true)
  const again = desktop.windows().find((shown) => shown !== page)
  if (!again) throw new Error('a page was seen above')
  await again.getByRole('link', { name: 'Structures', exact: true }).click()
  await expect(again.getByRole('row', { name: /MJC du Port/ })).toBeVisible()
  await close()
})

/** The page asks before it follows a link: it shows what the link says, and waits. */
async function expectInvitation(page: Page, server: string, code: string): Promise<void> {
  await expect(page.getByLabel('Adresse du serveur')).toHaveValue(server)
  await expect(page.getByLabel('Code de l’invitation')).toHaveValue(code)
}
