import { expect, test } from '@playwright/test'
import { type App, serveApp } from '../../support/app'
import { createManche, createRecord } from './desks'

let app: App
test.beforeAll(async () => {
  app = await serveApp()
})
test.afterAll(() => app.close())

test('an undo after typed notes takes nothing older back unless it is asked again', async ({ browser }) => {
  const desk = await createManche(browser, app)
  const { page } = desk
  await createRecord(desk, 'meeting', { Intitulé: 'Cotech', Date: '10/01/2026' })
  await createRecord(desk, 'structure', { Nom: 'MJC du Port' })
  await desk.go('/fiches/meeting')
  await page.getByRole('row', { name: /Cotech/ }).click()
  const panel = page.getByRole('complementary', { name: /Cotech/ })
  await panel.getByRole('tab', { name: 'Notes' }).click()
  await panel.getByRole('textbox', { name: 'Notes de la réunion' }).click()
  await page.keyboard.type('Ouverture à 14 h')
  const told = page
    .getByRole('status')
    .filter({ hasText: 'Vos dernières modifications sont dans les notes de' })

  await panel.getByRole('heading', { name: /Cotech/ }).click()
  await page.keyboard.press('Control+z')
  await expect(told).toContainText(/Cotech.*Ctrl Z les annule quand le curseur y est/)
  await expect(panel.getByRole('textbox', { name: 'Notes de la réunion' })).toContainText('Ouverture')

  await panel.getByRole('textbox', { name: 'Notes de la réunion' }).click()
  await page.keyboard.type('30')
  await panel.getByRole('tab', { name: 'Décisions' }).click()
  await page.keyboard.press('Control+z')
  // The first one may still be on its way out.
  const left = told.filter({ hasText: 'Ctrl Z ne les reprend plus' })
  await expect(left).toContainText('Un autre Ctrl Z annulera')
  await expect(page.getByText(/^Annulé/)).toHaveCount(0)
  await left.getByRole('link', { name: 'Les ouvrir' }).click()
  await expect(panel.getByRole('textbox', { name: 'Notes de la réunion' })).toBeVisible()
  await panel.getByRole('tab', { name: 'Décisions' }).click()
  await page.keyboard.press('Control+z')
  await expect(page.getByText('Annulé : Création de MJC du Port')).toBeVisible()
  expect(desk.faults).toEqual([])
})
