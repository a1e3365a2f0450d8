import { expect, test } from '@playwright/test'
import { type App, serveApp } from '../../support/app'
import { serious } from '../../support/axe'
import { createManche, createRecord } from './desks'

let app: App
test.beforeAll(async () => {
  app = await serveApp()
})
test.afterAll(() => app.close())

test('a record is printed with what names it and its history, and the log of exports counts it', async ({
  browser,
}) => {
  const desk = await createManche(browser, app)
  const { page } = desk
  await createRecord(desk, 'contact', { Prénom: 'Zoé', Nom: 'Lebrun' })
  await page.getByRole('button', { name: 'Autres actions' }).click()
  await page.getByRole('menuitem', { name: 'Imprimer la fiche' }).click()

  const paper = page.getByRole('article', { name: 'Zoé Lebrun' })
  await expect(paper.getByRole('heading', { level: 1 })).toHaveText('Zoé Lebrun')
  await expect(paper.getByRole('definition').filter({ hasText: 'Lebrun' })).toBeVisible()
  await expect(paper.getByText('a créé la fiche')).toBeVisible()
  expect(await serious(page)).toEqual([])
  await page.getByRole('button', { name: 'Imprimer', exact: true }).click()
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('navigation', { name: 'Menu' })).toBeHidden()
  await expect(page.getByRole('button', { name: 'Imprimer', exact: true })).toBeHidden()
  await page.emulateMedia({ media: 'screen' })

  await desk.go('/rapports')
  const log = page.getByRole('region', { name: 'Journal des exports de cet ordinateur' })
  await expect(log.getByRole('row').nth(1)).toHaveText(
    /Claire Essai\s*Fiche imprimée\s: contact\s*Non précisé\s*1$/,
  )
  await expect(log).not.toContainText('Lebrun')
  expect(desk.faults).toEqual([])
})
