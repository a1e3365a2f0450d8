import { expect, test } from '@playwright/test'
import { startAgain } from '../support/desktop'
import { openManche } from './openManche'

test('an invitation link followed while a space is open is asked about, then shown where it can be joined', async () => {
  const { page, profile, close } = await openManche()
  const link = (code: string): string => `maillage://join?server=https%3A%2F%2Fsync.example.org&code=${code}`
  const asked = page.getByRole('dialog', { name: 'Voir cette invitation ?' })
  await startAgain(profile.folder, [link('AbC_123-xyz')])
  await expect(asked).toContainText('sync.example.org')
  await asked.getByRole('button', { name: 'Plus tard' }).click()
  await expect(asked).toBeHidden()
  await expect(page.getByRole('heading', { name: /^Bonjour/ })).toBeVisible()

  await startAgain(profile.folder, [link('DeF_456-uvw')])
  await asked.getByRole('button', { name: 'Voir l’invitation' }).click()
  await expect(page.getByLabel('Adresse du serveur')).toHaveValue('https://sync.example.org')
  await expect(page.getByLabel('Code de l’invitation')).toHaveValue('DeF_456-uvw')
  await close()
})
