import { expect, type Page, test } from '@playwright/test'
import { type App, serveApp } from '../../support/app'
import { serious } from '../../support/axe'
import { createManche } from '../../support/createManche'

let app: App
test.beforeAll(async () => {
  app = await serveApp()
})
test.afterAll(() => app.close())

async function openSpace(page: Page): Promise<void> {
  await page.goto(app.url)
  await createManche(page)
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Ouvrir mon espace' }).click()
  await expect(page.getByRole('heading', { name: 'Bonjour, Claire', exact: true })).toBeVisible()
}

test('what names a structure that is in the trash says so, in the panel and in the table', async ({
  page,
}) => {
  await openSpace(page)
  await page.goto(`${app.url}/#/fiches/structure/nouveau`)
  const form = page.getByRole('dialog')
  await form.getByRole('textbox', { name: 'Nom', exact: true }).fill('MJC du Port')
  await form.getByRole('button', { name: 'Créer' }).click()
  await expect(page.getByRole('complementary', { name: 'MJC du Port' })).toBeVisible()

  await page.goto(`${app.url}/#/fiches/promeneur/nouveau`)
  await form.getByRole('textbox', { name: 'Prénom' }).fill('Élodie')
  await form.getByRole('button', { name: 'Créer' }).click()
  const person = page.getByRole('complementary', { name: 'Élodie' })
  const structure = person.getByRole('combobox', { name: /^Structure($| Ouvrir)/ })
  await structure.fill('mjc')
  await structure.press('Enter')
  await expect(structure).toHaveValue('MJC du Port')
  const cell = page.getByRole('grid').getByRole('gridcell', { name: /^MJC du Port/ })
  await expect(cell).toHaveAccessibleName('MJC du Port')

  await person.getByRole('link', { name: 'Ouvrir la fiche : Structure' }).click()
  const panel = page.getByRole('complementary', { name: 'MJC du Port' })
  await panel.getByRole('button', { name: 'Autres actions' }).click()
  await page.getByRole('menuitem', { name: 'Mettre à la corbeille' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Mettre à la corbeille' }).click()
  await expect(page.getByText('Fiche mise à la corbeille. Ctrl Z annule.')).toBeVisible()

  await page.goto(`${app.url}/#/fiches/promeneur`)
  await expect(cell).toHaveAccessibleName('MJC du Port (à la corbeille)')
  await expect(cell.getByTitle('MJC du Port (à la corbeille)')).toHaveCSS('font-style', 'italic')
  await page.getByRole('grid').getByText('Élodie', { exact: true }).click()
  await expect(structure).toHaveValue('MJC du Port (à la corbeille)')
  // Looked at and left, it is no search: nothing is said, nothing is changed.
  await structure.focus()
  await structure.press('Tab')
  await expect(page.getByText(/n’a pas été retenu/)).toHaveCount(0)
  expect(await serious(page)).toEqual([])

  await page.keyboard.press('Control+z')
  await expect(structure).toHaveValue('MJC du Port')
  await expect(cell).toHaveAccessibleName('MJC du Port')
})

test('the history of a record says what was undone and what was redone', async ({ page }) => {
  await openSpace(page)
  await page.goto(`${app.url}/#/fiches/structure/nouveau`)
  await page.getByRole('dialog').getByRole('textbox', { name: 'Nom', exact: true }).fill('MJC du Port')
  await page.getByRole('dialog').getByRole('button', { name: 'Créer' }).click()
  const panel = page.getByRole('complementary', { name: 'MJC du Port' })
  const phone = panel.getByRole('textbox', { name: 'Téléphone' })
  await phone.fill('0233000000')
  await phone.press('Enter')
  await expect(phone).toHaveValue('02 33 00 00 00')
  await panel.getByRole('tab', { name: 'Historique' }).click()
  for (const key of ['Control+z', 'Control+Shift+z']) {
    await page.keyboard.press(key)
    const act = key === 'Control+z' ? 'a annulé : la modification' : 'a rétabli : la modification'
    await expect(panel.getByRole('listitem').first()).toContainText(`Claire Essai ${act}`)
  }
  await expect(panel.getByRole('listitem')).toHaveCount(4)
})
