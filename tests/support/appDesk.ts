import { expect, type BrowserContext, type Download, type Locator, type Page } from '@playwright/test'
import ExcelJS from 'exceljs'
import { newChromiumProfile } from './chromiumProfile'

/** One person's computer: a browser profile, and the workstation in its window. */
export interface Desk {
  /** The profile's folder on disk. */
  readonly folder: string
  /** The window that is open now. */
  readonly page: Page
  /** Opens the window on an address. */
  open(url: string): Promise<void>
  /** Ends the browser as a power cut would. */
  kill(): Promise<void>
  /** Closes the window and keeps the profile. */
  close(): Promise<void>
  remove(): Promise<void>
}

/** Makes a computer on which nothing has been opened yet. */
export async function newDesk(): Promise<Desk> {
  const profile = await newChromiumProfile()
  let window: { context: BrowserContext; page: Page } | undefined
  const close = async (): Promise<void> => {
    await window?.context.close().catch(() => undefined) // it may have been killed
    window = undefined
  }
  return {
    folder: profile.folder,
    get page() {
      if (!window) throw new Error('no window is open')
      return window.page
    },
    async open(url) {
      await close()
      window = await profile.launch()
      // A step that waits longer has lost its way: its own name tells more than the test's time limit.
      window.context.setDefaultTimeout(45_000)
      await window.page.goto(url)
    },
    async kill() {
      await profile.kill()
      await close()
    },
    close,
    async remove() {
      await close()
      await profile.kill()
      await profile.remove()
    },
  }
}

/** Joins with an invitation's link, and waits until the window opens without a server too. */
export async function join(desk: Desk, link: string, name: string, device: string): Promise<void> {
  await enter(desk, link, name, device)
  await desk.page.waitForFunction(() => navigator.serviceWorker.controller !== null)
}

/** Joins with an invitation's link, and waits until all that the server has is there. */
export async function enter(desk: Desk, link: string, name: string, device: string): Promise<void> {
  await desk.open(link)
  const { page } = desk
  await page.getByLabel('Votre prénom et votre nom').fill(name)
  await page.getByLabel('Nom de cet ordinateur').fill(device)
  await page.getByRole('button', { name: 'Rejoindre' }).click()
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Ouvrir mon espace' }).click()
  await expect(page.getByRole('navigation', { name: 'Menu' })).toBeVisible()
  await level(page)
}

/** Waits until « À jour » is said: the server has everything, and so have we. */
export async function level(page: Page): Promise<void> {
  await expect(page.getByRole('status', { name: 'Synchronisation : À jour' })).toBeVisible({
    timeout: 120_000,
  })
}

/** Waits until everything typed is on this computer's disk. */
export async function saved(page: Page): Promise<void> {
  await expect(page.getByText('Enregistré sur cet ordinateur').first()).toBeVisible()
}

/** Opens the table of a kind. */
export async function table(page: Page, kind: string, title: string): Promise<Locator> {
  await page.goto(`${new URL(page.url()).origin}/#/fiches/${kind}`)
  const grid = page.getByRole('grid', { name: title })
  await expect(grid).toBeVisible()
  // What was last looked for stays while the table does.
  await page.getByRole('textbox', { name: `Chercher dans : ${title}` }).fill('')
  return grid
}

/** Opens the panel of the one record that a search in its table finds. */
export async function record(page: Page, kind: string, title: string, name: string): Promise<Locator> {
  const grid = await table(page, kind, title)
  await page.getByRole('textbox', { name: `Chercher dans : ${title}` }).fill(name)
  await grid.getByRole('gridcell', { name, exact: true }).click()
  const panel = page.getByRole('complementary', { name, exact: true })
  await expect(panel).toBeVisible()
  return panel
}

/** Does what makes the window save a workbook, and reads that file again. */
export async function workbook(page: Page, make: () => Promise<void>): Promise<ExcelJS.Workbook> {
  const waiting = page.waitForEvent('download')
  await make()
  const download: Download = await waiting
  const file = new ExcelJS.Workbook()
  await file.xlsx.readFile(await download.path())
  return file
}
