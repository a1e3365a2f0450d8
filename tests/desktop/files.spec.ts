import { randomBytes } from 'node:crypto'
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { expect, test } from './fixture'

const answerSave = (path: string | undefined) => ({ canceled: path === undefined, filePath: path ?? '' })

test('a file saved from the page is on the disk, byte for byte, under its accented name', async ({
  desktop,
  page,
  profile,
}) => {
  const path = join(profile.folder, 'équipe 2026.xlsx')
  await desktop.evaluate(({ dialog }, answer) => {
    dialog.showSaveDialog = async () => answer
  }, answerSave(path))
  const saved = await page.evaluate(() => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 251)
    return window.desktop?.saveFile({ name: 'équipe 2026.xlsx', bytes })
  })
  expect(saved).toEqual({ ok: true, value: 'équipe 2026.xlsx' })
  const written = await readFile(path)
  expect(written.equals(Uint8Array.from({ length: 70_000 }, (_, index) => index % 251))).toBe(true)
})

test('a save that the user cancels writes nothing', async ({ desktop, page, profile }) => {
  await desktop.evaluate(({ dialog }, answer) => {
    dialog.showSaveDialog = async () => answer
  }, answerSave(undefined))
  const saved = await page.evaluate(() =>
    window.desktop?.saveFile({ name: 'rien.csv', bytes: new Uint8Array(3) }),
  )
  expect(saved).toEqual({ ok: false, error: 'cancelled' })
  const names = (await readdir(profile.folder, { recursive: true })).map((path) => basename(path))
  expect(names.filter((name) => name.startsWith('rien'))).toEqual([])
})

test('a save that the system refuses says so and leaves no half of a file', async ({
  desktop,
  page,
  profile,
}) => {
  const folder = join(profile.folder, 'exports')
  await mkdir(join(folder, 'annuaire.xlsx', 'taken'), { recursive: true })
  await desktop.evaluate(
    ({ dialog }, answer) => {
      dialog.showSaveDialog = async () => answer
    },
    answerSave(join(folder, 'annuaire.xlsx')),
  )
  const saved = await page.evaluate(() =>
    window.desktop?.saveFile({ name: 'annuaire.xlsx', bytes: new Uint8Array(9) }),
  )
  expect(saved).toEqual({ ok: false, error: 'denied' })
  expect(await readdir(folder)).toEqual(['annuaire.xlsx'])
})

test('an opened file comes with its name and bytes, never its path', async ({ desktop, page, profile }) => {
  const path = join(profile.folder, 'suivi Manche.xlsx')
  const bytes = randomBytes(5000)
  await writeFile(path, bytes)
  await desktop.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [filePath] })
  }, path)
  const opened = await page.evaluate(async () => {
    const file = await window.desktop?.openFile({ title: 'Importer', extensions: ['xlsx', 'csv'] })
    return file?.ok ? { name: file.value.name, bytes: [...file.value.bytes] } : file
  })
  expect(opened).toEqual({ name: 'suivi Manche.xlsx', bytes: [...bytes] })
})

test('an opened file that is gone is a refusal in the terms of the call', async ({
  desktop,
  page,
  profile,
}) => {
  await desktop.evaluate(
    ({ dialog }, filePath) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [filePath] })
    },
    join(profile.folder, 'absent.csv'),
  )
  const opened = await page.evaluate(() => window.desktop?.openFile({ title: 'Importer', extensions: [] }))
  expect(opened).toEqual({ ok: false, error: 'denied' })
})

test('the page prints to a PDF', async ({ desktop, page, profile }) => {
  const path = join(profile.folder, 'réunion.pdf')
  await desktop.evaluate(({ dialog }, answer) => {
    dialog.showSaveDialog = async () => answer
  }, answerSave(path))
  const printed = await page.evaluate(() =>
    window.desktop?.printToPdf({ name: 'réunion.pdf', landscape: true }),
  )
  expect(printed).toEqual({ ok: true, value: 'réunion.pdf' })
  expect((await readFile(path)).subarray(0, 5).toString()).toBe('%PDF-')
})

