import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './fixture'

const write = (page: Page, name: string, byte: number) =>
  page.evaluate(([to, value]) => window.desktop?.writeSecret({ name: to, bytes: Uint8Array.of(value) }), [
    name,
    byte,
  ] as const)

const read = (page: Page, name: string) =>
  page.evaluate(async (from) => {
    const secret = await window.desktop?.readSecret({ name: from })
    return secret?.ok && secret.value !== null ? [...secret.value] : secret
  }, name)

test.beforeEach(async ({ page }) => {
  const info = await page.evaluate(() => window.desktop?.appInfo(null))
  test.skip(info?.keystore === false, 'this system has no keystore')
})

test('[E10] a key that cannot be sealed anew is the key all the same', async ({ desktop, page }) => {
  await write(page, 'aged', 7)
  await desktop.evaluate(({ safeStorage }) => {
    const { decryptStringAsync, encryptStringAsync } = safeStorage
    Object.assign(safeStorage, { kept: { decryptStringAsync, encryptStringAsync } })
    safeStorage.decryptStringAsync = async (sealed) => ({
      ...(await decryptStringAsync.call(safeStorage, sealed)),
      shouldReEncrypt: true,
    })
    safeStorage.encryptStringAsync = async () => {
      throw new Error('the keyring is locked')
    }
  }, null)
  expect(await read(page, 'aged')).toEqual([7])
  expect(await write(page, 'aged', 8)).toEqual({ ok: false, error: 'denied' })
  expect(await read(page, 'aged')).toEqual([7])
  await desktop.evaluate(({ safeStorage }) => {
    Object.assign(safeStorage, Reflect.get(safeStorage, 'kept'))
  }, null)
  expect(await read(page, 'aged')).toEqual([7])
})

test('[E10] a key that is sealed anew does not come back over a newer one', async ({ desktop, page }) => {
  await write(page, 'rotated', 1)
  await desktop.evaluate(({ app, safeStorage }) => {
    const { decryptStringAsync } = safeStorage
    safeStorage.decryptStringAsync = async (sealed) => {
      const opened = await decryptStringAsync.call(safeStorage, sealed)
      const told = new Promise<void>((resolve) => void app.once('open' as 'ready', () => resolve()))
      app.emit('opening')
      await told
      safeStorage.decryptStringAsync = decryptStringAsync
      return { ...opened, shouldReEncrypt: true }
    }
    const opening = new Promise<void>((resolve) => void app.once('opening' as 'ready', () => resolve()))
    Object.assign(safeStorage, { opening })
  }, null)
  const first = read(page, 'rotated')
  await desktop.evaluate(({ safeStorage }) => Reflect.get(safeStorage, 'opening'), null)
  expect(await write(page, 'rotated', 2)).toEqual({ ok: true, value: null })
  await desktop.evaluate(({ app }) => void app.emit('open'), null)
  expect(await first).toEqual([1])
  expect(await read(page, 'rotated')).toEqual([2])
})

test('[E10] a keystore that does not answer is none, and no call is thrown back for it', async ({
  desktop,
  page,
}) => {
  await write(page, 'shut', 3)
  await desktop.evaluate(({ safeStorage }) => {
    const { isAsyncEncryptionAvailable } = safeStorage
    safeStorage.isAsyncEncryptionAvailable = async () => {
      throw new Error('no session bus')
    }
    Object.assign(safeStorage, { kept: { isAsyncEncryptionAvailable } })
  }, null)
  expect(await page.evaluate(() => window.desktop?.appInfo(null))).toMatchObject({ keystore: false })
  expect(await read(page, 'shut')).toEqual({ ok: false, error: 'unavailable' })
  await desktop.evaluate(({ safeStorage }) => {
    Object.assign(safeStorage, Reflect.get(safeStorage, 'kept'))
  }, null)
  expect(await read(page, 'shut')).toEqual([3])
})

test('a secret that is removed is gone with what a killed application has left of it', async ({
  page,
  profile,
}) => {
  const remove = () => page.evaluate(() => window.desktop?.deleteSecret({ name: 'forgotten' }))
  expect(await remove()).toEqual({ ok: true, value: null })
  await write(page, 'forgotten', 4)
  const folder = join(profile.folder, 'secrets')
  await writeFile(join(folder, 'forgotten.secret.0123456789ab.partial'), 'sealed')
  expect(await remove()).toEqual({ ok: true, value: null })
  expect((await readdir(folder)).filter((name) => name.startsWith('forgotten'))).toEqual([])
})
