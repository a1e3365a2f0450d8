import { expect, type Page, test } from '@playwright/test'
import { type App, serveApp } from '../../support/app'
import { serious } from '../../support/axe'
import { createManche } from '../../support/createManche'

let app: App
test.beforeAll(async () => {
  app = await serveApp()
})
test.afterAll(() => app.close())

/** Faults of the page itself; a test that leaves any has failed. */
function faultsOf(page: Page): string[] {
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('404')) faults.push(message.text())
  })
  return faults
}

/** Creates the Manche's space from the first screen. */
async function createSpace(page: Page): Promise<void> {
  await page.goto(app.url)
  await createManche(page)
  await expect(page.getByRole('heading', { name: 'Votre clé de secours' })).toBeVisible()
}

async function openSpace(page: Page): Promise<void> {
  await createSpace(page)
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Ouvrir mon espace' }).click()
  await expect(page.getByRole('heading', { name: 'Bonjour, Claire', exact: true })).toBeVisible()
}

async function discover(page: Page): Promise<void> {
  await page.goto(app.url)
  await page.getByRole('button', { name: /^Découvrir :/ }).click()
  await expect(page.getByRole('heading', { name: /^Bonjour/ })).toBeVisible({ timeout: 90_000 })
}

test('a first run shows its recovery key once, and opens only when it is said to be kept', async ({
  page,
}) => {
  const faults = faultsOf(page)
  await createSpace(page)
  const groups = page.getByRole('list', { name: /Clé de secours/ }).getByRole('listitem')
  await expect(groups).toHaveCount(14)
  for (const group of await groups.allTextContents()) expect(group).toMatch(/^[0-9A-Z]{4}$/)
  await expect(page.getByRole('button', { name: 'Ouvrir mon espace' })).toBeDisabled()
  expect(await serious(page)).toEqual([])
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Ouvrir mon espace' }).click()
  await expect(page.getByRole('heading', { name: 'Commençons par votre réseau' })).toBeVisible()
  await expect(page.getByText('Enregistré sur cet ordinateur')).toBeVisible()
  expect(faults).toEqual([])
})

test('a form says in words what is wrong, keeps what is right, and it is there after a reload', async ({
  page,
}) => {
  await openSpace(page)
  await page.getByRole('link', { name: 'Ajouter une structure' }).click()
  const form = page.getByRole('dialog')
  await form.getByRole('button', { name: 'Créer' }).click()
  await expect(form.getByText('« Nom » est à remplir.')).toBeVisible()
  await form.getByRole('textbox', { name: 'Nom', exact: true }).fill('Foyer de la Baie')
  await form.getByRole('button', { name: 'Créer' }).click()
  const panel = page.getByRole('complementary', { name: 'Foyer de la Baie' })
  await expect(panel).toBeVisible()

  const siret = panel.getByRole('textbox', { name: 'SIRET ou RNA' })
  await siret.fill('123')
  await siret.press('Enter')
  await expect(siret).toHaveAttribute('aria-invalid', 'true')
  await expect(siret).toHaveAccessibleDescription(/14 chiffres/)
  await siret.press('Escape')
  await expect(siret).toHaveValue('')
  await expect(panel).toBeVisible()

  const phone = panel.getByRole('textbox', { name: 'Téléphone' })
  await phone.fill('233000000')
  await phone.press('Enter')
  await expect(phone).toHaveValue('02 33 00 00 00')
  const charte = panel.getByRole('textbox', { name: 'Charte signée le' })
  await charte.fill('3/11/26')
  await charte.press('Tab')
  await expect(charte).toHaveValue('03/11/2026')

  await panel.getByRole('button', { name: 'Type de structure' }).click()
  await expect(panel.getByRole('combobox', { name: 'Type de structure' })).toBeFocused()
  await expect(page.getByRole('listbox')).toHaveCount(0) // it opens when it is asked for

  await expect(panel.getByText('Enregistré sur cet ordinateur')).toBeVisible()
  await page.reload()
  await expect(panel.getByRole('textbox', { name: 'Téléphone' })).toHaveValue('02 33 00 00 00')
  await panel.getByRole('tab', { name: 'Historique' }).click()
  await expect(panel.getByText('Claire Essai').first()).toBeVisible()
})

