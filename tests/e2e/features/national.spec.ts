import { expect, test } from '@playwright/test'
import { type App, serveApp } from '../../support/app'
import { serious } from '../../support/axe'
import { createRecord, joinServer, upToDate } from './desks'

let app: App
test.beforeAll(async () => {
  app = await serveApp()
})
test.afterAll(() => app.close())

test('the committee sees every département, what was sent, and « non transmis » for the rest', async ({
  browser,
}) => {
  const claire = await joinServer(browser, app, 'coordinator', 'Claire Martin')
  await createRecord(claire, 'promeneur', { Prénom: 'Léo', Nom: 'Valmont-Secret' })
  await upToDate(claire)
  const committee = await joinServer(browser, app, 'national', 'Comité national')
  const { page } = committee
  await committee.go('/national')
  const table = page.getByRole('region', { name: 'Départements' })
  await expect(table.getByRole('row')).toHaveCount(103)
  await expect(table.getByRole('row', { name: /Ain/ }).first()).toContainText('non transmis')
  // Nobody is active yet: that is a 0 that was received.
  await expect(table.getByRole('row', { name: /Manche/ })).toContainText('sans objet', { timeout: 60_000 })
  await expect(page.getByText('101 départements sur 101')).toBeHidden()
  // Nobody could transmit a report: nothing is said of any.
  await expect(page.getByText(/bilan/i)).toHaveCount(0)
  await expect(page.getByRole('combobox', { name: 'Bilan' })).toHaveCount(0)
  await expect(page.getByText('1 département sur 101')).toBeVisible()
  expect(await serious(committee.page)).toEqual([])

  await page.getByRole('combobox', { name: 'Région' }).click()
  await page.getByRole('option', { name: 'Normandie' }).click()
  await expect(table.getByRole('row')).toHaveCount(7)
  await page.getByRole('searchbox', { name: 'Chercher un département' }).fill('manche')
  await table.getByRole('link', { name: 'Manche' }).click()

  await expect(page.getByRole('heading', { name: 'Manche (50)' })).toBeVisible()
  await expect(page.getByText(/Non communiqué\s:.*nom/)).toBeVisible()
  await expect(page.getByRole('row', { name: /Léo/ })).toBeVisible()
  await expect(page.getByText('Valmont-Secret')).toHaveCount(0)
  // Nothing is done with rows here: none is chosen, by mouse or by key.
  const grid = page.getByRole('grid', { name: 'Promeneurs' })
  await grid.focus()
  await grid.press('Control+a')
  await expect(grid.getByRole('checkbox')).toHaveCount(0)
  await expect(page.getByRole('toolbar', { name: 'Sélection' })).toHaveCount(0)
  expect(await serious(committee.page)).toEqual([])

  await committee.go('/fiches/promeneur')
  await expect(page.getByRole('columnheader', { name: /Département/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /Léo/ })).toContainText('Manche (50)')
  await page.getByRole('button', { name: /^Filtrer.*Département/ }).click()
  await page.getByRole('checkbox', { name: /Manche \(50\)/ }).check()
  await page.getByRole('button', { name: 'Fermer' }).click()
  await expect(page.getByText(/^Département\s: Manche/)).toBeVisible()
  await expect(page.getByRole('row', { name: /Léo/ })).toBeVisible()

  await committee.go('/national/01')
  await expect(page.getByText('Rien n’est arrivé de ce département')).toBeVisible()
  expect(committee.faults).toEqual([])
})

