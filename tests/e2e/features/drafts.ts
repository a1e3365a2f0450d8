import { type Locator, type Page } from '@playwright/test'
import type { Desk } from './desks'

/** The field « Adresse » of the MJC du Port, in its record. */
export async function addressOf(page: Page, url: string): Promise<Locator> {
  await page.goto(`${url}/#/fiches/structure`)
  await page.getByRole('row', { name: /MJC du Port/ }).click()
  return page.getByRole('textbox', { name: 'Adresse', exact: true })
}

/** What the badge of the window says of the disk. */
export const said = (page: Page, words: string): Locator => page.getByRole('banner').getByText(words)

/** Ends a window as a fault of the browser would; gives back another one of the same profile. */
export async function crash({ page }: Desk): Promise<Page> {
  const again = await page.context().newPage()
  const crashed = page.waitForEvent('crash')
  const cdp = await page.context().newCDPSession(page)
  void cdp.send('Page.crash').catch(() => undefined) // it dies without answering
  await crashed
  return again
}

/** Runs in the page: how many drafts and forms its computer keeps. */
export async function keptDrafts(): Promise<number> {
  const names = (await indexedDB.databases()).map(({ name }) => name ?? '')
  const opening = indexedDB.open(names.find((name) => name.startsWith('maillage-')) ?? '')
  return new Promise((resolve, reject) => {
    opening.onerror = () => reject(new Error('no database'))
    opening.onsuccess = () => {
      const meta = opening.result.transaction('meta').objectStore('meta')
      const counts = ['typed', 'begun'].map((kept) => meta.count(IDBKeyRange.bound(`${kept}/`, `${kept}0`)))
      meta.transaction.oncomplete = () => {
        opening.result.close()
        resolve(counts.reduce((sum, { result }) => sum + result, 0))
      }
    }
  })
}
