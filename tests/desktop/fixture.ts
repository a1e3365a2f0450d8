import type { Page } from '@playwright/test'
import { test as base } from '@playwright/test'
// Says what `window.desktop` is.
import type {} from '../../src/renderer/platform'
import type { Desktop } from '../support/desktop'
import { launchDesktop } from '../support/desktop'
import type { Profile } from '../support/profile'
import { makeProfile } from '../support/profile'

export { expect } from '@playwright/test'

/** A test on the running application; `page` is its first window. One start serves all the tests that leave it be. */
export const test = base.extend<{ page: Page }, { profile: Profile; desktop: Desktop }>({
  profile: [
    async ({}, use) => {
      const profile = await makeProfile()
      await use(profile)
      await profile.remove()
    },
    { scope: 'worker' },
  ],
  desktop: [
    async ({ profile }, use) => {
      const desktop = await launchDesktop(profile.folder)
      await use(desktop)
      await desktop.close()
    },
    { scope: 'worker' },
  ],
  page: async ({ desktop }, use) => {
    await use(await desktop.firstWindow())
  },
})
