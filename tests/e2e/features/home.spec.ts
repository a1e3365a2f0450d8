import { expect, type Page, test } from '@playwright/test'
import { type App, serveApp } from '../../support/app'
import { serious } from '../../support/axe'
import { createManche, createRecord, joinServer } from './desks'

let app: App
test.beforeAll(async () => {
  app = await serveApp()
})
test.afterAll(() => app.close())

async function discover(page: Page): Promise<void> {
  await page.goto(app.url)
  await page.getByRole('button', { name: /^Découvrir :/ }).click()
  await expect(page.getByRole('heading', { name: /^Bonjour/ })).toBeVisible({ timeout: 90_000 })
}

test('a figure of Accueil opens the very records that it counts, and the table says what it is held to', async ({
  page,
}) => {
  await discover(page)
  const figures = page.getByRole('region', { name: 'Le réseau en chiffres' })
  for (const [figure, words] of [
    [/promeneurs actifs/, 'Promeneurs actifs'],
    [/chartes signées/, 'Promeneurs actifs, charte signée'],
    [/dans le réseau/, 'Structures dans le réseau'],
    [/conventions en cours/, 'En cours, structures dans le réseau'],
    [/réunions tenues/, /^Tenues en \d{4}$/],
  ] as const) {
    const link = figures.getByRole('link', { name: figure })
    const count = await link.locator('strong').innerText()
    await link.click()
    await expect(page.getByText(words, { exact: true })).toBeVisible()
    await expect(page.getByText(new RegExp(`^${count} (sur \\d+ )?fiches$`))).toBeVisible()
    await page.goBack()
  }

  const waiting = page.getByRole('region', { name: 'Fiches à compléter' }).getByRole('link').first()
  const count = await waiting.locator('strong').innerText()
  await waiting.click()
  await expect(page.getByText(new RegExp(`^${count} sur \\d+ fiches$`))).toBeVisible()
  expect(await serious(page)).toEqual([])
  // It holds while records are opened and closed, and is taken off like any filter.
  await page.getByRole('grid').focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('complementary')).toBeVisible()
  await expect(page.getByText('À compléter', { exact: true }).first()).toBeVisible()
  await page.getByRole('grid').focus()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Retirer le filtre À compléter' }).click()
  await expect(page.getByText(/^\d+ fiches$/)).toBeVisible()
  await page.reload()
  await expect(page.getByText(/^\d+ fiches$/)).toBeVisible()
})

test('Accueil lists what is to be done on no day, and calls a deadline by its grant’s year and funder', async ({
  browser,
}) => {
  const desk = await createManche(browser, app)
  const { page } = desk
  await createRecord(desk, 'structure', { Nom: 'MJC du Port' })
  await createRecord(desk, 'action', { Action: 'Rappeler la MSA' })
  await desk.go('/')
  const due = page.getByRole('region', { name: 'Échéances' })
  const undated = due.getByRole('listitem').filter({ hasText: 'Rappeler la MSA' })
  await expect(undated).toContainText('sans échéance')
  await expect(undated).toContainText('sans responsable')
  await undated.getByRole('link').click()
  const panel = page.getByRole('complementary', { name: 'Rappeler la MSA' })
  await panel.getByRole('combobox', { name: 'État' }).click()
  await page.getByRole('option', { name: 'Fait', exact: true }).click()
  await desk.go('/')
  await expect(due).toBeVisible()
  await expect(undated).toHaveCount(0)

  await createRecord(desk, 'partner', { Nom: 'Caf de la Manche' })
  await createRecord(desk, 'funding', { Exercice: '2026' })
  const grant = page.getByRole('complementary', { name: /2026/ })
  const funder = grant.getByRole('combobox', { name: /^Financeur/ })
  await funder.fill('Caf de la Manche')
  await expect(page.getByRole('option', { name: /^Caf de la Manche/ })).toBeVisible()
  await funder.press('Enter')
  const proof = grant.getByRole('textbox', { name: 'Justificatifs attendus le' })
  await proof.fill('31/01/2026')
  await proof.press('Tab')
  await desk.go('/')
  await expect(due.getByRole('link', { name: '2026 · Caf de la Manche' })).toBeVisible()
  await expect(due).not.toContainText('non renseigné')
})

test('a space that is opened after another one was closed opens on Accueil', async ({ page }) => {
  await discover(page)
  await page.goto(`${app.url}/#/reglages/poste`)
  await page.getByRole('button', { name: 'Fermer cet espace et choisir' }).click()
  await page.getByRole('button', { name: /^Ouvrir / }).click()
  await expect(page.getByRole('heading', { name: /^Bonjour/ })).toBeVisible()
})

test('of two payments of one grant the amount tells which is due, and the day is said once', async ({
  browser,
}) => {
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
  const due = (id: string, expectedAmount: number, days: number) => ({
    kind: 'payment',
    id,
    values: { fundingId: '2026.grant', kind: 'acompte', expectedAmount, expectedAt: inDays(days) },
  })
  await app.addRecords('coordinator', [
    { kind: 'structure', id: 'mjc', values: { name: 'MJC du Port' } },
    { kind: 'funding', id: '2026.grant', values: { fund: 'fpt', year: 2026, status: 'en-cours' } },
    due('2026.a', 500_000, 20),
    due('2026.b', 700_000, 40),
  ])
  const desk = await joinServer(browser, app, 'coordinator', 'Claire Martin')
  await desk.go('/')
  const line = desk.page
    .getByRole('region', { name: 'Échéances' })
    .getByRole('listitem')
    .filter({ hasText: '5 000,00 €' })
  await expect(line).toContainText('Versement attendu')
  const day = inDays(20).split('-').reverse().join('/')
  expect((await line.innerText()).split(day)).toHaveLength(2)
  expect(desk.faults).toEqual([])
})
