import type { Page } from '@playwright/test'

/** From the first screen: creates the Manche's space on this computer; its recovery key is shown next. */
export async function createManche(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Créer :/ }).click()
  await page.getByRole('combobox', { name: 'Département' }).fill('manch')
  await page.getByRole('option', { name: '50 Manche' }).click()
  await page.getByLabel('Votre prénom et votre nom').fill('Claire Essai')
  await page.getByRole('button', { name: 'Créer l’espace' }).click()
}
