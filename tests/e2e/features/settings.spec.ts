import { expect, test } from '@playwright/test'
import { type App, serveApp } from '../../support/app'
import { serious } from '../../support/axe'
import { createManche, createRecord, joinServer, upToDate } from './desks'

let app: App
test.beforeAll(async () => {
  app = await serveApp()
})
test.afterAll(() => app.close())

test('a backup and the recovery key bring the space back beside the one that stands', async ({ browser }) => {
  const desk = await createManche(browser, app)
  const { page } = desk
  await createRecord(desk, 'structure', { Nom: 'MJC du Port' })
  await desk.go('/reglages/sauvegarde')
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Enregistrer une sauvegarde maintenant' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toMatch(/^Maillage - Manche - \d{4}-\d\d-\d\d\.maillage-backup$/)
  const file = await download.path()

  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Choisir le fichier' }).click()
  await (await chooser).setFiles(file)
  const wrong = desk.key.replace(/^./, (letter) => (letter === '2' ? '3' : '2'))
  await page.getByLabel('Clé de secours').fill(wrong)
  await page.getByRole('button', { name: 'Restaurer' }).click()
  await expect(page.getByRole('alert').getByText(/faute de frappe/)).toBeVisible()
  await page.getByLabel('Clé de secours').fill(desk.key.toLowerCase())
  await page.getByRole('button', { name: 'Restaurer' }).click()
  await expect(page.getByText(/^Sauvegarde restaurée/)).toBeVisible()
  const badge = page.getByRole('status', { name: 'Synchronisation : Restauré, sans serveur' })
  await badge.click()
  await expect(page.getByText(/^Cet espace vient de la sauvegarde du \d\d\/\d\d\/\d{4}/)).toBeVisible()
  await page.getByRole('link', { name: 'Relier cet espace au serveur' }).click()
  await expect(page.getByRole('button', { name: 'Relier cet espace' })).toBeVisible()
  await desk.go('/fiches/structure')
  await expect(page.getByRole('row', { name: /MJC du Port/ })).toBeVisible()
  expect(desk.faults).toEqual([])
})

test('a space that worked alone joins a server: both sides are merged, nothing is replaced', async ({
  browser,
}) => {
  const claire = await joinServer(browser, app, 'coordinator', 'Claire Martin')
  await createRecord(claire, 'structure', { Nom: 'MJC du Port' })
  await upToDate(claire)

  const anne = await createManche(browser, app)
  await createRecord(anne, 'structure', { Nom: 'Foyer de la Baie' })
  await anne.go('/reglages/serveur')
  await expect(anne.page.getByText('n’est relié à aucun serveur')).toBeVisible()
  const link = await app.invite('coordinator', 'Anne Duval', ['50'])
  const code = link.split('/').at(-1) ?? ''
  const address = anne.page.getByLabel('Adresse du serveur')
  const invitation = anne.page.getByLabel('Code de l’invitation')
  const join = (): Promise<void> => anne.page.getByRole('button', { name: 'Relier cet espace' }).click()
  await address.fill(code)
  await invitation.fill(app.url)
  await join()
  await expect(address).toHaveAccessibleDescription(/sont inversés/)
  await expect(address).toBeFocused()
  await address.fill(app.url)
  await join()
  await expect(invitation).toHaveAccessibleDescription(/C’est une adresse/)
  await invitation.fill('0000-0000-0000-0000')
  await join()
  await expect(invitation).toHaveAccessibleDescription(/Ce code d’invitation est/)
  await address.fill(link)
  await expect(address).toHaveValue(app.url)
  await expect(invitation).toHaveValue(code)
  await join()
  await upToDate(anne)
  for (const desk of [anne, claire]) {
    await desk.go('/fiches/structure')
    for (const name of ['MJC du Port', 'Foyer de la Baie'])
      await expect(desk.page.getByRole('row', { name: new RegExp(name) })).toBeVisible({ timeout: 60_000 })
    expect(desk.faults).toEqual([])
  }
})

