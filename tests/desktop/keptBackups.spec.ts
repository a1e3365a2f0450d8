import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { openManche } from './openManche'

test('« Sauvegarde » lists what the application has kept of the space, puts it elsewhere and restores it', async () => {
  const { desktop, page, profile, close } = await openManche()
  await page.evaluate(async () => {
    const own = localStorage.getItem('maillage.last') ?? ''
    for (const workspace of [own, 'w00000000000000bb'])
      await window.desktop?.writeBackup({ workspace, bytes: Uint8Array.of(1, 2, 3) })
  })
  await page.getByRole('link', { name: 'Réglages' }).click()
  await page.getByRole('link', { name: 'Sauvegarde et clé' }).click()
  const kept = page.getByRole('list', { name: 'Sauvegardes faites par l’application' }).getByRole('listitem')
  await expect(kept).toHaveCount(1)

  const path = join(profile.folder, 'ailleurs.maillage-backup')
  await desktop.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath })
  }, path)
  await kept.getByRole('button', { name: /^Enregistrer ailleurs/ }).click()
  await expect(page.getByText('Sauvegarde enregistrée')).toBeVisible()
  expect([...(await readFile(path))]).toEqual([1, 2, 3])

  await kept.getByRole('button', { name: /^Restaurer/ }).click()
  await expect(page.getByLabel('Clé de secours')).toBeFocused()
  await page.getByLabel('Clé de secours').fill('ABCD')
  await page.getByRole('button', { name: 'Restaurer', exact: true }).click()
  await expect(page.getByText('Une clé de secours compte 56 caractères')).toBeVisible()
  await close()
})
