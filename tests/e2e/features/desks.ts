import { type Browser, expect, type Page } from '@playwright/test'
import type { App } from '../../support/app'
import { createManche as fillManche } from '../../support/createManche'

/** Somebody at a computer of her own. */
export interface Desk {
  readonly page: Page
  /** What went wrong in the page itself. */
  readonly faults: readonly string[]
  go(path: string): Promise<void>
  /** Takes the network away, or gives it back. */
  offline(off: boolean): Promise<void>
}

async function newDesk(browser: Browser, url: string): Promise<Desk> {
  const context = await browser.newContext({ acceptDownloads: true })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  return {
    page,
    faults,
    async go(path) {
      await page.goto(`${url}/#${path}`)
    },
    offline: (off) => context.setOffline(off),
  }
}

/** Reads the recovery key that is shown, says it is kept, and opens the space. */
async function keepKey(page: Page): Promise<string> {
  await expect(page.getByRole('heading', { name: 'Votre clé de secours' })).toBeVisible()
  const key = await page
    .getByRole('list', { name: /Clé de secours/ })
    .getByRole('listitem')
    .allTextContents()
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Ouvrir mon espace' }).click()
  await expect(page.getByRole('navigation', { name: 'Menu' })).toBeVisible()
  return key.join('-')
}

/** Joins the server with an invitation and waits until all is here. */
export async function joinServer(
  browser: Browser,
  app: App,
  role: 'coordinator' | 'national' | 'reader',
  name: string,
): Promise<Desk & { readonly key: string }> {
  const link = await app.invite(role, name, role === 'national' ? [] : ['50'])
  const desk = await newDesk(browser, app.url)
  await desk.page.goto(link)
  await desk.page.getByLabel('Votre prénom et votre nom').fill(name)
  await desk.page.getByLabel('Nom de cet ordinateur').fill(`Portable de ${name}`)
  await desk.page.getByRole('button', { name: 'Rejoindre', exact: true }).click()
  const key = await keepKey(desk.page)
  await upToDate(desk)
  return { ...desk, key }
}

/** Creates the Manche's space on a computer that knows no server. */
export async function createManche(browser: Browser, app: App): Promise<Desk & { readonly key: string }> {
  const desk = await newDesk(browser, app.url)
  const { page } = desk
  await desk.go('/')
  await fillManche(page)
  return { ...desk, key: await keepKey(page) }
}

/** Creates a record by its form; the fields are given by their labels. */
export async function createRecord(
  desk: Desk,
  kind: string,
  fields: { readonly [label: string]: string },
): Promise<void> {
  await desk.go(`/fiches/${kind}/nouveau`)
  const form = desk.page.getByRole('dialog')
  for (const [label, text] of Object.entries(fields)) {
    const box = form.getByLabel(label, { exact: true }).first()
    await box.fill(text)
    await box.press('Tab')
  }
  await form.getByRole('button', { name: 'Créer' }).click()
  await expect(form).toBeHidden()
}

/** Waits until everything typed is on the server. */
export async function upToDate({ page }: Desk): Promise<void> {
  await expect(page.getByLabel('Synchronisation : À jour')).toBeVisible({ timeout: 60_000 })
}
