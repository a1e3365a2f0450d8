import { expect, type Page, test } from '@playwright/test'
import { type App, serveApp } from '../../support/app'

// A screen of 1366 × 768 enlarged to 200 %.
test.use({ viewport: { width: 683, height: 384 } })

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

/** What stands out at the right of the window, but for what scrolls aside in a box of its own, like a table. */
const standingOut = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const edge = document.documentElement.clientWidth + 1
    const content = document.getElementById('contenu')
    const isInScroller = (of: Element): boolean => {
      for (let box = of.parentElement; box && box !== content; box = box.parentElement)
        if (getComputedStyle(box).overflowX !== 'visible' && box.getBoundingClientRect().right <= edge)
          return !box.contains(content)
      return false
    }
    return [...document.querySelectorAll('#root *')]
      .filter((one) => one.getBoundingClientRect().width > 0 && one.getBoundingClientRect().right > edge)
      .filter((one) => !isInScroller(one))
      .map((one) => `${one.tagName} ${one.textContent.slice(0, 40)}`)
  })

test('at 200 %, a record opens over its table, and a field is reached, seen and written by keys', async ({
  page,
}) => {
  await discover(page)
  await page.goto(`${app.url}/#/fiches/structure`)
  const grid = page.getByRole('grid', { name: 'Structures' })
  await expect(grid).toBeVisible()
  expect((await grid.boundingBox())?.height).toBeGreaterThan(200)
  await grid.focus()
  await page.keyboard.press('Enter')
  const panel = page.getByRole('complementary')
  await expect(panel).toBeFocused()
  await expect(grid).toBeHidden()
  expect((await panel.boundingBox())?.width).toBeGreaterThan(450)

  const phone = panel.getByRole('textbox', { name: 'Téléphone' })
  for (let tabs = 0; tabs < 40; tabs++) {
    await page.keyboard.press('Tab')
    if (await phone.evaluate((field) => field === document.activeElement)) break
  }
  await expect(phone).toBeFocused()
  const [field, bar] = [await phone.boundingBox(), await page.getByRole('banner').boundingBox()]
  expect(field?.y).toBeGreaterThanOrEqual((bar?.y ?? 0) + (bar?.height ?? 0))
  expect((field?.y ?? 0) + (field?.height ?? 0)).toBeLessThanOrEqual(384)
  await page.keyboard.press('Control+a')
  await page.keyboard.type('233000000')
  await page.keyboard.press('Enter')
  await expect(phone).toHaveValue('02 33 00 00 00')
  await page.keyboard.press('Escape')
  await expect(panel).toHaveCount(0)
  await expect(grid).toBeFocused()
})

test('at 200 %, nothing is wider than the window, and both states stay in sight', async ({ page }) => {
  await discover(page)
  for (const place of ['/', '/fiches/promeneur', '/fiches/funding', '/import', '/rapports', '/reglages']) {
    await page.goto(`${app.url}/#${place}`)
    await expect(page.getByRole('heading').first()).toBeVisible()
    expect(await standingOut(page), place).toEqual([])
    const bar = page.getByRole('banner')
    await expect(bar.getByRole('status', { name: /^Synchronisation/ })).toBeAttached()
    await expect(bar.getByText('Enregistré sur cet ordinateur')).toBeAttached()
    await expect(bar.locator('svg')).toHaveCount(5)
    for (const sign of await bar.locator('svg').all()) await expect(sign).toBeInViewport({ ratio: 1 })
    await expect(bar.getByRole('button', { name: 'Chercher partout' })).toHaveText(/Chercher/)
    const names = [
      ...(await page.getByRole('navigation', { name: 'Menu' }).getByRole('link').all()),
      bar.getByText('Réseau d’exemple'),
    ]
    for (const name of names)
      expect(await name.evaluate((one) => one.scrollWidth - one.clientWidth), place).toBeLessThanOrEqual(0)
  }
  await page.goto(`${app.url}/#/fiches/funding`)
  const totals = page.getByRole('region', { name: 'Totaux par exercice' })
  const [whole, table] = [await totals.boundingBox(), await totals.getByRole('table').boundingBox()]
  expect((table?.x ?? 0) + (table?.width ?? 0)).toBeLessThanOrEqual((whole?.x ?? 0) + (whole?.width ?? 0))
  expect((table?.y ?? 0) - (whole?.y ?? 0)).toBeLessThan(20)
})
