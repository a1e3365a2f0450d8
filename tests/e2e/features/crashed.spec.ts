import { expect, type Locator, type Page, test } from '@playwright/test'
import { type App, serveApp } from '../../support/app'
import { createManche, createRecord } from './desks'
import { addressOf, crash, keptDrafts, said } from './drafts'

let app: App
test.beforeAll(async () => {
  app = await serveApp()
})
test.afterAll(() => app.close())

const address = (page: Page): Promise<Locator> => addressOf(page, app.url)

test('what was typed a moment before its window died waits in its field', async ({ browser }) => {
  const claire = await createManche(browser, app)
  await createRecord(claire, 'structure', { Nom: 'MJC du Port' })
  const box = await address(claire.page)
  await box.fill('12 quai de l’Ouest') // in one go: what is kept first is all of it
  await expect.poll(() => claire.page.evaluate(keptDrafts)).toBe(1)
  const again = await crash(claire)
  await again.goto(app.url)
  const told = again.getByRole('status').getByText('Une saisie n’était pas enregistrée')
  await expect(told).toContainText('« Adresse » (MJC du Port)')
  await again.getByRole('button', { name: '1 saisie à reprendre' }).click()
  await again.getByRole('menuitem', { name: '« Adresse » (MJC du Port)' }).click()

  const found = again.getByRole('textbox', { name: 'Adresse', exact: true })
  await expect(found).toHaveValue('12 quai de l’Ouest')
  await found.press('Enter')
  await expect(said(again, 'Enregistré sur cet ordinateur')).toBeVisible()
  await expect.poll(() => again.evaluate(keptDrafts)).toBe(0)
  await again.reload()
  await expect(await address(again)).toHaveValue('12 quai de l’Ouest')
  await expect(told).toBeHidden()
  expect(claire.faults).toEqual([])
})

test('what was kept of a text that was stored since is no draft, though its window died before it was forgotten', async ({
  browser,
}) => {
  const claire = await createManche(browser, app)
  await createRecord(claire, 'structure', { Nom: 'MJC du Port' })
  const box = await address(claire.page)
  await box.pressSequentially('12 quai')
  await expect.poll(() => claire.page.evaluate(keptDrafts)).toBe(1)
  // As if the window died between the two: what is stored cannot be forgotten any more.
  await claire.page.evaluate(() => {
    IDBObjectStore.prototype.delete = () => {
      throw new Error('the window is dead')
    }
  })
  await box.pressSequentially(' de l’Ouest')
  await box.press('Enter')
  await expect(said(claire.page, 'Enregistré sur cet ordinateur')).toBeVisible()

  const again = await crash(claire)
  await again.goto(app.url)
  const found = await address(again)
  await expect(found).toHaveValue('12 quai de l’Ouest')
  await expect(again.getByText('ailleurs')).toHaveCount(0)
  await expect.poll(() => again.evaluate(keptDrafts)).toBe(0)
  expect(claire.faults).toEqual([])
})