test('an invitation opened where the département already stands says so, and ties it to the server', async ({
  browser,
}) => {
  const desk = await createManche(browser, app)
  const { page } = desk
  await page.goto('about:blank') // the link is followed from elsewhere, not from the open space
  await page.goto(await app.invite('coordinator', 'Claire Essai', ['50']))
  await expect(page.getByText('Cet ordinateur a déjà « Manche »')).toBeVisible()
  expect(await serious(desk.page)).toEqual([])
  // Filled in as for another space, it may be for this one all the same: that is asked, and a refusal uses nothing.
  await page.getByLabel('Votre prénom et votre nom').fill('Nour Relais')
  await page.getByRole('button', { name: 'Rejoindre', exact: true }).click()
  const question = page.getByRole('dialog', { name: 'Réunir vos fiches avec celles du serveur ?' })
  await expect(question).toContainText('vous prenez alors la suite')
  await expect(question).toContainText('reste signé Claire Essai')
  await question.getByRole('button', { name: 'Annuler' }).click()
  await expect(question).toBeHidden()
  await page.getByLabel('Votre prénom et votre nom').fill('Claire Essai')
  await page.getByRole('button', { name: 'Rejoindre', exact: true }).click()
  await expect(question).toContainText('cela ne s’annule pas')
  await expect(question).not.toContainText('la suite')
  await question.getByRole('button', { name: 'Annuler' }).click()
  await expect(page.getByText('L’invitation n’a pas servi.')).toBeVisible()
  await page.getByRole('button', { name: 'Relier mon espace Manche' }).click()
  await page.getByRole('button', { name: 'Relier cet espace' }).click()
  await upToDate(desk)
  await expect(page.getByRole('button', { name: 'Manche Claire Essai' })).toBeVisible()

  await createRecord(desk, 'structure', { Nom: 'MJC du Port' })
  const panel = page.getByRole('complementary', { name: 'MJC du Port' })
  await panel.getByRole('button', { name: 'Autres actions' }).click()
  await page.getByRole('menuitem', { name: 'Mettre à la corbeille' }).click()
  await page.getByRole('button', { name: 'Mettre à la corbeille' }).click()
  await expect(page.getByText('Fiche mise à la corbeille. Ctrl Z annule.')).toBeVisible()
  await desk.go('/corbeille')
  const line = page.getByRole('row', { name: /MJC du Port/ })
  await expect(line).toContainText(/Structure\d\d\/\d\d\/\d{4}.*par Claire Essai/)
  expect(desk.faults).toEqual([])
})