test('a remark reaches the one département that it is about, and is undone like any edit', async ({
  browser,
}) => {
  const claire = await joinServer(browser, app, 'coordinator', 'Claire Martin')
  await createRecord(claire, 'structure', { Nom: 'MJC du Port' })
  await upToDate(claire)
  const committee = await joinServer(browser, app, 'national', 'Comité national')
  const { page } = committee
  await committee.go('/fiches/review/nouveau')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await committee.go('/national/50')
  await page.getByRole('tab', { name: 'Remarques (0)' }).click()
  await page.getByRole('button', { name: 'Nouvelle remarque' }).click()
  await expect(page.getByText('Écrivez d’abord un avis pour ce département.')).toBeVisible()
  await page.getByRole('tab', { name: 'Avis (0)' }).click()
  await page.getByRole('button', { name: 'Nouvel avis' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Exercice').fill('2026')
  await form.getByLabel('Exercice').press('Tab')
  await form.getByRole('button', { name: 'Créer' }).click()
  await expect(form).toBeHidden()
  await page.getByRole('row', { name: /2026/ }).click()
  const panel = page.getByRole('complementary', { name: '2026' })
  await panel.getByRole('combobox', { name: 'Décision' }).click()
  await page.getByRole('option', { name: 'À compléter' }).click()
  await upToDate(committee)

  await claire.go('/')
  const told = claire.page.getByRole('status').filter({ hasText: 'Le comité national vous a écrit' })
  await expect(told.getByRole('link', { name: 'Avis du comité national : 2026 · À compléter' })).toBeVisible({
    timeout: 60_000,
  })
  await claire.go('/fiches/review')
  const received = claire.page.getByRole('row', { name: /2026 · À compléter/ })
  await expect(received).toBeVisible({ timeout: 60_000 })
  await received.click()
  await expect(claire.page.getByRole('complementary').getByText('Lecture seule').first()).toBeVisible()

  await page.getByRole('button', { name: /^Annuler/ }).click()
  await expect(page.getByRole('complementary', { name: '2026', exact: true })).toBeVisible()
  await expect(claire.page.getByRole('row', { name: /À compléter/ })).toHaveCount(0, { timeout: 60_000 })
  expect([...committee.faults, ...claire.faults]).toEqual([])
})

test('the year that the committee chose stays chosen from page to page, and its tables count what its figures count', async ({
  browser,
}) => {
  const thisYear = new Date().getFullYear()
  const past = thisYear - 1
  const grant = (year: number, requested: number) => ({
    kind: 'funding',
    id: `${year}.grant`,
    values: { fund: 'reaap', year, status: 'en-cours', requested },
  })
  await app.addRecords('coordinator', [
    grant(thisYear, 500_000),
    grant(past, 300_000),
    {
      kind: 'payment',
      // Filed when it came, a year after its grant.
      id: `${thisYear}.paid`,
      values: { fundingId: `${past}.grant`, kind: 'solde', receivedAmount: 100_000 },
    },
  ])
  const committee = await joinServer(browser, app, 'national', 'Comité national')
  const { page } = committee
  await committee.go('/national')
  const row = page.getByRole('region', { name: 'Départements' }).getByRole('row', { name: /Manche/ })
  await expect(row).toContainText('5 000,00 €', { timeout: 60_000 })
  const choose = async (year: number) => {
    await page.getByRole('combobox', { name: 'Exercice' }).click()
    await page.getByRole('option', { name: `Exercice ${year}` }).click()
  }
  await choose(past)
  await expect(row).toContainText('3 000,00 €')
  await row.getByRole('link', { name: 'Manche' }).click()

  const chosen = page.getByRole('combobox', { name: 'Exercice' })
  await expect(chosen).toHaveValue(`Exercice ${past}`)
  const requested = page.getByRole('definition').filter({ hasText: '3 000,00 €' })
  await expect(requested).toBeVisible()
  await page.getByRole('tab', { name: 'Versements (1)' }).click()
  await expect(page.getByRole('grid').getByRole('row', { name: /Solde/ })).toBeVisible()
  await page.getByRole('tab', { name: 'Financements (1)' }).click()
  const total = page.getByRole('grid').getByRole('row', { name: /Total/ })
  await expect(total).toContainText('3 000,00 €')
  await page.getByRole('button', { name: `Retirer le filtre Exercice ${past}` }).click()
  await expect(total).toContainText('8 000,00 €')
  await page.getByRole('button', { name: `Exercice ${past} seulement` }).click()
  await expect(total).toContainText('3 000,00 €')

  await choose(thisYear)
  await expect(total).toContainText('5 000,00 €')
  await choose(past)
  await page.reload()
  await expect(chosen).toHaveValue(`Exercice ${past}`)
  await page.getByRole('link', { name: 'Tous les départements' }).click()
  await expect(chosen).toHaveValue(`Exercice ${past}`)
  await expect(row).toContainText('3 000,00 €')
  expect(committee.faults).toEqual([])
})
