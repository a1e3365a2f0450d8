import { expect, test } from '@playwright/test'
import { type App, serveApp } from '../../support/app'
import { createManche, createRecord } from '../features/desks'

let app: App
test.beforeAll(async () => {
  app = await serveApp()
})
test.afterAll(() => app.close())

test('a new record begins at its first empty field; what is typed replaces a name that is chosen, and Enter makes no record of a longer one', async ({
  browser,
}) => {
  const desk = await createManche(browser, app)
  const { page } = desk
  await createRecord(desk, 'partner', { Nom: 'Caf de la Manche' })
  await createRecord(desk, 'structure', { Nom: 'MJC du Port' })
  await createRecord(desk, 'structure', { Nom: 'Espace jeunes' })
  const panel = page.getByRole('complementary')
  await panel.getByRole('tab', { name: 'Fiches liées' }).click()
  const add = panel.getByRole('button', { name: 'Ajouter : Conventions' })
  await add.click()
  const form = page.getByRole('dialog', { name: 'Nouvelle convention' })
  const structure = form.getByRole('combobox', { name: 'Structure', exact: true })
  await expect(structure).toHaveValue('Espace jeunes')
  await expect(form.locator('[data-field]').nth(1).locator('input').first()).toBeFocused()

  await structure.click()
  await structure.pressSequentially('mjc')
  await expect(structure).toHaveValue('mjc')
  await structure.press('Enter')
  await expect(structure).toHaveValue('MJC du Port')
  await structure.press('End')
  await structure.pressSequentially(' de nuit')
  const made = page.getByRole('option', { name: /^Nouvelle structure/ })
  await expect(made).toBeVisible()
  await expect(made).not.toHaveAttribute('data-combobox-selected')
  await structure.press('Enter')
  await structure.press('Escape')
  await structure.press('Tab')
  await expect(structure).toHaveValue('MJC du Port de nuit')
  await expect(structure).toHaveAttribute('aria-invalid', 'true')

  // A calendar takes its own Escape.
  await form.getByRole('button', { name: 'Calendrier : Du' }).click()
  const calendar = page.getByRole('table')
  await expect(calendar).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(calendar).toHaveCount(0)
  await expect(page.getByText('Abandonner cette fiche ?')).toHaveCount(0)
  await structure.fill('mjc')
  await structure.press('Enter')
  await expect(structure).toHaveValue('MJC du Port')
  await form.getByRole('textbox', { name: 'Du', exact: true }).fill('01/01/2026')
  await form.getByRole('button', { name: 'Créer' }).click()
  await expect(form).toHaveCount(0)
  await expect(add).toBeFocused()
  await desk.go('/fiches/structure')
  await expect(page.getByText('2 fiches')).toBeVisible()
  expect(desk.faults).toEqual([])
})

test('a line that is added leaves the focus in the next one', async ({ browser }) => {
  const desk = await createManche(browser, app)
  const { page } = desk
  await createRecord(desk, 'meeting', { Intitulé: 'Copil', Date: '12/11/2026' })
  const panel = page.getByRole('complementary')
  await panel.getByRole('tab', { name: 'Décisions' }).click()
  const text = panel.getByRole('textbox', { name: 'Décision', exact: true }).last()
  for (const words of ['La charte est signée', 'La MJC est retenue']) {
    await text.fill(words)
    await panel.getByRole('button', { name: 'Ajouter la décision' }).click()
    await expect(text).toHaveValue('')
    await expect(text).toBeFocused()
  }
  expect(desk.faults).toEqual([])
})

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

test('a new payment may have come already, and what tells communes apart is read on the one that is pointed at', async ({
  browser,
}) => {
  const desk = await createManche(browser, app)
  const { page } = desk
  await desk.go('/fiches/payment/nouveau')
  const form = page.getByRole('dialog', { name: 'Nouveau versement' })
  await expect(form.getByRole('textbox', { name: 'Montant reçu' })).toBeVisible()
  await expect(form.getByRole('textbox', { name: 'Reçu le', exact: true })).toBeVisible()
  await desk.go('/fiches/structure/nouveau')
  const commune = page.getByRole('dialog').getByRole('combobox', { name: 'Commune', exact: true })
  await commune.pressSequentially('granv')
  const pointed = page.locator('[role="option"][data-combobox-selected]', { hasText: 'Granville' })
  await expect(pointed).toContainText('50400')
  const colour = (element: Element): string => getComputedStyle(element).color
  expect(await pointed.locator('small').evaluate(colour)).toBe(await pointed.evaluate(colour))
  expect(desk.faults).toEqual([])
})
