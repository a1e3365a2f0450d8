import { expect, type Locator, type Page, test } from '@playwright/test'
import { type App, serveApp } from '../../support/app'
import { createManche, createRecord, type Desk, joinServer, upToDate } from './desks'

let app: App
test.beforeAll(async () => {
  app = await serveApp()
})
test.afterAll(() => app.close())

async function address(page: Page): Promise<Locator> {
  await page.goto(`${app.url}/#/fiches/structure`)
  await page.getByRole('row', { name: /MJC du Port/ }).click()
  return page.getByRole('textbox', { name: 'Adresse', exact: true })
}

/** What the badge of the window says of the disk. */
const said = (page: Page, words: string): Locator => page.getByRole('banner').getByText(words)

/** Ends a window as a fault of the browser would; gives back another one of the same profile. */
async function crash({ page }: Desk): Promise<Page> {
  const again = await page.context().newPage()
  const crashed = page.waitForEvent('crash')
  const cdp = await page.context().newCDPSession(page)
  void cdp.send('Page.crash').catch(() => undefined) // it dies without answering
  await crashed
  return again
}

/** Runs in the page: how many drafts and forms its computer keeps. */
async function keptDrafts(): Promise<number> {
  const names = (await indexedDB.databases()).map(({ name }) => name ?? '')
  const opening = indexedDB.open(names.find((name) => name.startsWith('maillage-')) ?? '')
  return new Promise((resolve, reject) => {
    opening.onerror = () => reject(new Error('no database'))
    opening.onsuccess = () => {
      const meta = opening.result.transaction('meta').objectStore('meta')
      const counts = ['typed', 'begun'].map((kept) => meta.count(IDBKeyRange.bound(`${kept}/`, `${kept}0`)))
      meta.transaction.oncomplete = () => {
        opening.result.close()
        resolve(counts.reduce((sum, { result }) => sum + result, 0))
      }
    }
  })
}

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

test('what was typed a moment before its window died waits in its field', async ({ browser }) => {
  const claire = await createManche(browser, app)
  await createRecord(claire, 'structure', { Nom: 'MJC du Port' })
  const box = await address(claire.page)
  await box.pressSequentially('12 quai de l’Ouest')
  await expect.poll(() => claire.page.evaluate(keptDrafts)).toBe(1)
  const again = await crash(claire)
  await again.goto(app.url)
  const told = again.getByRole('alert').getByText('Une saisie n’était pas enregistrée')
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
  await panel.getByRole('textbox', { name: 'Décision' }).last().pressSequentially('Ouvrir le samedi')
  await claire.go('/fiches/structure')
  await claire.page.getByRole('button', { name: 'Nouvelle structure' }).click()
  const name = claire.page.getByRole('dialog').getByRole('textbox', { name: 'Nom', exact: true })
  await name.pressSequentially('MJC du Port')
  await expect.poll(() => claire.page.evaluate(keptDrafts)).toBe(2)

  const page = await crash(claire)
  await page.goto(`${app.url}/#/fiches/structure`)
  await expect(page.getByRole('alert').getByText('vous attendent')).toContainText('« Nouvelle structure »')
  // What is stored is said beside it, and what waits leads to where it was begun.
  await expect(said(page, 'Enregistré sur cet ordinateur')).toBeVisible()
  await page.getByRole('button', { name: '2 saisies à reprendre' }).click()
  await page.getByRole('menuitem', { name: '« Nouvelle structure »' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('textbox', { name: 'Nom', exact: true })).toHaveValue('MJC du Port')
  await dialog.getByRole('button', { name: 'Créer' }).click()
  await expect(page.getByRole('complementary', { name: 'MJC du Port' })).toBeVisible()

  await page.getByRole('button', { name: '1 saisie à reprendre' }).click()
  await page.getByRole('menuitem', { name: '« Ajouter la décision »' }).click()
  const again = page.getByRole('complementary', { name: /Cotech/ })
  await expect(again.getByRole('textbox', { name: 'Décision' }).last()).toHaveValue('Ouvrir le samedi')
  await again.getByRole('button', { name: 'Ajouter la décision' }).click()
  await expect(again.getByText(/^2026-.*-01$/)).toBeVisible()
  await expect.poll(() => page.evaluate(keptDrafts)).toBe(0)
  await expect(page.getByText('vous attendent')).toHaveCount(0)
  await expect(said(page, 'Enregistré sur cet ordinateur')).toBeVisible()
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

test('what cannot be stored waits through the closing of its space', async ({ browser }) => {
  const claire = await createManche(browser, app)
  await createRecord(claire, 'structure', { Nom: 'MJC du Port' })
  const { page } = claire
  await address(page)
  const mail = page.getByRole('textbox', { name: 'Courriel', exact: true })
  await mail.fill('pas une adresse')
  await page.getByRole('button', { name: /^Manche/ }).click()
  await page.getByRole('button', { name: 'Ouvrir Manche' }).click()
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
