import { expect, test } from '@playwright/test'
import { type App, serveApp } from '../../support/app'
import { createManche, createRecord } from '../features/desks'

let app: App
test.beforeAll(async () => {
  app = await serveApp()
})
test.afterAll(() => app.close())

test('Ctrl Z in a form undoes what was done last, and never what the field before holds', async ({
  browser,
}) => {
  const desk = await createManche(browser, app)
  const { page } = desk
  await createRecord(desk, 'partner', { Nom: 'Conseil départemental' })
  const panel = page.getByRole('complementary', { name: 'Conseil départemental' })
  const short = panel.getByLabel('Sigle', { exact: true })
  await short.fill('')
  await short.pressSequentially('CD5')
  await short.press('Tab')
  await expect(page.getByRole('button', { name: /^Annuler : Modification/ })).toBeVisible()

  // What is being typed is the field's own to take back.
  await short.press('End')
  await short.pressSequentially('0')
  await short.press('Control+z')
  await expect(short).toHaveValue('CD5')

  const kind = panel.getByLabel('Type', { exact: true }).first()
  await kind.click()
  await page.getByRole('option', { name: 'Association' }).click()
  await expect(kind).toHaveValue('Association')
  await kind.press('Control+z')
  await expect(kind).toHaveValue('')
  await expect(short).toHaveValue('CD5')
  await kind.press('Control+z')
  await expect(short).toHaveValue('')
  await kind.press('Control+Shift+z')
  await expect(short).toHaveValue('CD5')
  expect(desk.faults).toEqual([])
})
