import { expect, type Page } from '@playwright/test'
// Says what `window.desktop` is.
import type {} from '../../src/renderer/platform'
import { type Desktop, launchDesktop } from '../support/desktop'
import { makeProfile, type Profile } from '../support/profile'
import { createManche } from '../support/createManche'

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
  await createManche(page)
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
