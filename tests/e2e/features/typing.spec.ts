import { expect, type Locator, type Page, test } from '@playwright/test'
import { type App, serveApp } from '../../support/app'
import { createManche, createRecord, type Desk, joinServer, upToDate } from './desks'
import { addressOf, keptDrafts, said } from './drafts'

let app: App
test.beforeAll(async () => {
  app = await serveApp()
})
test.afterAll(() => app.close())

const address = (page: Page): Promise<Locator> => addressOf(page, app.url)

test('what is being typed is not called saved; a pause stores it, and a window that closes asks, and stores it meanwhile', async ({
  browser,
}) => {
  const claire = await createManche(browser, app)
  await createRecord(claire, 'structure', { Nom: 'MJC du Port' })
  const { page } = claire
  const box = await address(page)
  await box.pressSequentially('1 rue du Port')
  await expect(said(page, 'Saisie en cours')).toBeVisible()
  await expect(said(page, 'Enregistré sur cet ordinateur')).toBeVisible({ timeout: 15_000 })
  await expect(box).toBeFocused()
  await expect(box).toHaveValue('1 rue du Port')

  await box.pressSequentially(' bis')
  await expect(said(page, 'Saisie en cours')).toBeVisible()
  const asked = page.waitForEvent('dialog')
  await page.close({ runBeforeUnload: true })
  const dialog = await asked
  expect(dialog.type()).toBe('beforeunload')
  // Whoever leaves all the same has been told; whoever stays finds it stored, and is asked nothing any more.
  await dialog.dismiss()
  await expect(said(page, 'Enregistré sur cet ordinateur')).toBeVisible()
  await page.close({ runBeforeUnload: true })
  await page.waitForEvent('close')
  const again = await page.context().newPage()
  await expect(await address(again)).toHaveValue('1 rue du Port bis')
  expect(claire.faults).toEqual([])
})

test('what cannot be stored waits for its field to come back, and is never dropped under « Enregistré »', async ({
  browser,
}) => {
  const claire = await createManche(browser, app)
  await createRecord(claire, 'structure', { Nom: 'MJC du Port' })
  const { page } = claire
  await address(page)
  const mail = page.getByRole('textbox', { name: 'Courriel', exact: true })
  const long = `${'Une présentation bien trop longue. '.repeat(30)}Fin.`
  const presentation = page.getByRole('textbox', { name: 'Présentation', exact: true })
  await presentation.fill(long)
  await mail.fill('pas une adresse')
  await mail.press('Tab')
  await expect(said(page, 'Saisie en cours')).toBeVisible()
  await claire.go('/fiches/meeting')
  const told = page.getByRole('status').getByText('Ne sont pas enregistrés et vous attendent')
  await expect(told).toContainText('« Courriel » (MJC du Port)')
  await expect(told).toContainText('« Présentation » (MJC du Port)')
  await expect(said(page, '2 saisies à reprendre')).toBeVisible()

  await address(page)
  await expect(presentation).toHaveValue(long)
  await expect(presentation).toHaveAttribute('aria-invalid', 'true')
  await expect(mail).toHaveValue('pas une adresse')
  await presentation.fill('Une maison de jeunes.')
  await mail.fill('mjc@port.example.org')
  await mail.press('Tab')
  await expect(said(page, 'Enregistré sur cet ordinateur')).toBeVisible()
  await claire.go('/fiches/meeting')
  await expect(mail).toBeHidden()
  await address(page)
  await expect(mail).toHaveValue('mjc@port.example.org')
  await expect(presentation).toHaveValue('Une maison de jeunes.')
  expect(claire.faults).toEqual([])
})

test('what cannot be stored waits through the closing of its space', async ({ browser }) => {
  const claire = await createManche(browser, app)
  await createRecord(claire, 'structure', { Nom: 'MJC du Port' })
  const { page } = claire
  await address(page)
  const mail = page.getByRole('textbox', { name: 'Courriel', exact: true })
  await mail.fill('pas une adresse')
  await page.getByRole('button', { name: /^Manche/ }).click()
  await page.getByRole('button', { name: 'Ouvrir Manche' }).click()
  await expect(page.getByRole('heading', { name: /^Bonjour/ })).toBeVisible() // a space opens on its first screen
  await address(page)
  await expect(mail).toHaveValue('pas une adresse')
  await mail.press('Escape')
  await expect(mail).toHaveValue('')
  await expect.poll(() => page.evaluate(keptDrafts)).toBe(0)
  expect(claire.faults).toEqual([])
})

test('a refusal goes when the field holds again what it held', async ({ browser }) => {
  const claire = await createManche(browser, app)
  await createRecord(claire, 'structure', { Nom: 'MJC du Port' })
  const { page } = claire
  await address(page)
  const name = page.getByRole('textbox', { name: 'Nom', exact: true })
  await name.fill('')
  await name.press('Tab')
  await expect(page.getByText('« Nom » est à remplir.')).toBeVisible()
  await name.fill('MJC du Port')
  await name.press('Tab')
  await expect(page.getByText('« Nom » est à remplir.')).toBeHidden()
  expect(claire.faults).toEqual([])
})