test('backups rotate, survive a restart and come back whole', async ({ desktop, page }) => {
  const written = await page.evaluate(async () => {
    const names: string[] = []
    for (let index = 0; index < 14; index += 1) {
      const backup = await window.desktop?.writeBackup({
        workspace: 'w00000000000000aa',
        bytes: Uint8Array.of(index, 1, 2, 3),
      })
      if (backup?.ok) names.push(backup.value.name)
    }
    return names
  })
  expect(new Set(written).size).toBe(14)
  const listed = await page.evaluate(() => window.desktop?.listBackups(null))
  const names = listed?.ok ? listed.value.map(({ name }) => name) : []
  expect(names.slice(0, 3)).toEqual(written.slice(-3).reverse())
  expect(names.length).toBeLessThanOrEqual(10)
  const newest = await page.evaluate(async (name) => {
    const backup = await window.desktop?.readBackup({ name })
    return backup?.ok ? [...backup.value] : backup
  }, names[0] ?? '')
  expect(newest).toEqual([13, 1, 2, 3])
  const gone = await page.evaluate((name) => window.desktop?.readBackup({ name }), written[0] ?? '')
  expect(gone).toEqual({ ok: false, error: 'missing' })
  expect(desktop.windows()).toHaveLength(1)
})

test('[E10] a secret is sealed on the disk, and one that no longer opens is said and kept', async ({
  page,
  profile,
}) => {
  const info = await page.evaluate(() => window.desktop?.appInfo(null))
  const written = await page.evaluate(() =>
    window.desktop?.writeSecret({ name: 'device-token', bytes: new TextEncoder().encode('canari-du-jeton') }),
  )
  if (info?.keystore === false) {
    expect(written).toEqual({ ok: false, error: 'unavailable' })
    return
  }
  expect(written).toEqual({ ok: true, value: null })
  const read = () =>
    page.evaluate(async () => {
      const secret = await window.desktop?.readSecret({ name: 'device-token' })
      return secret?.ok && secret.value !== null ? new TextDecoder().decode(secret.value) : secret
    })
  expect(await read()).toBe('canari-du-jeton')
  const path = join(profile.folder, 'secrets/device-token.secret')
  const sealed = await readFile(path)
  expect(sealed.includes('canari')).toBe(false)
  expect(sealed.includes(Buffer.from('canari-du-jeton').toString('base64'))).toBe(false)
  const damaged = Buffer.from(sealed)
  damaged[20] = (damaged[20] ?? 0) ^ 0xff
  await writeFile(path, damaged)
  expect(await read()).toEqual({ ok: false, error: 'unreadable' })
  expect((await readFile(path)).equals(damaged)).toBe(true)
  expect(await page.evaluate(() => window.desktop?.deleteSecret({ name: 'device-token' }))).toEqual({
    ok: true,
    value: null,
  })
  expect(await read()).toEqual({ ok: true, value: null })
})

test('[E10] a keystore whose password everyone knows is no keystore', async ({ desktop, page }) => {
  test.skip(process.platform !== 'linux', 'only Linux has a keystore of last resort')
  const before = await desktop.evaluate(({ safeStorage }) => {
    const backend = safeStorage.getSelectedStorageBackend()
    safeStorage.getSelectedStorageBackend = () => 'basic_text'
    return backend
  }, null)
  expect(await page.evaluate(() => window.desktop?.appInfo(null))).toMatchObject({ keystore: false })
  const written = await page.evaluate(() =>
    window.desktop?.writeSecret({ name: 'token', bytes: new Uint8Array(4) }),
  )
  expect(written).toEqual({ ok: false, error: 'unavailable' })
  await desktop.evaluate(({ safeStorage }, backend) => {
    safeStorage.getSelectedStorageBackend = () => backend
  }, before)
})

test('the application says what the page cannot know', async ({ page }) => {
  const info = await page.evaluate(() => window.desktop?.appInfo(null))
  expect(info).toMatchObject({ platform: process.platform, writable: true, version: '0.1.0' })
  expect(await page.evaluate(() => window.desktop?.appInfo(null))).toEqual(info)
})
