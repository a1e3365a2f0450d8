import { expect, type Download, type Page, test } from '@playwright/test'
import ExcelJS from 'exceljs'
import { type App, serveApp } from '../../support/app'
import { serious } from '../../support/axe'

let app: App
test.beforeAll(async () => {
  app = await serveApp()
})
test.afterAll(() => app.close())

/** A downloaded workbook, read again. */
async function workbookOf(download: Download): Promise<ExcelJS.Workbook> {
  const file = new ExcelJS.Workbook()
  await file.xlsx.readFile(await download.path())
  return file
}

/** Opens the sample network and then a screen of it. */
async function openSample(page: Page, screen: string): Promise<void> {
  await page.goto(app.url)
  await page.getByRole('button', { name: 'Découvrir' }).click()
  await page.getByRole('link', { name: screen, exact: true }).click({ timeout: 60_000 })
}

const card = (page: Page, title: string) => page.getByRole('region', { name: title })

test('a coordinator makes her workbooks for the reader and the year she chooses', async ({ page }) => {
  await openSample(page, 'Rapports')
  // The consolidation is the committee's.
  await expect(page.getByRole('heading', { level: 2 })).toHaveText([
    'Annuaire du réseau',
    'Suivi des financements',
    'Journal des exports de cet ordinateur',
  ])

  const partners = card(page, 'Annuaire du réseau')
  await partners.getByLabel('Destinataire').selectOption('Partenaires')
  const [directory] = await Promise.all([
    page.waitForEvent('download'),
    partners.getByRole('button', { name: 'Créer le classeur' }).click(),
  ])
  expect(directory.suggestedFilename()).toMatch(
    /^Annuaire du réseau \(partenaires\) - Manche - \d{4}-\d\d-\d\d\.xlsx$/,
  )
  await expect(partners.getByRole('status')).toHaveText(
    `Classeur enregistré : ${directory.suggestedFilename()}`,
  )
  const people = (await workbookOf(directory)).getWorksheet('Promeneurs')
  expect(people?.getCell('A4').value).toBe('Destinataire : Partenaires')
  expect(people?.getRow(6).values).not.toContain('Téléphone pro')
  expect(people?.getCell('A5').result).toBe((people?.rowCount ?? 0) - 6)

  const grants = card(page, 'Suivi des financements')
  const year = new Date().getFullYear() - 1
  await grants.getByLabel('Exercice').selectOption(String(year))
  const [report] = await Promise.all([
    page.waitForEvent('download'),
    grants.getByRole('button', { name: 'Créer le classeur' }).click(),
  ])
  const lines = (await workbookOf(report)).getWorksheet('Financements')
  expect(lines?.getCell('A2').value).toBe(`Manche (50) – exercice ${year}`)
  expect(lines?.getColumn(1).values.slice(7)).toEqual(new Array((lines?.rowCount ?? 0) - 6).fill(year))

  // What names people is written down, the last one first: the grants name nobody.
  const log = page.getByRole('region', { name: 'Journal des exports de cet ordinateur' })
  const named =
    (people?.rowCount ?? 0) - 6 + ((await workbookOf(directory)).getWorksheet('Contacts')?.rowCount ?? 0) - 6
  const directoryLine = /Démonstration\s*Annuaire du réseau\s*Partenaires\s*(\d+)$/
  await expect(log.getByRole('row')).toHaveCount(2)
  await expect(log.getByRole('row').nth(1)).toHaveText(directoryLine)
  expect(directoryLine.exec((await log.getByRole('row').nth(1).textContent()) ?? '')?.[1]).toBe(String(named))
  expect(await serious(page)).toEqual([])

  await page.context().grantPermissions(['clipboard-write'])
  await page.getByRole('link', { name: 'Réseau', exact: true }).click()
  await page.getByRole('button', { name: 'Copier les adresses' }).click()
  await expect(page.getByText(/adresses copiées(, .*)?\.$/)).toBeVisible()
  // It is on the disk of this computer, not on its page.
  await page.reload()
  await page.getByRole('link', { name: 'Rapports', exact: true }).click()
  await expect(log.getByRole('row')).toHaveCount(3)
  await expect(log.getByRole('row').nth(1)).toContainText('Adresses copiées : Promeneurs')
})

test('« Tout exporter » writes the whole space, and « Exporter cette vue » what a table shows', async ({
  page,
}) => {
  await openSample(page, 'Réseau')
  await page.getByRole('textbox', { name: /^Chercher dans/ }).fill('mission locale')
  const count = page.getByText(/^\d+ sur \d+ fiches?$/)
  await expect(count).toBeVisible()
  const found = Number((await count.textContent())?.split(' ')[0])
  const [view] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Exporter cette vue' }).click(),
  ])
  const shown = (await workbookOf(view)).getWorksheet('Promeneurs')
  expect((shown?.rowCount ?? 0) - 6).toBe(found)
  expect(shown?.getCell('A2').value).toBe('Manche (50) – Recherche\u00a0: mission locale')

  await page.goto(`${app.url}/#/reglages/sauvegarde`)
  const [everything] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Tout exporter' }).click(),
  ])
  const names = (await workbookOf(everything)).worksheets.map(({ name }) => name)
  expect(names.slice(0, 2)).toEqual(['Promeneurs', 'Parcours'])
  expect(names.at(-1)).toBe('Dictionnaire')
})

test.describe('an export that takes long', () => {
  // Requests would otherwise be answered from the worker's cache, out of this test's reach.
  test.use({ serviceWorkers: 'block' })

  test('shows how far it is, can be stopped, and then writes no file', async ({ page }) => {
    await openSample(page, 'Rapports')
    let downloads = 0
    page.on('download', () => (downloads += 1))
    // The worker's script never comes: the work lasts as long as this test wants.
    await page.route(/writeWorkbook\.worker/, () => undefined)
    const directory = card(page, 'Annuaire du réseau')
    await directory.getByRole('button', { name: 'Créer le classeur' }).click()
    await expect(directory.getByText('Écriture du classeur…')).toBeVisible()
    await expect(directory.getByRole('button', { name: 'Créer le classeur' })).toBeDisabled()
    await directory.getByRole('button', { name: 'Annuler' }).click()
    await expect(directory.getByText('Export annulé : aucun fichier n’a été écrit.')).toBeVisible()
    await expect(directory.getByRole('progressbar')).toHaveCount(0)
    expect(downloads).toBe(0)
    await page.unroute(/writeWorkbook\.worker/)
    await Promise.all([
      page.waitForEvent('download'),
      directory.getByRole('button', { name: 'Créer le classeur' }).click(),
    ])
  })
})