test('a word of an open list is on its way to the disk before it is one of them', async ({ browser }) => {
  const claire = await createManche(browser, app)
  await createRecord(claire, 'promeneur', { Prénom: 'Léo', Nom: 'Essai' })
  const { page } = claire
  const panel = page.getByRole('complementary', { name: 'Léo Essai' })
  await panel.getByLabel('Secteur d’intervention').pressSequentially('Baie du Mont')
  await expect(said(page, 'Saisie en cours')).toBeVisible()
  await claire.go('/fiches/structure')
  await expect(panel).toBeHidden()
  await claire.go('/fiches/promeneur')
  await page.getByRole('row', { name: /Léo Essai/ }).click()
  await expect(panel.getByText('Baie du Mont')).toBeVisible()
  expect(claire.faults).toEqual([])
})

test('a window that takes over finds what was being typed in the other one', async ({ browser }) => {
  const claire = await createManche(browser, app)
  await createRecord(claire, 'structure', { Nom: 'MJC du Port' })
  const box = await address(claire.page)
  await box.pressSequentially('3 quai du Port')
  const other = await claire.page.context().newPage()
  await other.goto(app.url)
  await other.getByRole('button', { name: 'Continuer dans cette fenêtre' }).click()
  await expect(claire.page.getByText('Tout ce qui était saisi ici est enregistré.')).toBeVisible()
  await expect(await address(other)).toHaveValue('3 quai du Port')
  expect(claire.faults).toEqual([])
})

test('a window that waits for a space opens it once the other window is closed', async ({ browser }) => {
  const claire = await createManche(browser, app)
  await createRecord(claire, 'structure', { Nom: 'MJC du Port' })
  const other = await claire.page.context().newPage()
  await other.goto(app.url)
  await expect(other.getByText('Dès que vous l’y aurez fermé, il s’ouvrira ici.')).toBeVisible()
  await claire.page.close()
  await expect(other.getByRole('heading', { name: /^Bonjour/ })).toBeVisible()
  expect(claire.faults).toEqual([])
})

test('a field that changes elsewhere while it is typed in shows both values, and waits for a choice', async ({
  browser,
}) => {
  const claire = await joinServer(browser, app, 'coordinator', 'Claire Martin')
  await createRecord(claire, 'structure', { Nom: 'MJC du Port' })
  await upToDate(claire)
  const anne = await joinServer(browser, app, 'coordinator', 'Anne Duval')
  const boxes = [await address(claire.page), await address(anne.page)] as const
  const write = async (desk: Desk, box: Locator, text: string): Promise<void> => {
    await box.fill(text)
    await box.press('Enter')
    await expect(said(desk.page, 'Enregistré sur cet ordinateur')).toBeVisible()
  }

  await boxes[1].pressSequentially('9 place')
  await write(claire, boxes[0], '1 rue du Port')
  await expect(anne.page.getByText('a reçu « 1 rue du Port » ailleurs')).toBeVisible({ timeout: 60_000 })
  await boxes[1].press('Tab')
  await expect(boxes[1]).toHaveValue('9 place')
  await anne.page.getByRole('button', { name: 'Prendre l’autre' }).click()
  await expect(boxes[1]).toHaveValue('1 rue du Port')

  await boxes[1].fill('9 place du Marché')
  await write(claire, boxes[0], '2 rue du Port')
  await anne.page.getByRole('button', { name: 'Garder ma saisie' }).click({ timeout: 60_000 })
  await expect(boxes[0]).toHaveValue('9 place du Marché', { timeout: 60_000 })
  await expect(boxes[1]).toHaveValue('9 place du Marché')
  expect([...claire.faults, ...anne.faults]).toEqual([])
})

test('what waits in a field is taken up in that very field, whatever page of its record is open', async ({
  browser,
}) => {
  const claire = await createManche(browser, app)
  await createRecord(claire, 'structure', { Nom: 'MJC du Port' })
  const { page } = claire
  await address(page)
  const mail = page.getByRole('textbox', { name: 'Courriel', exact: true })
  await mail.fill('pas une adresse')
  await page.getByRole('tab', { name: 'Historique' }).click()
  const takeUp = async (): Promise<void> => {
    await said(page, '1 saisie à reprendre').click()
    await page.getByRole('menuitem', { name: /Courriel/ }).click()
    await expect(mail).toBeFocused()
    await expect(mail).toBeInViewport()
    await expect(mail).toHaveAttribute('aria-invalid', 'true')
  }
  await takeUp()
  await claire.go('/fiches/meeting')
  await takeUp()
  await claire.go('/')
  await page.reload()
  await takeUp()
  expect(claire.faults).toEqual([])
})
