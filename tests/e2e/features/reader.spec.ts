import { expect, test } from '@playwright/test'
import { type App, serveApp } from '../../support/app'
import { serious } from '../../support/axe'
import { createRecord, joinServer, upToDate } from './desks'

let app: App
test.beforeAll(async () => {
  app = await serveApp()
})
test.afterAll(() => app.close())

test('whoever only reads sees what is shared, and is offered nothing that she may not do', async ({
  browser,
}) => {
  const claire = await joinServer(browser, app, 'coordinator', 'Claire Essai')
  await createRecord(claire, 'promeneur', { Prénom: 'Ada', Nom: 'Zébulon' })
  await upToDate(claire)
  const reader = await joinServer(browser, app, 'reader', 'Rose Essai')
  const { page } = reader

  await reader.go('/fiches/promeneur')
  await page.getByRole('row', { name: /Ada/ }).click({ timeout: 60_000 })
  const panel = page.getByRole('complementary', { name: /Ada/ })
  await expect(panel).toBeVisible()
  await expect(page.getByText('Zébulon')).toHaveCount(0)
  await expect(panel.getByRole('tab', { name: 'Historique' })).toHaveCount(0)
  await expect(panel.locator('input:enabled, textarea:enabled, [contenteditable="true"]')).toHaveCount(0)
  expect(await serious(page)).toEqual([])

  const menu = page.getByRole('navigation', { name: 'Menu' })
  await expect(menu.getByRole('link', { name: 'Rapports' })).toBeVisible()
  for (const name of ['À vérifier', 'Doublons', 'Importer', 'National'])
    await expect(menu.getByRole('link', { name })).toHaveCount(0)
  for (const path of ['/a-verifier', '/doublons', '/import', '/national']) {
    await reader.go(path)
    await expect(page.getByRole('heading', { name: 'Cette page n’existe pas' })).toBeVisible()
  }
  await reader.go('/reglages')
  const pages = page.getByRole('navigation', { name: 'Pages des réglages' })
  await expect(pages.getByRole('link', { name: 'Un ordinateur perdu' })).toBeVisible()
  await expect(pages.getByRole('link', { name: /succède|deuxième/ })).toHaveCount(0)
  expect([claire.faults, reader.faults]).toEqual([[], []])
})
