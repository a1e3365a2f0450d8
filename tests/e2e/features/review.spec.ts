import { expect, test } from '@playwright/test'
import { type App, serveApp } from '../../support/app'
import { serious } from '../../support/axe'
import { createRecord, type Desk, joinServer, upToDate } from './desks'

let app: App
test.beforeAll(async () => {
  app = await serveApp()
})
test.afterAll(() => app.close())

/** Opens a structure and writes one of its fields. */
async function write(desk: Desk, name: string, label: string, text: string): Promise<void> {
  await desk.go('/fiches/structure')
  await desk.page.getByRole('row', { name: new RegExp(name) }).click()
  const box = desk.page
    .getByRole('complementary', { name })
    .getByRole('textbox', { name: label, exact: true })
  await box.fill(text)
  await box.press('Enter')
  await expect(box).toHaveValue(text)
}

test('[T39] the same field written apart shows both values on both desks, and one gesture closes it on both', async ({
  browser,
}) => {
  const claire = await joinServer(browser, app, 'coordinator', 'Claire Martin')
  await createRecord(claire, 'structure', { Nom: 'MJC du Port' })
  await createRecord(claire, 'structure', { Nom: 'Foyer de la Baie' })
  await upToDate(claire)
  const anne = await joinServer(browser, app, 'coordinator', 'Anne Duval')
  await anne.go('/fiches/structure')
  await expect(anne.page.getByRole('row', { name: /MJC du Port/ })).toBeVisible()

  await claire.offline(true)
  await anne.offline(true)
  await write(claire, 'MJC du Port', 'Adresse', '1 rue du Port')
  await write(anne, 'MJC du Port', 'Adresse', '1 quai du Port')
  await write(anne, 'Foyer de la Baie', 'Adresse', '4 place du Marché')
  await claire.go('/fiches/structure')
  await claire.page.getByRole('row', { name: /Foyer de la Baie/ }).click()
  const panel = claire.page.getByRole('complementary', { name: 'Foyer de la Baie' })
  await panel.getByRole('button', { name: 'Autres actions' }).click()
  await claire.page.getByRole('menuitem', { name: 'Mettre à la corbeille' }).click()
  await claire.page.getByRole('dialog').getByRole('button', { name: 'Mettre à la corbeille' }).click()
  await claire.offline(false)
  await anne.offline(false)

  for (const desk of [claire, anne]) {
    await desk.go('/a-verifier')
    const edit = desk.page.getByRole('article', { name: /MJC du Port, Adresse/ })
    await expect(edit).toBeVisible({ timeout: 90_000 })
    for (const [value, author] of [
      ['1 rue du Port', 'Claire Martin'],
      ['1 quai du Port', 'Anne Duval'],
    ] as const)
      await expect(edit.getByRole('listitem').filter({ hasText: value })).toContainText(author)
    await expect(edit.getByText('Affichée aujourd’hui')).toHaveCount(1)
    const trash = desk.page.getByRole('article', { name: /Foyer de la Baie/ })
    await expect(trash).toContainText('4 place du Marché')
    await expect(trash).toContainText('Mise à la corbeille par Claire Martin')
    expect(await serious(desk.page)).toEqual([])
  }

  await anne.page.getByRole('button', { name: 'Garder cette valeur : 1 rue du Port' }).click()
  await anne.page.getByRole('button', { name: 'Restaurer la fiche' }).click()
  for (const desk of [anne, claire])
    await expect(desk.page.getByText('Rien à vérifier')).toBeVisible({ timeout: 60_000 })
  for (const desk of [anne, claire]) {
    await desk.go('/fiches/structure')
    await desk.page.getByRole('row', { name: /MJC du Port/ }).click()
    await expect(desk.page.getByRole('textbox', { name: 'Adresse', exact: true })).toHaveValue(
      '1 rue du Port',
    )
    await expect(desk.page.getByRole('row', { name: /Foyer de la Baie/ })).toBeVisible()
    expect(desk.faults).toEqual([])
  }
})
