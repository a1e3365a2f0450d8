import { expect, type Locator, test } from '@playwright/test'
import { type App, serveApp } from '../../support/app'
import { joinServer } from '../features/desks'

let app: App
test.beforeAll(async () => {
  app = await serveApp()
  await app.addRecords(
    'coordinator',
    Array.from({ length: 40 }, (_, n) => ({
      kind: 'structure',
      id: `s${n}`,
      values: { name: `Maison ${String(n).padStart(2, '0')}` },
    })),
  )
})
test.afterAll(() => app.close())

const boxOf = async (what: Locator): Promise<{ readonly top: number; readonly bottom: number }> => {
  const box = await what.boundingBox()
  if (!box) throw new Error('it is not drawn')
  return { top: box.y, bottom: box.y + box.height }
}

test('a new record: its line stands above the total, its type is found by what others call it, and a name that is given is no longer missed', async ({
  browser,
}) => {
  const desk = await joinServer(browser, app, 'coordinator', 'Claire Martin')
  const { page } = desk
  await page.setViewportSize({ width: 1366, height: 768 })
  await desk.go('/fiches/structure')
  await expect(page.getByRole('row', { name: /Maison 00/ })).toBeVisible()
  await page.getByRole('button', { name: 'Nouvelle structure' }).click()
  const form = page.getByRole('dialog')
  const name = form.getByRole('textbox', { name: 'Nom', exact: true })
  await form.getByRole('button', { name: 'Créer' }).click()
  await expect(name).toHaveAttribute('aria-invalid', 'true')
  await name.fill('Maison 25 bis')
  await name.press('Tab')
  await expect(name).not.toHaveAttribute('aria-invalid', 'true')

  const type = form.getByRole('combobox', { name: 'Type de structure', exact: true })
  await type.pressSequentially('foyer')
  await type.press('Tab')
  await expect(type).toHaveValue('FJT, résidence habitat jeunes')
  await form.getByRole('button', { name: 'Créer' }).click()

  const row = page.getByRole('row', { name: /Maison 25 bis/ })
  await expect(row).toHaveAttribute('data-open', 'true')
  const total = page.getByRole('rowheader', { name: 'Total' })
  await expect
    .poll(async () => (await boxOf(total)).top - (await boxOf(row)).bottom)
    .toBeGreaterThanOrEqual(0)
  expect((await boxOf(row)).top).toBeGreaterThan((await boxOf(page.getByRole('columnheader').first())).bottom)
  expect(desk.faults).toEqual([])
})
