import { expect, type Page, test } from '@playwright/test'
import { type App, serveApp } from '../../support/app'
import { serious } from '../../support/axe'
import { createManche, createRecord } from './desks'

let app: App
test.beforeAll(async () => {
  app = await serveApp()
})
test.afterAll(() => app.close())

/** An image of one colour, as a camera would give it. */
async function imageOf(page: Page, width: number, height: number, type: string): Promise<Buffer> {
  const url = await page.evaluate(
    ([w, h, mime]) => {
      const canvas = Object.assign(document.createElement('canvas'), { width: w, height: h })
      canvas.getContext('2d')?.fillRect(0, 0, w, h)
      return canvas.toDataURL(mime)
    },
    [width, height, type] as const,
  )
  return Buffer.from(url.split(',')[1] ?? '', 'base64')
}

test('a promeneur’s page shows her photo, proposes the groups and says what the charte still asks', async ({
  browser,
}) => {
  const desk = await createManche(browser, app)
  const { page } = desk
  await desk.go('/fiches/department/dep.50')
  const groups = page.getByRole('complementary').getByLabel('Groupes territoriaux')
  await groups.fill('Cotentin')
  await groups.press('Enter')
  await createRecord(desk, 'promeneur', { Prénom: 'Inès', Nom: 'Mauger' })
  const panel = page.getByRole('complementary', { name: 'Inès Mauger' })
  await panel.getByRole('combobox', { name: 'Statut', exact: true }).click()
  await page.getByRole('option', { name: 'Actif', exact: true }).click()
  await panel.getByLabel('Secteur d’intervention').click()
  await expect(page.getByRole('option', { name: 'Cotentin' })).toBeVisible()
  await page.getByRole('option', { name: 'Cotentin' }).click()

  for (const [type, name] of [
    ['image/png', 'portrait.png'],
    ['image/jpeg', 'portrait.jpg'],
  ] as const) {
    const chooser = page.waitForEvent('filechooser')
    await panel.getByRole('button', { name: 'Photo : choisir un fichier' }).click()
    await (await chooser).setFiles({ name, mimeType: type, buffer: await imageOf(page, 1600, 1200, type) })
    await expect(panel.getByRole('button', { name: new RegExp(`^${name}`) })).toBeVisible()
    const image = panel.getByRole('img', { name: 'Photo' })
    await expect(image).toBeVisible()
    await expect
      .poll(() => image.evaluate((shown: HTMLImageElement) => [shown.naturalWidth, shown.naturalHeight]))
      .toEqual([512, 384])
  }
  await expect(panel.getByText('Aucun compte sur un réseau')).toBeVisible()
  expect(await serious(page)).toEqual([])

  await desk.go('/')
  const gaps = page.getByRole('region', { name: 'Chartes et conventions' })
  await expect(gaps.getByText('Promeneurs sans formation initiale')).toBeVisible()
  await expect(gaps.getByRole('link', { name: 'Inès Mauger' }).filter({ visible: true })).toHaveCount(1)
  await gaps.getByRole('button', { name: /^Voir.*sans formation initiale/ }).click()
  await expect(gaps.getByRole('link', { name: 'Inès Mauger' }).filter({ visible: true })).toHaveCount(2)
  expect(await serious(page)).toEqual([])
})

test('a second form of one month is refused beside its period, and a form proposes what its kind does', async ({
  browser,
}) => {
  const desk = await createManche(browser, app)
  const { page } = desk
  const form = page.getByRole('dialog')
  await desk.go('/fiches/funding/nouveau')
  await form.getByRole('textbox', { name: 'Exercice' }).fill('2026')
  await form.getByRole('textbox', { name: 'Exercice' }).press('Tab')
  await expect(form.getByRole('textbox', { name: 'Bilan attendu le' })).toHaveValue('30/06/2027')
  await form.getByRole('button', { name: 'Créer' }).click()
  const grant = page.getByRole('complementary', { name: /2026/ })
  await expect(grant.getByRole('textbox', { name: 'Bilan attendu le' })).toHaveValue('30/06/2027')

  await createRecord(desk, 'promeneur', { Prénom: 'Inès', Nom: 'Mauger' })
  const fillForm = async (): Promise<void> => {
    await desk.go('/')
    await desk.go('/fiches/activityReport/nouveau')
    await form.getByRole('combobox', { name: 'Promeneur' }).click()
    await page.getByRole('option', { name: /Inès Mauger/ }).click()
    await form.getByRole('textbox', { name: 'Période' }).fill('mars 2026')
    await form.getByRole('textbox', { name: 'Période' }).press('Tab')
    await form.getByRole('button', { name: 'Créer' }).click()
  }
  await fillForm()
  await expect(form).toBeHidden()
  await expect(page.getByRole('complementary').getByRole('textbox', { name: 'Période' })).toBeDisabled()
  await fillForm()
  await expect(form.getByText(/Inès Mauger a déjà un formulaire d’activité pour mars 2026/)).toBeVisible()
})
