import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { openManche } from './openManche'

test('Ctrl P writes the page as a PDF on the paper that it asks for, a table’s the other way round', async () => {
  const { desktop, page, profile, close } = await openManche()
  const saved = async (name: string): Promise<string> => {
    const path = join(profile.folder, name)
    await desktop.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath })
    }, path)
    await page.keyboard.press('Control+p')
    await expect(page.getByText(`Fichier enregistré\u00a0: ${name}`)).toBeVisible()
    return (await readFile(path)).toString('latin1')
  }
  expect(await saved('accueil.pdf')).toMatch(/MediaBox \[0 0 59\d(?:\.\d+)? 84\d/)

  await page.evaluate(() => (location.hash = '#/fiches/structure/nouveau'))
  const form = page.getByRole('dialog')
  await form.getByLabel('Nom', { exact: true }).first().fill('MJC du Port')
  await form.getByRole('button', { name: 'Créer' }).click()
  await expect(form).toBeHidden()
  await page.evaluate(() => (location.hash = '#/fiches/structure'))
  await expect(page.getByRole('row', { name: /MJC du Port/ })).toBeVisible()
  expect(await saved('structures.pdf')).toMatch(/MediaBox \[0 0 84\d(?:\.\d+)? 59\d/)
  await close()
})
