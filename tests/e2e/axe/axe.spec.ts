import { expect, type Locator, type Page, test } from '@playwright/test'
import { type RecordName, recordOf, records } from '../../../src/core/records'
import { serveApp, type App } from '../../support/app'
import { join, newDesk, type Desk } from '../../support/appDesk'
import { serious } from '../../support/axe'
import { ofCommittee, ofCoordinators } from './rareRecords'

let app: App
let desk: Desk

test.describe.configure({ timeout: 200_000 })

test.beforeAll(async () => {
  test.setTimeout(300_000)
  app = await serveApp()
  await app.addSample()
  await app.addRecords('coordinator', ofCoordinators)
  await app.addRecords('national', ofCommittee)
})
test.beforeEach(async () => {
  desk = await newDesk()
})
test.afterEach(() => desk.remove())
test.afterAll(() => app.close())

/** Holds the page as it stands against axe, and goes on: one run tells of all screens. */
async function expectNothingSerious(
  page: Page,
  where: string,
  part?: string,
  without?: string[],
): Promise<void> {
  expect.soft(await serious(page, part, without), where).toEqual([])
}

async function look(page: Page, place: string): Promise<void> {
  await page.goto(`${app.url}/#${place}`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expectNothingSerious(page, place)
}

// The pages of « Réglages » and of the guide are read where they are walked through, in features/settings.spec.ts.
test('axe finds nothing serious on the screens of a coordinator', async () => {
  await join(desk, await app.invite('coordinator', 'Claire', ['50']), 'Claire Essai', 'Portable')
  const { page } = desk
  for (const place of [
    '/',
    '/import',
    '/doublons',
    '/a-verifier',
    '/rapports',
    '/corbeille',
    '/reglages/serveur',
  ])
    await look(page, place)
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: 'Chercher partout' })).toBeVisible()
  await expectNothingSerious(page, 'palette')
  await page.keyboard.press('Escape')
  await page.goto(`${app.url}/#/fiches/structure/nouveau`)
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectNothingSerious(page, 'new record', '[role="dialog"]')
})

/** One of each sort of tables and panels. */
const sorts: readonly RecordName[] = [
  'promeneur', // chips, marks beside names, a panel with sections of its own
  'meeting', // an editor and attendance
  'funding', // figures, totals, lines of payments
  'activityReport', // lists inside a record
  'department', // the one record of its kind
  'review', // read only
]

/** Opens the first record of a kind: its table and its panel stand side by side. */
async function openFirst(page: Page, kind: RecordName): Promise<Locator> {
  await page.goto(`${app.url}/#/fiches/${kind}`)
  await expect(page.getByRole('grid', { name: recordOf(kind)?.title ?? '' })).toBeVisible()
  await page.getByRole('grid').getByRole('row').nth(1).click()
  const panel = page.getByRole('complementary')
  await expect(panel).toBeVisible()
  return panel
}

/** Colours are the kit's, alike in all tables and panels: to look at each text of each of them takes minutes. */
const withoutColours = ['color-contrast']

test('axe finds nothing serious in the table and the panel of any kind', async () => {
  await join(desk, await app.invite('coordinator', 'Claire', ['50']), 'Claire Essai', 'Portable')
  for (const { name } of records) {
    await openFirst(desk.page, name)
    await expectNothingSerious(desk.page, name, 'body', withoutColours)
  }
})

test('axe finds nothing serious in one of each sort, colours and every tab read', async () => {
  await join(desk, await app.invite('coordinator', 'Claire', ['50']), 'Claire Essai', 'Portable')
  for (const kind of sorts) {
    const panel = await openFirst(desk.page, kind)
    await expectNothingSerious(desk.page, kind)
    const tabs = await panel.getByRole('tab').all()
    expect(tabs.length).toBeGreaterThan(1)
    for (const tab of tabs.slice(1)) {
      await tab.click()
      await expectNothingSerious(desk.page, `${kind}, ${await tab.textContent()}`, 'aside')
    }
  }
})

test('axe finds nothing serious on the screens of the committee', async () => {
  await join(desk, await app.invite('national', 'Comité', []), 'Comité national', 'Poste du comité')
  const { page } = desk
  await look(page, '/national/50')
  await page.getByRole('grid').getByRole('row').nth(1).click()
  await expect(page.getByRole('complementary')).toBeVisible()
  await expectNothingSerious(page, 'a record that the committee reads')
  for (const kind of ['review', 'remark', 'submission'] as const) {
    await openFirst(page, kind)
    await expectNothingSerious(page, kind)
  }
  for (const place of ['/national', '/rapports', '/a-verifier', '/reglages']) await look(page, place)
})
