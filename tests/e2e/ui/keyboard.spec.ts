import { expect, type Locator, test } from '@playwright/test'
import { type App, serveApp } from '../../support/app'
import { createManche, createRecord } from '../features/desks'

let app: App
test.beforeAll(async () => {
  app = await serveApp()
})
test.afterAll(() => app.close())

test('a form is filled in by keys: a list covers nothing as one passes, and takes what is typed', async ({
  browser,
}) => {
  const desk = await createManche(browser, app)
  const { page } = desk
  await desk.go('/fiches/contact/nouveau')
  const form = page.getByRole('dialog')
  for (const label of ['Partenaire', 'Structure'])
    await form.getByRole('combobox', { name: label, exact: true }).focus()
  await expect(page.getByRole('listbox')).toHaveCount(0)
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('listbox')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(form).toHaveCount(0)

  await desk.go('/fiches/structure/nouveau')
  await form.getByRole('textbox', { name: 'Nom', exact: true }).fill('MLEM')
  const type = form.getByRole('combobox', { name: 'Type de structure', exact: true })
  await type.fill('Mission')
  await expect(page.getByRole('option', { name: 'Mission locale' })).toBeVisible()
  await type.press('Enter')
  await expect(form).toBeVisible()
  await expect(type).toHaveValue('Mission locale')
  await expect(page.getByRole('listbox')).toHaveCount(0)
  await type.press('Enter')
  const panel = page.getByRole('complementary', { name: 'MLEM' })
  await expect(panel.getByRole('combobox', { name: 'Type de structure', exact: true })).toHaveValue(
    'Mission locale',
  )
  expect(desk.faults).toEqual([])
})

test('the palette that is left gives the focus back to where it was', async ({ browser }) => {
  const desk = await createManche(browser, app)
  const { page } = desk
  await createRecord(desk, 'structure', { Nom: 'MJC du Port' })
  await desk.go('/fiches/structure')
  const grid = page.getByRole('grid')
  await grid.focus()
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: 'Chercher partout' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('combobox', { name: 'Chercher partout' })).toHaveCount(0)
  await expect(grid).toBeFocused()

  // Every kind that is filled in by hand is made from there.
  for (const label of ['Nouvelle convention', 'Nouveau partenaire', 'Nouvel acte', 'Nouveau versement']) {
    await page.keyboard.press('Control+k')
    await page.keyboard.type(label)
    await expect(page.getByRole('option', { name: label, exact: false }).first()).toBeVisible()
    await page.keyboard.press('Escape')
  }
  expect(desk.faults).toEqual([])
})

test('Enter in the palette obeys the words typed, even before its list has followed them', async ({
  browser,
}) => {
  const desk = await createManche(browser, app)
  const { page } = desk
  await page.keyboard.press('Control+k')
  const words = page.getByRole('combobox', { name: 'Chercher partout' })
  await expect(words).toBeFocused()
  // Both in one turn of the page: the list has had no time to be drawn anew.
  await words.evaluate((input: HTMLInputElement) => {
    const write = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set
    write?.call(input, 'Nouvelle convention')
    input.dispatchEvent(new InputEvent('input', { bubbles: true }))
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
  })
  await expect(page.getByRole('dialog', { name: 'Nouvelle convention' })).toBeVisible()
  expect(desk.faults).toEqual([])
})

/** How far a button's sign stands out from the bar behind it, as WCAG counts it. */
const contrastOf = (button: Locator): Promise<number> =>
  button.evaluate((element) => {
    const luminance = (colour: string): number => {
      const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map((part) => {
        const share = Number(part) / 255
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
      })
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
    const bar = element.closest('header')
    if (!bar) throw new Error('not in the bar')
    const [behind, sign] = [getComputedStyle(bar).backgroundColor, getComputedStyle(element).color]
    return (luminance(behind) + 0.05) / (luminance(sign) + 0.05)
  })

test('a button that can undo something is read at once, and plainly darker than one that cannot', async ({
  browser,
}) => {
  const desk = await createManche(browser, app)
  const bar = desk.page.getByRole('banner')
  const [undo, redo] = ['Annuler', 'Rétablir'].map((name) =>
    bar.getByRole('button', { name: new RegExp(`^${name}`) }),
  )
  if (!undo || !redo) throw new Error('no such buttons')
  await expect(redo).toBeDisabled()
  expect(await contrastOf(redo)).toBeLessThan(2)
  await createRecord(desk, 'structure', { Nom: 'MJC du Port' })
  await expect(undo).toBeEnabled()
  expect(await contrastOf(undo)).toBeGreaterThan(10)
  expect(desk.faults).toEqual([])
})

test('a record chosen in the palette has the focus, and one opened in its table has it by a second Enter', async ({
  browser,
}) => {
  const desk = await createManche(browser, app)
  const { page } = desk
  await createRecord(desk, 'structure', { Nom: 'MJC du Port' })
  await desk.go('/')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('port')
  await expect(page.getByRole('option', { name: /MJC du Port/ })).toBeVisible()
  await page.keyboard.press('Enter')
  const panel = page.getByRole('complementary', { name: 'MJC du Port' })
  await expect(panel).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()

  const table = page.getByRole('grid')
  await table.focus()
  await page.keyboard.press('Enter')
  await expect(panel).toBeVisible()
  await expect(table).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(panel).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  expect(desk.faults).toEqual([])
})
