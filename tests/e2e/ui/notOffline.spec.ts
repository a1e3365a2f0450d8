import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { type App, builtPages, serveApp } from '../../support/app'
import { serious } from '../../support/axe'
import { createManche } from '../features/desks'

let folder: string
let app: App
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'maillage-offline-'))
  cpSync(builtPages, join(folder, 'web'), { recursive: true })
  const worker = join(folder, 'web/sw.js')
  const source = readFileSync(worker, 'utf8')
  const lacking = source.replace('["./",', '["./","assets/never-came.js",')
  expect(lacking).not.toBe(source)
  writeFileSync(worker, lacking)
  app = await serveApp(join(folder, 'web'))
})
test.afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})

const title = 'Maillage ne s’ouvre pas sans réseau dans ce navigateur'

test('a browser that could not keep the application says so before anybody counts on it', async ({
  browser,
}) => {
  const first = await browser.newPage()
  await first.goto(app.url)
  await expect(first.getByText(title)).toBeVisible()
  await first.close()

  const desk = await createManche(browser, app)
  const { page } = desk
  await desk.go('/')
  const notice = page.getByRole('status').filter({ hasText: title })
  await expect(notice).toContainText('prenez l’application de bureau')
  expect(await serious(page)).toEqual([])
  await notice.getByRole('link', { name: 'Voir « Cet ordinateur »' }).click()
  await expect(page.getByText('Ne s’ouvre pas sans réseau', { exact: true })).toBeVisible()
  await expect(notice).toBeVisible()

  await desk.go('/')
  await notice.getByRole('button', { name: 'C’est noté' }).click()
  await expect(notice).toHaveCount(0)
  await page.reload()
  await expect(page.getByRole('heading', { name: /^Bonjour/ })).toBeVisible()
  await expect(notice).toHaveCount(0)
  await desk.go('/reglages/poste')
  await expect(notice).toBeVisible()
  expect(desk.faults).toEqual([])
})

test.describe('where everything came', () => {
  let whole: App
  test.beforeAll(async () => {
    whole = await serveApp()
  })
  test.afterAll(() => whole.close())

  test('it says that it opens, and opens without the server', async ({ browser }) => {
    const desk = await createManche(browser, whole)
    const { page } = desk
    await desk.go('/reglages/poste')
    await expect(page.getByText('S’ouvre et fonctionne sans réseau, dans ce navigateur')).toBeVisible()
    await whole.stop()
    await page.reload()
    await expect(page.getByText('S’ouvre et fonctionne sans réseau, dans ce navigateur')).toBeVisible()
    await whole.start()
    expect(desk.faults).toEqual([])
  })
})
