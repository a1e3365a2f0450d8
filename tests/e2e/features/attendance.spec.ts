import { expect, test } from '@playwright/test'
import { type App, serveApp } from '../../support/app'
import { serious } from '../../support/axe'
import { createManche, createRecord } from './desks'

let app: App
test.beforeAll(async () => {
  app = await serveApp()
})
test.afterAll(() => app.close())

test('« ajouter tous les… » adds the records of one kind, and says how many each kind has', async ({
  browser,
}) => {
  const desk = await createManche(browser, app)
  const { page } = desk
  await createRecord(desk, 'promeneur', { Prénom: 'Inès', Nom: 'Mauger' })
  await createRecord(desk, 'promeneur', { Prénom: 'Hugo', Nom: 'Desrues' })
  await createRecord(desk, 'structure', { Nom: 'PIJ de Valognes' })
  await createRecord(desk, 'meeting', { Intitulé: 'Réunion de réseau', Date: '02/03/2026' })
  const panel = page.getByRole('complementary', { name: /Réunion de réseau/ })
  await panel.getByRole('tab', { name: 'Participants' }).click()
  await panel.getByRole('button', { name: 'Ajouter tous les…' }).click()
  await expect(page.getByRole('menuitem')).toHaveText(['Promeneurs (2)', 'Structures (1)'])
  expect(await serious(page)).toEqual([])
  await page.getByRole('menuitem', { name: 'Promeneurs (2)' }).click()
  await expect(panel.getByText('2 présents')).toBeVisible()
  await expect(panel.getByText('PIJ de Valognes')).toBeHidden()
  await panel.getByRole('button', { name: 'Ajouter tous les…' }).click()
  await expect(page.getByRole('menuitem')).toHaveText(['Structures (1)'])
})

test('Enter chooses the only person who matches, and never of which kind a new one is made', async ({
  browser,
}) => {
  const desk = await createManche(browser, app)
  const { page } = desk
  await createRecord(desk, 'promeneur', { Prénom: 'Inès', Nom: 'Mauger' })
  await createRecord(desk, 'promeneur', { Prénom: 'Hugo', Nom: 'Desrues' })
  await createRecord(desk, 'meeting', { Intitulé: 'Réunion de réseau', Date: '02/03/2026' })
  const panel = page.getByRole('complementary', { name: /Réunion de réseau/ })
  await panel.getByRole('tab', { name: 'Participants' }).click()
  await expect(panel.getByRole('textbox', { name: 'Autres participants' })).toHaveAccessibleDescription(
    /^Un nombre\s: les personnes/,
  )
  const add = panel.getByRole('combobox', { name: /ajouter une personne$/ })
  await add.fill('maug')
  await expect(page.getByRole('option', { name: /Inès Mauger/ })).toBeVisible()
  await add.press('Enter')
  await expect(panel.getByText('1 présent')).toBeVisible()
  await expect(panel.getByRole('listitem')).toHaveText([/Inès Mauger/])
  await add.fill('Zoé Absente')
  await expect(page.getByRole('option').first()).toContainText('Zoé Absente')
  await add.press('Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(panel.getByRole('listitem')).toHaveCount(1)
})
