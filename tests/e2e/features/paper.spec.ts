import { expect, test } from '@playwright/test'
import { type App, serveApp } from '../../support/app'
import { serious } from '../../support/axe'
import { createManche, createRecord, joinServer } from './desks'

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
  // The printer's own window was asked for, and says that it has closed: nothing else does so here.
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')))

  await desk.go('/rapports')
  const log = page.getByRole('region', { name: 'Journal des exports de cet ordinateur' })
  await expect(log.getByRole('row').nth(1)).toHaveText(
    /Claire Essai\s*Fiche imprimée\s: contact\s*Non précisé\s*1$/,
  )
  await expect(log).not.toContainText('Lebrun')
  expect(desk.faults).toEqual([])
})

/** The sheets of a PDF in their order, « width × height » in points. */
function sheetsOf(pdf: Buffer): readonly string[] {
  const boxes = pdf.toString('latin1').matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)
  return [...boxes].map(([, width, height]) => `${Math.round(Number(width))} × ${Math.round(Number(height))}`)
}

/** What a sheet of A4 lying across has between its margins, in pixels. */
const across = 1032

test('a table is printed whole, across sheets one page wide; a record that is open stands upright by itself', async ({
  browser,
}) => {
  const people = Array.from({ length: 90 }, (_, at) => ({
    kind: 'contact',
    id: `contact-${at}`,
    values: {
      firstName: 'Marie-Antoinette',
      lastName: `Delamare-Castelnau ${at}`,
      email: `marie-antoinette.delamare-castelnau.${at}@mission-locale-du-centre-manche.example`,
      phone: '0233000000',
      jobTitle: 'Chargée de mission jeunesse et vie associative',
    },
  }))
  await app.addRecords('coordinator', people)
  const desk = await joinServer(browser, app, 'coordinator', 'Ana Leroy')
  const { page } = desk
  await desk.go('/fiches/contact')
  await expect(page.getByRole('toolbar', { name: 'Tableau' })).toContainText('90 fiches')

  const sheets = sheetsOf(await page.pdf({ preferCSSPageSize: true }))
  expect(new Set(sheets)).toEqual(new Set(['842 × 595']))
  expect(sheets.length).toBeGreaterThan(2)

  await page.setViewportSize({ width: across, height: 700 })
  await page.emulateMedia({ media: 'print' })
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')))
  const printed = page.getByRole('region', { name: 'Contacts' })
  await expect(printed.getByRole('row')).toHaveCount(91)
  await expect(page.getByRole('grid')).toBeHidden()
  await expect(page.getByRole('toolbar')).toBeHidden()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  expect((await printed.getByRole('table').boundingBox())?.width).toBeLessThanOrEqual(across)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(across)
  const titles = printed.getByRole('rowgroup').first()
  expect(await titles.evaluate((group) => getComputedStyle(group).display)).toBe('table-header-group')
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')))
  await expect(printed).toHaveCount(0)
  await page.emulateMedia({ media: 'screen' })

  await page.setViewportSize({ width: 1366, height: 768 })
  await page.getByRole('grid').focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('complementary')).toBeVisible()
  expect(new Set(sheetsOf(await page.pdf({ preferCSSPageSize: true })))).toEqual(new Set(['595 × 842']))
  await page.emulateMedia({ media: 'print' })
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')))
  await expect(page.getByRole('complementary').getByRole('heading', { level: 2 })).toBeVisible()
  await expect(page.getByRole('complementary').getByRole('button', { name: 'Fermer la fiche' })).toBeHidden()
  await expect(printed).toBeHidden()
  expect(desk.faults).toEqual([])
})

