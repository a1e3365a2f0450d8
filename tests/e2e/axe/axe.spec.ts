import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { groups } from '../../../src/renderer/features/records/groups'
import { serveApp, type App } from '../../support/app'
import { join, newDesk, type Desk } from '../../support/appDesk'

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

/** What axe finds serious or critical on the page as it stands. */
async function expectNothingSerious(page: Page, where: string, without: string[] = []): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .disableRules(without)
    .analyze()
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)
  expect.soft(serious, where).toEqual([])
}

async function look(page: Page, place: string): Promise<void> {
  await page.goto(`${app.url}/#${place}`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expectNothingSerious(page, place)
}

/** Every page of a screen whose pages are reached by links of its own. */
async function lookInside(page: Page, place: string): Promise<void> {
  await look(page, place)
  const links = await page
    .locator(`main a[href^="#${place}/"]`)
    .evaluateAll((all) => all.map((a) => a.getAttribute('href')))
  expect(links.length).toBeGreaterThan(2)
  for (const link of new Set(links)) await look(page, (link ?? '').slice(1))
}

test('axe finds nothing serious on the screens of a coordinator', async () => {
  await join(desk, await app.invite('coordinator', 'Claire', ['50']), 'Claire Essai', 'Portable')
  const { page } = desk
  for (const place of ['/import', '/doublons', '/a-verifier', '/rapports']) await look(page, place)
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: 'Chercher partout' })).toBeVisible()
  await expectNothingSerious(page, 'palette')
  await page.keyboard.press('Escape')
  await lookInside(page, '/reglages')
  await lookInside(page, '/aide')
})

test('axe finds nothing serious in the table and the panel of any kind', async () => {
  await join(desk, await app.invite('coordinator', 'Claire', ['50']), 'Claire Essai', 'Portable')
  const { page } = desk
  for (const kind of Object.values(groups).flatMap((group) => group.kinds)) {
    await page.goto(`${app.url}/#/fiches/${kind}`)
    const first = page.getByRole('grid').getByRole('row').nth(1)
    const nothing = page.getByText('rien pour l’instant')
    await expect(first.or(nothing)).toBeVisible()
    if (await first.isVisible()) {
      await first.click()
      await expect(page.getByRole('complementary')).toBeVisible()
    }
    // Colours are the kit's, alike for all kinds and looked at with the main ones: reading them all takes minutes.
    await expectNothingSerious(page, kind, ['color-contrast'])
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
