import { expect, type Page, test } from '@playwright/test'
import { launchDesktop } from '../support/desktop'
import { makeProfile } from '../support/profile'
import { createManche } from '../support/createManche'
import { openManche } from './openManche'

const title = 'La clé de cet espace n’est pas gardée par le système'

const settings = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('link', { name: 'Réglages' }).click()
  await page.getByRole('link', { name, exact: true }).click()
}

test('[E10] without a keystore the key’s place is told once, and the words about it are true', async () => {
  test.skip(process.platform !== 'linux', 'only Linux has a keystore of last resort')
  const profile = await makeProfile()
  const desktop = await launchDesktop(profile.folder)
  await desktop.evaluate(({ safeStorage }) => {
    safeStorage.getSelectedStorageBackend = () => 'basic_text'
  }, null)
  const page = await desktop.firstWindow()
  await createManche(page)
  await expect(page.getByText('Elle n’est montrée qu’une fois.')).toBeVisible()
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Ouvrir mon espace' }).click()

  const notice = page.getByRole('status').filter({ hasText: title })
  await expect(notice).toContainText('qui copie le disque peut les lire')
  await settings(page, 'Cet ordinateur')
  await expect(notice).toBeVisible()
  await expect(
    page.getByText('le trousseau du système n’a pas pu la prendre', { exact: false }).first(),
  ).toBeVisible()
  await settings(page, 'Sauvegarde et clé')
  await expect(page.getByText('cet ordinateur ne peut pas la montrer de nouveau')).toBeVisible()
  await settings(page, 'Un ordinateur perdu')
  const line = page.getByRole('listitem').filter({ hasText: 'Navigateur, ou application sans trousseau' })
  await expect(line).toContainText('cet ordinateur-ci')

  await page.getByRole('link', { name: 'Accueil' }).click()
  await notice.getByRole('button', { name: 'C’est noté' }).click()
  await expect(notice).toHaveCount(0)
  await desktop.close()
  await profile.remove()
})

test('with a keystore nothing is warned of, and the key can be seen again', async () => {
  const { page, close } = await openManche()
  await expect(page.getByRole('heading', { name: /^Bonjour/ })).toBeVisible()
  await expect(page.getByText(title)).toHaveCount(0)
  await settings(page, 'Cet ordinateur')
  await expect(page.getByText('Gardée par le trousseau du système, avec votre session')).toBeVisible()
  await settings(page, 'Sauvegarde et clé')
  await page.getByRole('button', { name: 'Montrer la clé de secours' }).click()
  await expect(page.locator('code').filter({ hasText: /^[0-9A-Z]{4}-/ })).toBeVisible()
  await settings(page, 'Un ordinateur perdu')
  const line = page.getByRole('listitem').filter({ hasText: 'clé dans le trousseau du système' })
  await expect(line).toContainText('cet ordinateur-ci')
  await close()
})
