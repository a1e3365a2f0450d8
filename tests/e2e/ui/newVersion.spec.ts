import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { type App, builtPages, serveApp } from '../../support/app'
import { createManche } from '../features/desks'

let folder: string
let app: App
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'maillage-version-'))
  cpSync(builtPages, join(folder, 'web'), { recursive: true })
  app = await serveApp(join(folder, 'web'))
})
test.afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})

const offer = (page: Page) => page.getByRole('status', { name: 'Nouvelle version' })

test('a new version covers nothing, waits for what is being typed, and opens when it is told to', async ({
  browser,
}) => {
  const { page, go } = await createManche(browser, app)
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await go('/fiches/structure/nouveau')
  const form = page.getByRole('dialog', { name: 'Nouvelle structure' })
  await form.getByRole('textbox', { name: 'Nom', exact: true }).fill('Foyer de la Baie')

  appendFileSync(join(folder, 'web/sw.js'), '\n// another version\n')
  await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()))
  await expect(offer(page)).toBeVisible()
  const [line, menu] = [
    await offer(page).boundingBox(),
    await page.getByText('Maillage', { exact: true }).boundingBox(),
  ]
  expect((line?.y ?? 0) + (line?.height ?? 0)).toBeLessThanOrEqual(menu?.y ?? 0)

  // The dialog is modal: the line is reached once it is left, which asks first.
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Continuer la saisie' }).click()
  await expect(form.getByRole('textbox', { name: 'Nom', exact: true })).toHaveValue('Foyer de la Baie')
  await form.getByRole('button', { name: 'Annuler' }).click()
  await page.getByRole('button', { name: 'Abandonner', exact: true }).click()
  await expect(form).toBeHidden()

  const asked = page.waitForEvent('filechooser')
  await go('/import')
  await page.getByRole('button', { name: 'Choisir un fichier' }).click()
  await (await asked).setFiles('tests/support/samples/manche-promeneurs.csv')
  await expect(page.getByRole('button', { name: 'Continuer' })).toBeEnabled()
  await offer(page).getByRole('button', { name: 'L’ouvrir maintenant' }).click()
  await expect(page.getByRole('dialog')).toContainText('l’import en cours')
  await page.getByRole('button', { name: 'Finir d’abord' }).click()
  await expect(page.getByRole('button', { name: 'Continuer' })).toBeVisible()

  await page.getByRole('link', { name: 'Accueil' }).click()
  await page
    .getByRole('dialog', { name: 'Quitter cet écran ?' })
    .getByRole('button', { name: 'Quitter' })
    .click()
  const reloaded = page.waitForEvent('load')
  await offer(page).getByRole('button', { name: 'L’ouvrir maintenant' }).click()
  await reloaded
  await expect(page.getByRole('heading', { name: 'Bonjour, Claire', exact: true })).toBeVisible()
  await expect(offer(page)).toBeHidden()
})
