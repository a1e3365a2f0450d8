import { expect, type Page, test } from '@playwright/test'
import { groups } from '../../../src/renderer/features/records/groups'
import { serveApp, type App } from '../../support/app'
import { join, newDesk, type Desk } from '../../support/appDesk'
import { serious } from '../../support/axe'

let app: App
let desk: Desk

test.describe.configure({ timeout: 200_000 })

test.beforeAll(async () => {
  test.setTimeout(300_000)
  app = await serveApp()
  await app.addSample()
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

/** The kinds whose colours are read too, and every tab of their panel. */
const mainKinds: readonly string[] = ['promeneur', 'meeting', 'funding']

test('axe finds nothing serious in the panel of any kind, nor in the table of the main ones', async () => {
  await join(desk, await app.invite('coordinator', 'Claire', ['50']), 'Claire Essai', 'Portable')
  const { page } = desk
  const panel = page.getByRole('complementary')
  for (const kind of Object.values(groups).flatMap((group) => group.kinds)) {
    await page.goto(`${app.url}/#/fiches/${kind}`)
    const first = page.getByRole('grid').getByRole('row').nth(1)
    const nothing = page.getByText('rien pour l’instant')
    await expect(first.or(nothing)).toBeVisible()
    const isFilled = await first.isVisible()
    if (isFilled) {
      await first.click()
      await expect(panel).toBeVisible()
    }
    const isMain = mainKinds.includes(kind)
    // The table and the colours are the kit's, alike for all kinds: reading them all takes minutes.
    const part = isMain || !isFilled ? 'body' : 'aside'
    await expectNothingSerious(page, kind, part, isMain ? [] : ['color-contrast'])
    if (!isMain) continue
    const tabs = await panel.getByRole('tab').all()
    expect(tabs.length).toBeGreaterThan(1)
    for (const tab of tabs.slice(1)) {
      await tab.click()
      await expectNothingSerious(page, `${kind}, ${await tab.textContent()}`, 'aside')
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
  for (const place of ['/national', '/rapports', '/a-verifier', '/reglages']) await look(page, place)
})
