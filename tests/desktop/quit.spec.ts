import { mkdir, readFile, readdir } from 'node:fs/promises'
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
