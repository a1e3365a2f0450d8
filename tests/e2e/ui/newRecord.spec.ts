import { expect, test } from '@playwright/test'
import { type App, serveApp } from '../../support/app'
import { createManche, createRecord } from '../features/desks'

let app: App
test.beforeAll(async () => {
  app = await serveApp()
})
test.afterAll(() => app.close())

test('a name that is typed in a list and chosen nowhere stays, in red, and waits for its field', async ({
  browser,
}) => {
  const desk = await createManche(browser, app)
  const { page } = desk
  await createRecord(desk, 'structure', { Nom: 'MJC du Port' })
  const panel = page.getByRole('complementary')
  const manager = panel.getByRole('combobox', { name: /^Responsable/ })
  const status = panel.getByRole('combobox', { name: /^Type de structure/ })
  await manager.fill('Jeanne Toutain')
  await manager.press('Tab')
  await status.fill('double')
  await status.press('Tab')
  const isKept = async (): Promise<void> => {
    await expect(manager).toHaveValue('Jeanne Toutain')
    await expect(manager).toHaveAttribute('aria-invalid', 'true')
    await expect(panel.getByText(/Jeanne Toutain\s» n’est pas retenu.*créez la fiche/)).toBeVisible()
    await expect(status).toHaveValue('double')
    await expect(panel.getByText(/double\s» n’est pas retenu. Choisissez/)).toBeVisible()
  }
  await isKept()
  await desk.go('/fiches/meeting')
  await page.getByText('2 saisies à reprendre').click()
  await page.getByRole('menuitem', { name: /Responsable/ }).click()
  await isKept()
  await page.reload()
  await isKept()
  await manager.click()
  await page.getByRole('option', { name: /^Nouveau contact/ }).click()
  await expect(manager).toHaveValue('Jeanne Toutain')
  await expect(manager).not.toHaveAttribute('aria-invalid', 'true')
  await status.press('Escape')
  await expect(status).toHaveValue('')
  await desk.go('/fiches/meeting')
  await expect(page.getByText(/à reprendre/)).toHaveCount(0)
  expect(desk.faults).toEqual([])
})