test('a new record and a line that were being filled in as their window died wait where they were begun', async ({
  browser,
}) => {
  const claire = await createManche(browser, app)
  await createRecord(claire, 'meeting', { Intitulé: 'Cotech', Date: '10/01/2026' })
  const panel = claire.page.getByRole('complementary', { name: /Cotech/ })
  await panel.getByRole('tab', { name: 'Décisions' }).click()
  await panel.getByRole('textbox', { name: 'Décision' }).last().fill('Ouvrir le samedi')
  await claire.go('/fiches/structure')
  await claire.page.getByRole('button', { name: 'Nouvelle structure' }).click()
  const name = claire.page.getByRole('dialog').getByRole('textbox', { name: 'Nom', exact: true })
  await name.fill('MJC du Port')
  await expect.poll(() => claire.page.evaluate(keptDrafts)).toBe(2)

  const page = await crash(claire)
  await page.goto(`${app.url}/#/fiches/structure`)
  await expect(page.getByRole('status').getByText('vous attendent')).toContainText('« Nouvelle structure »')
  // What is stored is said beside it, and what waits leads to where it was begun.
  await expect(said(page, 'Enregistré sur cet ordinateur')).toBeVisible()
  await page.getByRole('button', { name: '2 saisies à reprendre' }).click()
  await page.getByRole('menuitem', { name: '« Nouvelle structure »' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('textbox', { name: 'Nom', exact: true })).toHaveValue('MJC du Port')
  await dialog.getByRole('button', { name: 'Créer' }).click()
  await expect(page.getByRole('complementary', { name: 'MJC du Port' })).toBeVisible()

  await page.getByRole('button', { name: '1 saisie à reprendre' }).click()
  await page.getByRole('menuitem', { name: /^« Ajouter la décision » \(.*Cotech.*\)$/ }).click()
  const again = page.getByRole('complementary', { name: /Cotech/ })
  await expect(again.getByRole('textbox', { name: 'Décision' }).last()).toHaveValue('Ouvrir le samedi')
  await expect(again.getByRole('textbox', { name: 'Décision' }).last()).toBeFocused()
  await again.getByRole('button', { name: 'Ajouter la décision' }).click()
  await expect(again.getByText(/^2026-.*-01$/)).toBeVisible()
  await expect.poll(() => page.evaluate(keptDrafts)).toBe(0)
  await expect(page.getByText('vous attendent')).toHaveCount(0)
  await expect(said(page, 'Enregistré sur cet ordinateur')).toBeVisible()
  expect(claire.faults).toEqual([])
})

test('what cannot be read in a new record waits with the rest of it', async ({ browser }) => {
  const claire = await createManche(browser, app)
  await claire.go('/fiches/promeneur')
  await claire.page.getByRole('button', { name: 'Nouveau promeneur' }).click()
  const box = claire.page.getByRole('dialog').getByRole('textbox', { name: 'Courriel', exact: true })
  await box.fill('maelle(at)ex.fr')
  await box.press('Tab')
  await expect.poll(() => claire.page.evaluate(keptDrafts)).toBe(1)

  const page = await crash(claire)
  await page.goto(`${app.url}/#/fiches/promeneur`)
  await page.getByRole('button', { name: '1 saisie à reprendre' }).click()
  await page.getByRole('menuitem', { name: '« Nouveau promeneur »' }).click()
  const email = page.getByRole('dialog').getByRole('textbox', { name: 'Courriel', exact: true })
  await expect(email).toHaveValue('maelle(at)ex.fr')
  await expect(email).toHaveAttribute('aria-invalid', 'true')
  await email.fill('maelle@ex.test')
  await page.getByRole('dialog').getByRole('textbox', { name: 'Prénom', exact: true }).fill('Maëlle')
  await page.getByRole('dialog').getByRole('button', { name: 'Créer' }).click()
  const panel = page.getByRole('complementary', { name: 'Maëlle' })
  await expect(panel.getByRole('textbox', { name: 'Courriel', exact: true })).toHaveValue('maelle@ex.test')
  await expect.poll(() => page.evaluate(keptDrafts)).toBe(0)
  expect(claire.faults).toEqual([])
})

test('a new record that is given up is given up for good; one that is left is not', async ({ browser }) => {
  const claire = await createManche(browser, app)
  const { page } = claire
  await claire.go('/fiches/structure')
  const begin = page.getByRole('button', { name: 'Nouvelle structure' }).first()
  const name = page.getByRole('dialog').getByRole('textbox', { name: 'Nom', exact: true })
  await begin.click()
  await name.fill('MJC du Port')
  await expect.poll(() => page.evaluate(keptDrafts)).toBe(1)
  await claire.go('/fiches/meeting')
  await expect(page.getByText('elle vous y attend')).toBeVisible()
  await claire.go('/fiches/structure')
  await begin.click()
  await expect(name).toHaveValue('MJC du Port')
  await expect(page.getByRole('dialog').locator(':focus')).toContainText('Vous aviez commencé')
  await page.keyboard.press('Enter')
  await expect(name).toHaveValue('MJC du Port')
  await page.getByRole('button', { name: 'Repartir de zéro' }).click()
  await expect(name).toHaveValue('')
  await expect(name).toBeFocused()
  await expect.poll(() => page.evaluate(keptDrafts)).toBe(0)

  await name.fill('MJC du Large')
  await expect.poll(() => page.evaluate(keptDrafts)).toBe(1)
  await page.getByRole('dialog').getByRole('button', { name: 'Annuler' }).click()
  await page.getByRole('button', { name: 'Abandonner' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect.poll(() => page.evaluate(keptDrafts)).toBe(0)
  await begin.click()
  await expect(name).toHaveValue('')
  expect(claire.faults).toEqual([])
})

test('what waits in a record that is trashed is read where it is listed, and is in its field once it is restored', async ({
  browser,
}) => {
  const claire = await createManche(browser, app)
  const { page } = claire
  await createRecord(claire, 'structure', { Nom: 'MJC du Port' })
  const email = page.getByRole('textbox', { name: 'Courriel', exact: true })
  await email.fill('port(at)ex.fr')
  await email.press('Tab')
  await expect.poll(() => page.evaluate(keptDrafts)).toBe(1)
  const panel = page.getByRole('complementary', { name: 'MJC du Port' })
  await panel.getByRole('button', { name: 'Autres actions' }).click()
  await page.getByRole('menuitem', { name: 'Mettre à la corbeille' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Mettre à la corbeille' }).click()
  await expect(panel).toBeHidden()

  const again = await crash(claire)
  await again.goto(app.url)
  const listed = again.getByRole('menuitem', { name: '« Courriel » (MJC du Port)' })
  await again.getByRole('button', { name: '1 saisie à reprendre' }).click()
  await listed.click()
  const dialog = again.getByRole('dialog', { name: '« Courriel » (MJC du Port)' })
  await expect(dialog.getByText('port(at)ex.fr')).toBeVisible()
  await expect(dialog.getByText('La fiche est à la corbeille')).toBeVisible()
  await dialog.getByRole('link', { name: 'Voir la fiche' }).click()
  const found = again.getByRole('textbox', { name: 'Courriel', exact: true })
  await expect(found).toBeDisabled()
  await expect(found).toHaveValue('')
  await again.getByRole('button', { name: 'Autres actions' }).click()
  await again.getByRole('menuitem', { name: 'Restaurer' }).click()
  await expect(found).toHaveValue('port(at)ex.fr')
  await found.fill('port@ex.test')
  await found.press('Enter')
  await expect.poll(() => again.evaluate(keptDrafts)).toBe(0)
  expect(claire.faults).toEqual([])
})

test('a word that was being typed in an open list as its window died waits in its field', async ({
  browser,
}) => {
  const claire = await createManche(browser, app)
  await createRecord(claire, 'promeneur', { Prénom: 'Léo', Nom: 'Essai' })
  const areas = (page: Page): Locator =>
    page.getByRole('complementary', { name: 'Léo Essai' }).getByLabel('Secteur d’intervention')
  await areas(claire.page).fill('Baie')
  await expect.poll(() => claire.page.evaluate(keptDrafts)).toBe(1)
  await areas(claire.page).fill('')
  await expect.poll(() => claire.page.evaluate(keptDrafts)).toBe(0)
  await areas(claire.page).fill('Baie du Mont')
  await expect.poll(() => claire.page.evaluate(keptDrafts)).toBe(1)

  const page = await crash(claire)
  await page.goto(app.url)
  await page.getByRole('button', { name: '1 saisie à reprendre' }).click()
  await page.getByRole('menuitem', { name: '« Secteur d’intervention » (Léo Essai)' }).click()
  await expect(areas(page)).toHaveValue('Baie du Mont')
  await areas(page).press('Enter')
  await expect(page.getByRole('complementary').getByText('Baie du Mont')).toBeVisible()
  await expect.poll(() => page.evaluate(keptDrafts)).toBe(0)
  expect(claire.faults).toEqual([])
})
