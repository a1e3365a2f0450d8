import { expect, test } from '@playwright/test'
import { type App, serveApp } from '../../support/app'
import { serious } from '../../support/axe'
import { createManche, createRecord, joinServer } from './desks'

let app: App
test.beforeAll(async () => {
  app = await serveApp()
})
test.afterAll(() => app.close())

test('a grant tells what is paid and still to come, and what its fund does not allow', async ({
  browser,
}) => {
  const desk = await createManche(browser, app)
  const { page } = desk
  await createRecord(desk, 'funding', { Exercice: '2026', Demandé: '1 200' })
  const panel = page.getByRole('complementary', { name: /2026/ })
  const write = async (label: string, text: string): Promise<void> => {
    const box = panel.getByRole('textbox', { name: label, exact: true }).last()
    await box.fill(text)
    await box.press('Tab')
  }
  const choose = async (label: string, option: string): Promise<void> => {
    await panel.getByRole('combobox', { name: label, exact: true }).click()
    await page.getByRole('option', { name: option, exact: true }).click()
  }
  // The funder has no record yet: it is made where it is named.
  const funder = panel.getByRole('combobox', { name: /^Financeur/ })
  await funder.focus()
  await funder.pressSequentially('Caf de la Manche')
  await expect(page.getByRole('option', { name: /^Nouveau partenaire/ })).toBeVisible()
  await funder.press('Enter')
  await expect(panel.getByRole('link', { name: 'Ouvrir la fiche : Financeur' })).toBeVisible()
  await expect(funder).toHaveValue('Caf de la Manche')
  // What is typed to look for a record is no choice.
  const carrier = panel.getByRole('combobox', { name: 'Porteur', exact: true })
  await carrier.fill('Personne de ce nom')
  await carrier.press('Tab')
  await expect(panel.getByText(/Personne de ce nom.*n’est pas retenu/)).toBeVisible()
  await expect(carrier).toHaveValue('Personne de ce nom')
  await carrier.press('Escape')
  await expect(carrier).toHaveValue('')
  await choose('Dispositif', 'FPT axe 3')
  await choose('État', 'Conventionnée')
  await write('Accordé', '1 000,50')

  await panel.getByRole('tab', { name: 'Versements' }).click()
  await expect(panel.getByText('Reste à verser')).toBeVisible()
  await write('Montant attendu', '600')
  await write('Attendu le', '01/02/2026')
  await panel.getByRole('button', { name: 'Ajouter le versement' }).click()
  const lines = panel.getByRole('table', { name: 'Versements de ce financement' })
  await expect(lines.getByText(/En retard de \d+ jours/)).toBeVisible()
  const received = lines.getByRole('textbox', { name: 'Montant reçu' })
  await received.fill('600')
  await received.press('Enter')
  await expect(lines.getByText('Reçu', { exact: true })).toBeVisible()
  await expect(panel.getByRole('definition').filter({ hasText: '400,50' })).toBeVisible()
  expect(await serious(desk.page)).toEqual([])

  await panel.getByRole('tab', { name: 'Éligibilité' }).click()
  await expect(panel.getByText(/Une demande à ce fonds est d’au moins 1\s500,00\s€/)).toBeVisible()
  await write('Pourquoi c’est éligible', 'Accord écrit de la Caf')
  await expect(panel.getByText('Exception expliquée ci-dessous')).toBeVisible()
  expect(await serious(desk.page)).toEqual([])

  await desk.go('/fiches/funding')
  const totals = page.getByRole('region', { name: 'Totaux par exercice' })
  await expect(totals.getByRole('row', { name: /2026/ })).toContainText(/1\s000,50\s€/)
  await desk.go('/fiches/partner')
  await expect(page.getByRole('grid').getByRole('row', { name: /Caf de la Manche/ })).toHaveCount(1)
  expect(desk.faults).toEqual([])
})

test('the payments of a grant in the trash are not added up with the others, and can be seen', async ({
  browser,
}) => {
  const grant = (id: string, fund: string) => ({
    kind: 'funding',
    id,
    values: { fund, year: 2026, status: 'en-cours' },
  })
  const paid = (id: string, fundingId: string, receivedAmount: number) => ({
    kind: 'payment',
    id,
    values: { fundingId, kind: 'acompte', receivedAmount },
  })
  await app.addRecords('coordinator', [
    grant('2026.kept', 'fpt'),
    grant('2026.gone', 'fipdr'),
    paid('2026.a', '2026.kept', 2_320_050),
    paid('2026.b', '2026.gone', 1_155_000),
  ])
  const desk = await joinServer(browser, app, 'coordinator', 'Claire Martin')
  const { page } = desk
  await desk.go('/fiches/funding/2026.gone')
  const panel = page.getByRole('complementary')
  await panel
    .getByRole('button', { name: /^Autres actions|^Actions|plus/i })
    .first()
    .click()
  await page.getByRole('menuitem', { name: 'Mettre à la corbeille' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('En dépend un versement, qui ne comptera plus')
  await dialog.getByRole('button', { name: 'Mettre à la corbeille' }).click()
  await expect(dialog).toBeHidden()

  await desk.go('/fiches/payment')
  const total = page.getByRole('grid').getByRole('row', { name: /Total/ })
  await expect(total).toContainText('23 200,50 €')
  await expect(page.getByText('Une fiche ne compte pas ici')).toBeVisible()
  await page.getByRole('link', { name: 'La voir' }).click()
  await expect(total).toContainText('11 550,00 €')
  await page.getByRole('button', { name: /^Retirer le filtre/ }).click()
  await expect(total).toContainText('23 200,50 €')
  await page.getByRole('button', { name: /^Annuler/ }).click()
  await expect(total).toContainText('34 750,50 €')
  await expect(page.getByText('Une fiche ne compte pas ici')).toBeHidden()
  expect(desk.faults).toEqual([])
})