test('an edit, a trash and a restore are each one step back', async ({ page }) => {
  await openSpace(page)
  await page.getByRole('link', { name: 'Ajouter un promeneur' }).click()
  await page.getByRole('dialog').getByRole('textbox', { name: 'Prénom' }).fill('Élodie')
  await page.getByRole('dialog').getByRole('textbox', { name: 'Nom', exact: true }).fill('Mauger')
  await page.keyboard.press('Enter')
  const panel = page.getByRole('complementary', { name: 'Élodie Mauger' })
  await expect(panel).toBeVisible()
  await panel.getByRole('button', { name: 'Autres actions' }).click()
  await page.getByRole('menuitem', { name: 'Mettre à la corbeille' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Mettre à la corbeille' }).click()
  await expect(page.getByText('Promeneurs : rien pour l’instant')).toBeVisible()
  await page.getByRole('link', { name: 'Corbeille' }).click()
  await page.getByRole('button', { name: 'Restaurer Élodie Mauger' }).click()
  await expect(page.getByText('La corbeille est vide')).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(page.getByRole('button', { name: 'Restaurer Élodie Mauger' })).toBeVisible()
  await page.keyboard.press('Control+Shift+z')
  await expect(page.getByText('La corbeille est vide')).toBeVisible()
})

test('the trash begins with what was put there last, and says which record came back', async ({ page }) => {
  await openSpace(page)
  const names = ['Atelier', 'Foyer', 'MJC']
  for (const name of names) {
    await page.goto(`${app.url}/#/fiches/structure/nouveau`)
    await page.getByRole('dialog').getByRole('textbox', { name: 'Nom', exact: true }).fill(name)
    await page.getByRole('dialog').getByRole('button', { name: 'Créer' }).click()
    await expect(page.getByRole('complementary', { name })).toBeVisible()
  }
  for (const name of ['Foyer', 'MJC', 'Atelier']) {
    await page.getByRole('grid').getByText(name, { exact: true }).click()
    const panel = page.getByRole('complementary', { name })
    await panel.getByRole('button', { name: 'Autres actions' }).click()
    await page.getByRole('menuitem', { name: 'Mettre à la corbeille' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Mettre à la corbeille' }).click()
    await expect(page.getByText('Fiche mise à la corbeille. Ctrl Z annule.').last()).toBeVisible()
    await expect(panel).toHaveCount(0)
  }
  await page.getByRole('link', { name: 'Corbeille' }).click()
  await expect(page.getByRole('row').getByRole('link')).toHaveText(['Atelier', 'MJC', 'Foyer'])
  await page.getByRole('button', { name: 'Restaurer MJC' }).click()
  await expect(page.getByText('Fiche restaurée : « MJC ».')).toBeVisible()
})

test('a creation that is undone is called so, and names are written as they are said', async ({ page }) => {
  await openSpace(page)
  await page.goto(`${app.url}/#/fiches/promeneur/nouveau`)
  const form = page.getByRole('dialog')
  await form.getByRole('textbox', { name: 'Prénom' }).fill('Élodie')
  await form.getByRole('textbox', { name: 'Nom', exact: true }).fill('Mauger')
  await form.getByRole('button', { name: 'Créer' }).click()
  await expect(page.getByRole('complementary', { name: 'Élodie Mauger' })).toBeVisible()
  await expect(page.getByRole('button', { name: /^Annuler : Création d’Élodie Mauger/ })).toBeVisible()
  await page.getByRole('grid').focus()
  await page.keyboard.press('Control+z')
  await expect(page.getByText('Création annulée')).toBeVisible()
  await page.keyboard.press('Control+Shift+z')
  await expect(page.getByRole('complementary', { name: 'Élodie Mauger' })).toBeVisible()
})

test('what was wrong in the first form is no longer said once it is being mended', async ({ page }) => {
  await page.goto(app.url)
  await page.getByRole('button', { name: /^Créer :/ }).click()
  await page.getByRole('button', { name: 'Créer l’espace' }).click()
  const wrong = page.getByText('Choisissez votre département dans la liste. Indiquez votre nom')
  await expect(wrong).toBeVisible()
  await page.getByRole('combobox', { name: 'Département' }).click()
  await page.getByRole('option', { name: '50 Manche' }).click()
  await expect(wrong).toBeHidden()
})

test('the palette finds a record by a part of its words, accents folded, from any screen', async ({
  page,
}) => {
  await openSpace(page)
  await page.goto(`${app.url}/#/fiches/structure/nouveau`)
  await page.getByRole('dialog').getByRole('textbox', { name: 'Nom', exact: true }).fill('Maison de l’Étoile')
  await page.getByRole('dialog').getByRole('button', { name: 'Créer' }).click()
  await expect(page.getByRole('complementary', { name: 'Maison de l’Étoile' })).toBeVisible()
  await page.getByRole('link', { name: 'Réglages' }).click()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Chercher partout' }).fill('ETOIL mais')
  await expect(page.getByRole('option', { name: /Maison de l’Étoile/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('complementary', { name: 'Maison de l’Étoile' })).toBeVisible()
})

test('a table draws what is in sight, sorts, filters, adds up, and works by keys alone', async ({ page }) => {
  const faults = faultsOf(page)
  await discover(page)
  await page.goto(`${app.url}/#/fiches/act`)
  const grid = page.getByRole('grid', { name: 'Journal de coordination' })
  await expect(grid).toHaveAttribute('aria-rowcount', /^3\d\d$/)
  expect(await grid.getByRole('row').count()).toBeLessThan(40)
  await grid.focus()
  await page.keyboard.press('End')
  const last = Number(await grid.getAttribute('aria-rowcount'))
  await expect(grid.locator(`[aria-rowindex="${last}"]`)).toBeVisible()

  await page.goto(`${app.url}/#/fiches/promeneur`)
  const people = page.getByRole('grid', { name: 'Promeneurs' })
  await page.getByRole('button', { name: 'Filtrer : Statut' }).click()
  await page.getByRole('checkbox', { name: /^Actif/ }).check()
  await page.getByRole('button', { name: 'Fermer' }).click()
  await expect(page.getByText('Statut : Actif')).toBeVisible()
  await expect(page.getByText(/^35 sur \d+ fiches$/)).toBeVisible()
  await people.focus()
  await page.keyboard.press('Space')
  await expect(page.getByText('1 fiche sélectionnée')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('complementary')).toBeVisible()
  await people.focus()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('complementary')).toHaveCount(0)

  for (const [kind, column, order] of [
    ['action', 'Échéance', 'ascending'],
    ['decision', 'Date', 'descending'],
  ] as const) {
    await page.goto(`${app.url}/#/fiches/${kind}`)
    const title = page.getByRole('columnheader', { name: new RegExp(`^${column}`) })
    await expect(title).toHaveAttribute('aria-sort', order)
  }

  await page.goto(`${app.url}/#/fiches/payment`)
  await expect(page.getByRole('rowheader', { name: 'Total' })).toBeVisible()
  await page.getByRole('button', { name: 'Colonnes' }).click()
  await page.getByRole('checkbox', { name: 'Condition' }).check()
  await page.keyboard.press('Escape')
  await page.reload()
  await expect(page.getByRole('columnheader', { name: /^Condition/ })).toBeVisible()
  expect(faults).toEqual([])
})

test('axe finds nothing serious in the first run', async ({ page }) => {
  await page.goto(app.url)
  await expect(page.getByRole('button', { name: /^Rejoindre :/ })).toBeVisible()
  expect(await serious(page), 'first run').toEqual([])
  await page.getByRole('button', { name: /^Rejoindre :/ }).click()
  expect(await serious(page), 'join').toEqual([])
})

test('the bar of « Découvrir » stands where its words say, at every moment', async ({ page }) => {
  await page.goto(app.url)
  await page.evaluate(() => {
    const gaps: number[] = []
    Object.assign(window, { gaps })
    const look = (): void => {
      const bar = document.querySelector('[role="progressbar"]')
      const whole = bar?.parentElement?.getBoundingClientRect().width
      if (bar && whole)
        gaps.push(Math.abs((bar.getBoundingClientRect().width / whole) * 100 - Number(bar.ariaValueNow)))
      requestAnimationFrame(look)
    }
    look()
  })
  await page.getByRole('button', { name: /^Découvrir :/ }).click()
  await expect(page.getByRole('heading', { name: /^Bonjour/ })).toBeVisible({ timeout: 90_000 })
  const gaps = await page.evaluate(() => (window as unknown as { gaps: number[] }).gaps)
  expect(gaps.length).toBeGreaterThan(0)
  expect(Math.max(...gaps)).toBeLessThan(1)
})

test('a filter that is open is not covered by the words that name it, and a page pointed at is not taken for the current one', async ({
  page,
}) => {
  await discover(page)
  await page.goto(`${app.url}/#/fiches/structure`)
  const funnel = page.getByRole('button', { name: 'Filtrer : Type de structure' })
  await funnel.hover()
  const words = page.getByRole('tooltip', { name: 'Filtrer : Type de structure' })
  await expect(words).toBeVisible()
  await funnel.click()
  await expect(page.getByRole('dialog').getByRole('checkbox').first()).toBeVisible()
  await expect(words).toBeHidden()

  await page.goto(`${app.url}/#/reglages`)
  const pages = page.getByRole('navigation', { name: 'Pages des réglages' })
  const colour = (name: string): Promise<string> =>
    pages.getByRole('link', { name }).evaluate((link) => getComputedStyle(link).backgroundColor)
  await pages.getByRole('link', { name: 'Sauvegarde et clé' }).hover()
  expect(await colour('Sauvegarde et clé')).not.toBe(await colour('Serveur'))
  expect(await colour('Sauvegarde et clé')).not.toBe(await colour('Cet ordinateur'))
})
