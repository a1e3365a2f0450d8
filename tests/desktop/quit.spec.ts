import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { gaveWay } from '../../src/core/ipc'
// Says what `window.desktop` is.
import type {} from '../../src/renderer/platform'
import type { Desktop } from '../support/desktop'
import { launchDesktop, startAgain } from '../support/desktop'
import { makeProfile } from '../support/profile'

/** Begins to save a file on a disk that keeps it waiting, until `hurry`. */
async function saveSlowly(desktop: Desktop, path: string): Promise<{ hurry: () => Promise<void> }> {
  await desktop.evaluate(({ app, dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath })
    const disk = process.getBuiltinModule('node:fs/promises')
    const { rename } = disk
    disk.rename = async (from, to) => {
      await new Promise<void>((resolve) => void app.once('hurry' as 'ready', () => resolve()))
      await rename(from, to)
    }
    process.getBuiltinModule('node:module').syncBuiltinESMExports()
  }, path)
  const page = await desktop.firstWindow()
  await page.evaluate(() => {
    void window.desktop?.saveFile({ name: 'bilan.csv', bytes: new TextEncoder().encode('nom;téléphone') })
  })
  await expect.poll(() => readdir(join(path, '..'))).toEqual([expect.stringMatching(/\.partial$/)])
  return {
    hurry: () => desktop.evaluate(({ app }) => void app.emit('hurry'), null),
  }
}

const quit = (desktop: Desktop) => desktop.evaluate(({ app }) => void setImmediate(() => app.quit()), null)

test('a file that is being saved when the application quits is whole, and nothing is left beside it', async () => {
  const profile = await makeProfile()
  const folder = join(profile.folder, 'exports')
  await mkdir(folder)
  const desktop = await launchDesktop(profile.folder)
  const { hurry } = await saveSlowly(desktop, join(folder, 'bilan.csv'))
  await quit(desktop)
  await expect.poll(() => desktop.windows().length).toBe(0)
  await hurry()
  await desktop.close()
  expect(await readdir(folder)).toEqual(['bilan.csv'])
  expect(await readFile(join(folder, 'bilan.csv'), 'utf8')).toBe('nom;téléphone')
  await profile.remove()
})

test('[E13] a start while the last file is being saved opens the window again', async () => {
  const profile = await makeProfile()
  const folder = join(profile.folder, 'exports')
  await mkdir(folder)
  const desktop = await launchDesktop(profile.folder)
  const { hurry } = await saveSlowly(desktop, join(folder, 'bilan.csv'))
  await quit(desktop)
  await expect.poll(() => desktop.windows().length).toBe(0)
  expect(await startAgain(profile.folder, [])).toBe(gaveWay)
  await expect.poll(() => desktop.windows().length).toBe(1)
  await hurry()
  await expect.poll(() => readdir(folder)).toEqual(['bilan.csv'])
  const again = desktop.windows()[0]
  if (!again) throw new Error('it was seen above')
  await expect(again.getByRole('heading').first()).toBeVisible()
  expect(await again.evaluate(() => window.desktop?.appInfo(null))).toMatchObject({ writable: true })
  await desktop.close()
  await profile.remove()
})

/** Ends the session as Windows does, or the computer as other systems do; whether that is asked to wait. */
const end = (desktop: Desktop, what: 'session' | 'system') =>
  desktop.evaluate(({ BrowserWindow, powerMonitor }, way) => {
    const asked = { waits: false, preventDefault: () => void (asked.waits = true) }
    if (way === 'system') powerMonitor.emit('shutdown', asked)
    else BrowserWindow.getAllWindows()[0]?.emit('query-session-end', asked)
    return asked.waits
  }, what)

for (const what of ['session', 'system'] as const)
  test(`a ${what} that ends waits for a file that is being saved, and the application quits by itself`, async () => {
    const profile = await makeProfile()
    const folder = join(profile.folder, 'exports')
    await mkdir(folder)
    const desktop = await launchDesktop(profile.folder)
    const { hurry } = await saveSlowly(desktop, join(folder, 'bilan.csv'))
    expect(await end(desktop, what)).toBe(true)
    await expect.poll(() => desktop.windows().length).toBe(0)
    await hurry()
    await expect.poll(() => readdir(folder)).toEqual(['bilan.csv'])
    await desktop.close()
    await profile.remove()
  })

test('a session that ends while nothing is being written is not held up', async () => {
  const profile = await makeProfile()
  const desktop = await launchDesktop(profile.folder)
  await expect((await desktop.firstWindow()).getByRole('heading').first()).toBeVisible()
  expect(await end(desktop, 'session')).toBe(false)
  await expect.poll(() => desktop.windows().length).toBe(0)
  await desktop.close()
  await profile.remove()
})

test('a profile that cannot be a folder is refused before anything is opened', async () => {
  const profile = await makeProfile()
  const file = join(profile.folder, 'un fichier')
  await writeFile(file, 'pas un dossier')
  expect(await startAgain(file, [])).toBe(1)
  expect(await startAgain(join(file, 'dessous'), [])).toBe(1)
  await profile.remove()
})
