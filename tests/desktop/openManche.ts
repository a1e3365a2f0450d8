import { expect, type Page } from '@playwright/test'
// Says what `window.desktop` is.
import type {} from '../../src/renderer/platform'
import { type Desktop, launchDesktop } from '../support/desktop'
import { makeProfile, type Profile } from '../support/profile'

interface OpenManche {
  readonly desktop: Desktop
  readonly page: Page
  readonly profile: Profile
  close(): Promise<void>
}

/** The application on a profile of its own, the space of the Manche open in it. */
export async function openManche(): Promise<OpenManche> {
  const profile = await makeProfile()
  const desktop = await launchDesktop(profile.folder)
  const page = await desktop.firstWindow()
  await page.getByRole('button', { name: /^Créer :/ }).click()
  await page.getByRole('combobox', { name: 'Département' }).fill('manch')
  await page.getByRole('option', { name: '50 Manche' }).click()
  await page.getByLabel('Votre prénom et votre nom').fill('Claire Essai')
  await page.getByRole('button', { name: 'Créer l’espace' }).click()
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Ouvrir mon espace' }).click()
  await expect(page.getByRole('navigation', { name: 'Menu' })).toBeVisible()
  return {
    desktop,
    page,
    profile,
    async close() {
      await desktop.close()
      await profile.remove()
    },
  }
}
