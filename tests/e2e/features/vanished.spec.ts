import { type Browser, expect, type Page, test } from '@playwright/test'
import { type App, serveApp } from '../../support/app'
import { workbook } from '../../support/appDesk'
import { createRecord, type Desk, joinServer, upToDate } from './desks'

let app: App
test.beforeEach(async () => {
  app = await serveApp()
})
test.afterEach(() => app.close())

const GONE = 'La base de cet ordinateur a disparu. Exportez ou sauvegardez avant de fermer cette fenêtre.'

/** Deletes the open space's database, as a page of the same origin may: whether the browser did it. */
const deleteDatabase = (page: Page): Promise<string> =>
  page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const asked = indexedDB.deleteDatabase(`maillage-${localStorage.getItem('maillage.last')}`)
        asked.onsuccess = () => resolve('deleted')
        asked.onerror = () => resolve('refused')
      }),
  )

const databases = (page: Page): Promise<(string | undefined)[]> =>
  page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))

/** A joined desk without a network, whose database has just been deleted while a record is open on its screen. */
async function bereft(browser: Browser): Promise<Desk & { readonly key: string }> {
  const desk = await joinServer(browser, app, 'coordinator', 'Claire Martin')
  await createRecord(desk, 'structure', { Nom: 'MJC du Port' })
  await upToDate(desk)
  await desk.page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await desk.offline(true)
  expect(await deleteDatabase(desk.page)).toBe('deleted')
  await expect(desk.page.getByRole('alert').filter({ hasText: GONE })).toBeVisible({ timeout: 2000 })
  return desk
}

/** Renames the record that is open. */
async function rename(page: Page, name: string): Promise<void> {
  const box = page.getByRole('complementary').getByLabel('Nom', { exact: true })
  await box.fill(name)
  await box.press('Tab')
}

test('(T26) a database deleted under its window is said before the next edit, and all can still be exported and saved', async ({
  browser,
}) => {
  const desk = await bereft(browser)
  const { page } = desk
  await rename(page, 'MJC du Large')
  await expect(page.getByText('Rien ne s’enregistre plus', { exact: true }).first()).toBeVisible()
  await expect(page.getByText('Enregistré sur cet ordinateur')).toHaveCount(0)
  expect(await databases(page)).toEqual(['maillage'])

  await page.getByRole('link', { name: 'Exporter ou sauvegarder' }).click()
  const file = await workbook(page, () => page.getByRole('button', { name: 'Tout exporter' }).click())
  const cells = file.worksheets.flatMap((sheet) => sheet.getSheetValues().flat(2))
  expect(cells).toContain('MJC du Large')
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Enregistrer une sauvegarde maintenant' }).click()
  const backup = await (await downloading).path()

  await page.reload()
  const listed = page.getByRole('region', { name: 'Vos espaces sur cet ordinateur' })
  await expect(listed.getByText('Les données de cet espace ont disparu de cet ordinateur.')).toBeVisible()
  await page.getByRole('button', { name: 'Restaurer une sauvegarde' }).click()
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Choisir le fichier' }).click()
  await (await chooser).setFiles(backup)
  await page.getByLabel('Clé de secours').fill(desk.key)
  await page.getByRole('button', { name: 'Restaurer' }).click()
  await desk.go('/fiches/structure')
  await expect(page.getByRole('row', { name: /MJC du Large/ })).toBeVisible()
  expect(desk.faults).toEqual([])
})