test('an invitation filled in beside the space that it is for is asked about, and then ties that space', async ({
  browser,
}) => {
  const desk = await createManche(browser, app)
  const { page } = desk
  await createRecord(desk, 'structure', { Nom: 'MJC du Large' })
  await page.goto('about:blank')
  await page.goto(await app.invite('coordinator', 'Claire Essai', ['50']))
  await page.getByLabel('Votre prénom et votre nom').fill('Claire Essai')
  await page.getByRole('button', { name: 'Rejoindre', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Rejoindre' }).click()
  await upToDate(desk)
  await desk.go('/fiches/structure')
  await expect(page.getByRole('row', { name: /MJC du Large/ })).toBeVisible()
  expect(desk.faults).toEqual([])
})

test('an invitation to a second space, followed in the first one, shows the key that was made for it', async ({
  browser,
}) => {
  const { page, go, faults } = await createManche(browser, app)
  const link = await app.invite('coordinator', 'Claire Essai', ['50', '18'])
  await go('/reglages/serveur')
  await page.getByLabel('Adresse du serveur').fill(link)
  await page.getByRole('button', { name: 'Relier cet espace' }).click()
  await expect(page.getByRole('region', { name: 'Clé de secours' })).toContainText('l’espace Cher')
  await page.reload()
  const key = page.getByRole('list', { name: /Clé de secours/ }).getByRole('listitem')
  await expect(key).toHaveCount(14)
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Ouvrir mon espace' }).click()
  await page.getByRole('button', { name: 'Cher Claire Essai' }).click()
  await expect(page.getByRole('button', { name: 'Ouvrir Manche' })).toBeVisible()
  expect(faults).toEqual([])
})

test('every page of « Réglages » and of the guide opens, and axe finds nothing serious', async ({
  browser,
}) => {
  test.slow() // two dozen pages, most of them read by axe
  const desk = await createManche(browser, app)
  const { page } = desk
  for (const area of ['/reglages', '/aide']) {
    await desk.go(area)
    const menu = page.getByRole('navigation', { name: /^Pages/ })
    const links = menu.getByRole('link')
    await expect(links.first()).toBeVisible()
    for (let at = 0; at < (await links.count()); at++) {
      const title = await links.nth(at).textContent()
      await links.nth(at).click()
      await expect(page.getByRole('article').getByRole('heading', { level: 1 })).toHaveText(title ?? '')
      // The pages of the guide are one component: one of them tells for all.
      if (area === '/reglages' || at === 0) expect(await serious(desk.page), `${area} ${title}`).toEqual([])
    }
  }
  await desk.go('/reglages/deuxieme-coordinatrice')
  await page.getByLabel('Nom de votre collègue').fill('Anne Duval')
  await expect(page.getByText('--role coordinator --department 50 --name "Anne Duval"')).toBeVisible()
  expect(desk.faults).toEqual([])
})

test('in a narrow window the page that is chosen is brought into sight, below the names of all', async ({
  browser,
}) => {
  const desk = await createManche(browser, app)
  const { page } = desk
  await page.setViewportSize({ width: 683, height: 384 })
  for (const area of ['/reglages', '/aide']) {
    await desk.go(area)
    const link = page
      .getByRole('navigation', { name: /^Pages/ })
      .getByRole('link')
      .last()
    const title = (await link.textContent()) ?? ''
    await link.click()
    const heading = page.getByRole('article').getByRole('heading', { level: 1, name: title })
    await expect(heading).toBeInViewport({ ratio: 1 })
    await expect(page.getByRole('group', { name: title })).toBeFocused()
  }
  expect(desk.faults).toEqual([])
})

test('a coordinator corrects her own name, and reads where her space is joined', async ({ browser }) => {
  const desk = await joinServer(browser, app, 'coordinator', 'Clair Martain')
  const { page } = desk
  await createRecord(desk, 'structure', { Nom: 'Maison du Bourg' })
  await desk.go('/reglages/serveur')
  await expect(page.getByRole('definition').filter({ hasText: app.url })).toBeVisible()
  await expect(page.getByText(/^Portable de Clair Martain, connu du serveur/)).toBeVisible()
  await desk.go('/reglages/poste')
  await page.getByRole('button', { name: 'Corriger mon nom' }).click()
  const name = page.getByRole('textbox', { name: 'Votre prénom et votre nom' })
  await name.fill(' ')
  await page.getByRole('button', { name: 'Enregistrer', exact: true }).click()
  await expect(name).toHaveAccessibleDescription(/Indiquez votre nom/)
  await name.fill('Claire Martin')
  expect(await serious(desk.page)).toEqual([])
  await page.getByRole('button', { name: 'Enregistrer', exact: true }).click()
  await expect(page.getByRole('banner').getByText('Claire Martin')).toBeVisible()
  await upToDate(desk)
  await desk.go('/fiches/structure')
  await page.getByRole('gridcell', { name: 'Maison du Bourg', exact: true }).click()
  await page.getByRole('tab', { name: 'Historique' }).click()
  await expect(page.getByRole('complementary').getByText('Claire Martin').first()).toBeVisible()
  expect(desk.faults).toEqual([])
})

test('a record of the disk that no longer opens is said on Accueil, with what to do about it', async ({
  browser,
}) => {
  const desk = await createManche(browser, app)
  const { page } = desk
  await createRecord(desk, 'structure', { Nom: 'Foyer de la Baie' })
  await page.evaluate(spoilOneRecord)
  await page.reload()
  await desk.go('/')
  await page.getByRole('link', { name: 'Voir ce qu’il faut faire' }).click()
  const notice = page.getByRole('status').filter({ hasText: 'ne se lit plus' })
  await expect(notice).toContainText('mis de côté, jamais effacés')
  expect(await serious(desk.page)).toEqual([])
  await notice.getByRole('button', { name: 'C’est noté' }).click()
  await expect(notice).toBeVisible()
  await desk.go('/')
  await expect(page.getByRole('heading', { name: /^Bonjour/ })).toBeVisible()
  await expect(page.getByText('ne se lit plus')).toHaveCount(0)
  expect(desk.faults).toEqual([])
})

/** Turns a byte of the log's last record, as a failing disk would. */
async function spoilOneRecord(): Promise<void> {
  const names = (await indexedDB.databases()).map(({ name }) => name ?? '')
  const name = names.find((each) => each !== 'maillage' && each.startsWith('maillage'))
  if (name === undefined) throw new Error(`no workspace among ${names.join(', ')}`)
  await new Promise<void>((resolve, reject) => {
    const opening = indexedDB.open(name)
    opening.onerror = () => reject(new Error('not opened'))
    opening.onsuccess = () => {
      const transaction = opening.result.transaction('updates', 'readwrite')
      transaction.objectStore('updates').openCursor(null, 'prev').onsuccess = ({ target }) => {
        // the request of a cursor, which the type of an event does not say
        const cursor = (target as IDBRequest<IDBCursorWithValue>).result
        const sealed = new Uint8Array((cursor.value as { sealed: Uint8Array }).sealed) // our own table
        sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1
        cursor.update({ ...(cursor.value as object), sealed }) // the same row
      }
      transaction.oncomplete = () => {
        opening.result.close()
        resolve()
      }
    }
  })
}