test('a table on paper masks small counts as a file does, totals none of them, and is in the log of exports', async ({
  browser,
}) => {
  await app.addRecords('coordinator', [
    { kind: 'promeneur', id: 'told', values: { firstName: 'Zoé', lastName: 'Lebrun', status: 'actif' } },
    ...[3, 8].map((concernsReported, at) => ({
      kind: 'activityReport',
      id: `2026.told-${at}`,
      values: { promeneurId: 'told', period: `2026-0${at + 1}`, concernsReported },
    })),
  ])
  const desk = await joinServer(browser, app, 'coordinator', 'Lou Martin')
  const { page } = desk
  await desk.go('/fiches/activityReport')
  await expect(page.getByRole('toolbar', { name: 'Tableau' })).toContainText('2 fiches')
  await page.getByRole('button', { name: 'Colonnes' }).click()
  await page.getByRole('checkbox', { name: 'Situations préoccupantes signalées' }).check()
  await page.keyboard.press('Escape')

  await page.emulateMedia({ media: 'print' })
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')))
  const printed = page.locator('section').getByRole('table')
  const titles = await printed.getByRole('row').first().getByRole('columnheader').allTextContents()
  const at = titles.indexOf('Situations préoccupantes signalées') - 1 // the name of a line is no cell of it
  const cells = printed.locator('tbody tr').locator(`td:nth-of-type(${at + 1})`)
  expect((await cells.allTextContents()).sort()).toEqual(['8', '<5'])
  await expect(printed.locator('tfoot')).toHaveCount(0)
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')))
  await page.emulateMedia({ media: 'screen' })

  // A record that is open is what goes on paper, as it reads and masked alike; its table and its form do not.
  await desk.go('/fiches/activityReport/2026.told-0')
  const panel = page.getByRole('complementary')
  const count = panel.getByRole('textbox', { name: 'Situations préoccupantes signalées' })
  await expect(count).toHaveValue('3')
  await page.emulateMedia({ media: 'print' })
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')))
  await expect(count).toBeHidden()
  const facts = panel.getByRole('definition')
  await expect(facts.filter({ hasText: 'Zoé Lebrun' })).toBeVisible()
  expect(await facts.allTextContents()).toContain('<5')
  expect(await facts.allTextContents()).not.toContain('3')
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')))
  await page.emulateMedia({ media: 'screen' })
  await expect(count).toHaveValue('3')

  // Nor does its history, on that paper or on a sheet of its own, tell a count that was masked.
  await count.fill('2')
  await count.press('Enter')
  await panel.getByRole('tab', { name: 'Historique' }).click()
  await expect(panel.getByRole('insertion').filter({ hasText: /^2$/ })).toBeVisible()
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')))
  await expect(panel.getByRole('insertion').filter({ hasText: /^2$/ })).toHaveCount(0)
  await expect(panel.getByRole('insertion').filter({ hasText: '<5' })).not.toHaveCount(0)
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')))
  await desk.go('/imprimer/activityReport/2026.told-0')
  const sheet = page.getByRole('article')
  await expect(sheet.getByRole('insertion').filter({ hasText: '<5' })).not.toHaveCount(0)
  await expect(sheet.getByRole('insertion').filter({ hasText: /^[23]$/ })).toHaveCount(0)
  await expect(sheet.getByRole('definition').filter({ hasText: /^[23]$/ })).toHaveCount(0)

  await desk.go('/rapports')
  const log = page.getByRole('region', { name: 'Journal des exports de cet ordinateur' })
  const lines = log.getByRole('row').filter({ hasText: 'Tableau imprimé' })
  await expect(lines).toHaveCount(1)
  await expect(lines).toHaveText(/Lou Martin\s*Tableau imprimé\s: .+\s*Non précisé\s*1$/)
  const printedRecords = log.getByRole('row').filter({ hasText: 'Fiche imprimée' })
  await expect(printedRecords).toHaveCount(2)
  expect(desk.faults).toEqual([])
})

test('a long value is folded in a history, read whole on demand, and whole on paper', async ({ browser }) => {
  const desk = await createManche(browser, app)
  const { page } = desk
  await createRecord(desk, 'promeneur', { Prénom: 'Léo', Nom: 'Essai' })
  const panel = page.getByRole('complementary', { name: 'Léo Essai' })
  const note = panel.getByRole('textbox', { name: 'Note', exact: true })
  await note.fill(`${'Une remarque de plus. '.repeat(200)}La fin.`)
  await note.press('Tab')
  await panel.getByRole('tab', { name: 'Historique' }).click()
  const entry = panel.getByRole('listitem').filter({ hasText: 'Une remarque de plus.' })
  await expect(entry).not.toContainText('La fin.')
  expect((await entry.boundingBox())?.height).toBeLessThan(200)
  const button = entry.getByRole('button', { name: 'Tout lire' })
  await button.click()
  await expect(entry).toContainText('La fin.')
  await entry.getByRole('button', { name: 'Replier' }).click()
  await expect(entry).not.toContainText('La fin.')
  expect(await serious(page)).toEqual([])

  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')))
  await expect(entry).toContainText('La fin.')
  await expect(button).toHaveCount(0)
  expect(desk.faults).toEqual([])
})
