import { join as path } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { root, serveApp, type App } from '../../support/app'
import { join, level, newDesk, record, saved, table, workbook, type Desk } from '../../support/appDesk'
import { storedRows } from '../../support/appStore'
import { expectDirectory } from './directory'
import { expectFundings } from './fundings'
import { expectConsolidation } from './consolidation'
import { readSamples } from './samples'

const samples = path(root, 'tests/support/samples')

let app: App
let anne: Desk
let paul: Desk
let committee: Desk

test.beforeAll(async () => {
  app = await serveApp()
  ;[anne, paul, committee] = await Promise.all([newDesk(), newDesk(), newDesk()])
})
test.afterAll(async () => {
  for (const desk of [anne, paul, committee]) await desk.remove()
  await app.close()
})

test('two coordinators and the committee, from the first file to the workbooks, through a cut', async () => {
  test.setTimeout(600_000)

  await test.step('Anne joins, and imports the two files that she keeps in Excel', async () => {
    await join(anne, await app.invite('coordinator', 'Anne', ['50']), 'Anne Delaunay', 'Portable d’Anne')
    await importWorkbook(anne.page)
    await importRoster(anne.page)
    await expectCounts(anne.page)
    await level(anne.page)
  })

  await test.step('Paul joins by invitation and sees the same', async () => {
    await join(paul, await app.invite('coordinator', 'Paul', ['50']), 'Paul Quesnel', 'Portable de Paul')
    await expectCounts(paul.page)
    await expectAgreement(anne.page, paul.page, () => true)
  })

  await test.step('the committee joins, and sees figures but nobody’s name', async () => {
    await join(committee, await app.invite('national', 'Comité', []), 'Comité national', 'Poste du comité')
    const { page } = committee
    await page.goto(`${app.url}/#/national`)
    const manche = page.getByRole('row', { name: /Manche/ })
    await expect(manche).toContainText('24')
    await manche.getByRole('link', { name: 'Manche' }).click()
    await expect(page.getByRole('heading', { name: 'Manche (50)' })).toBeVisible()
    await expect(page.getByText(/^Non communiqué\s: civilité, nom, courriel/)).toBeVisible()
    await expect(page.getByRole('tab', { name: 'Promeneurs (34)' })).toBeVisible()
    await page.getByRole('grid', { name: 'Promeneurs' }).getByRole('row').nth(2).click()
    const panel = page.getByRole('complementary')
    await expect(panel.getByText('Lecture seule').first()).toBeVisible()
    expect(await page.locator('main').innerText()).not.toMatch(/Mauger|Lepoittevin|Lecarpentier|\.example/)
  })

  await test.step('the server stops, and both go on', async () => {
    await app.stop()
    // Different fields of one promeneur.
    await type(anne.page, 'Inès Mauger', 'Fonction', 'Conseillère numérique')
    await type(paul.page, 'Inès Mauger', 'Courriel', 'ines.mauger@reseau.example')
    // The same field of another.
    await type(anne.page, 'Hugo Desrues', 'Fonction', 'Éducateur de rue')
    await type(paul.page, 'Hugo Desrues', 'Fonction', 'Animateur de nuit')
    // A new funding on one side.
    await addFunding(paul.page)
    // One trashes what the other edits.
    await type(paul.page, 'Gaël Marie', 'Fonction', 'Informateur itinérant')
    const panel = await record(anne.page, 'promeneur', 'Promeneurs', 'Gaël Marie')
    await panel.getByRole('button', { name: 'Autres actions' }).click()
    await anne.page.getByRole('menuitem', { name: 'Mettre à la corbeille' }).click()
    await anne.page.getByRole('dialog').getByRole('button', { name: 'Mettre à la corbeille' }).click()
    await expect(panel).toHaveCount(0)
    for (const { page } of [anne, paul]) {
      await saved(page)
      await expect(page.getByRole('status', { name: /Hors ligne, \d+ à envoyer/ })).toBeVisible()
    }
  })

  await test.step('both windows are killed, and open again without a server on what was typed', async () => {
    await Promise.all([anne.kill(), paul.kill()])
    await anne.open(`${app.url}/`)
    await paul.open(`${app.url}/`)
    await expect(await field(anne.page, 'Inès Mauger', 'Fonction')).toHaveValue('Conseillère numérique')
    await expect(await field(anne.page, 'Hugo Desrues', 'Fonction')).toHaveValue('Éducateur de rue')
    await expect(await table(anne.page, 'promeneur', 'Promeneurs')).toHaveAttribute('aria-rowcount', '34')
    await expect(await field(paul.page, 'Inès Mauger', 'Courriel')).toHaveValue('ines.mauger@reseau.example')
    await expect(await field(paul.page, 'Hugo Desrues', 'Fonction')).toHaveValue('Animateur de nuit')
    await expect(await field(paul.page, 'Gaël Marie', 'Fonction')).toHaveValue('Informateur itinérant')
    await expect(await table(paul.page, 'funding', 'Financements')).toHaveAttribute('aria-rowcount', '8')
  })

  await test.step('the server is back: all agree, and « À vérifier » shows the same two cases', async () => {
    await app.start()
    for (const { page } of [anne, paul]) await level(page)
    for (const { page } of [anne, paul]) {
      await page.goto(`${app.url}/#/a-verifier`)
      await expect(page.getByRole('article')).toHaveCount(2)
      const edited = page.getByRole('article', { name: 'Hugo Desrues, Fonction' })
      await expect(edited.getByText('Éducateur de rue', { exact: true })).toBeVisible()
      await expect(edited.getByText('Animateur de nuit', { exact: true })).toBeVisible()
      await expect(edited.getByText(/^Anne Delaunay, /)).toBeVisible()
      await expect(edited.getByText(/^Paul Quesnel, /)).toBeVisible()
      const trashed = page.getByRole('article', { name: /^Gaël Marie, / })
      await expect(trashed.getByText(/Mise à la corbeille par Anne Delaunay/)).toBeVisible()
      await expect(trashed.getByText('Informateur itinérant')).toBeVisible()
    }
    await expectAgreement(anne.page, paul.page, () => true)
  })

  await test.step('one gesture closes each case on both sides', async () => {
    await anne.page.getByRole('button', { name: 'Garder cette valeur : Animateur de nuit' }).click()
    for (const { page } of [anne, paul])
      await expect(page.getByRole('article')).toHaveCount(1, { timeout: 60_000 })
    await paul.page.getByRole('button', { name: 'Restaurer la fiche' }).click()
    for (const { page } of [anne, paul])
      await expect(page.getByText('Rien à vérifier')).toBeVisible({ timeout: 60_000 })
    for (const { page } of [anne, paul]) {
      await expect(await field(page, 'Inès Mauger', 'Fonction')).toHaveValue('Conseillère numérique')
      await expect(await field(page, 'Inès Mauger', 'Courriel')).toHaveValue('ines.mauger@reseau.example')
      await expect(await field(page, 'Hugo Desrues', 'Fonction')).toHaveValue('Animateur de nuit')
      await expect(await field(page, 'Gaël Marie', 'Fonction')).toHaveValue('Informateur itinérant')
      await expect(await table(page, 'funding', 'Financements')).toHaveAttribute('aria-rowcount', '8')
    }
    const history = await record(paul.page, 'promeneur', 'Promeneurs', 'Hugo Desrues')
    await history.getByRole('tab', { name: 'Historique' }).click()
    await expect(history.getByText('Éducateur de rue').first()).toBeVisible()
  })

  await test.step('all three hold the same rows, the committee those that are shared', async () => {
    for (const { page } of [anne, paul]) await level(page)
    await expectAgreement(anne.page, paul.page, () => true)
    await expectAgreement(anne.page, committee.page, (room) => /^dep-50(-\d{4})?$/.test(room))
  })

  await test.step('the workbooks download, and every cell is the right one', async () => {
    const told = await readSamples(samples)
    for (const [{ page }, author] of [
      [anne, 'Anne Delaunay'],
      [paul, 'Paul Quesnel'],
    ] as const) {
      await page.goto(`${app.url}/#/rapports`)
      expectFundings(await report(page, 'Suivi des financements'), told, author)
      expectDirectory(await report(page, 'Annuaire du réseau'), told, author)
    }
    await committee.page.goto(`${app.url}/#/rapports`)
    expectConsolidation(await report(committee.page, 'Consolidation nationale'), told, 'Comité national')
  })
})

async function importWorkbook(page: Page): Promise<void> {
  await chooseFile(page, 'manche-suivi.xlsx')
  await page.getByRole('button', { name: 'Continuer' }).click()
  await page.getByRole('radio', { name: /^Théo Müller/ }).check()
  await page.getByRole('button', { name: 'Voir l’aperçu' }).click()
  const totals = page.getByLabel('Totaux du fichier')
  const wanted = ['24', '10', '69 500,00 €', '37 200,50 €', '29 750,50 €', '7 450,00 €']
  await expect(totals.getByRole('definition')).toHaveText(wanted)
  await write(page)
  await expect(page.getByText('Un doublon probable')).toBeVisible()
}

async function importRoster(page: Page): Promise<void> {
  await chooseFile(page, 'manche-promeneurs.csv')
  await page.getByRole('button', { name: 'Continuer' }).click()
  const people = page
    .getByRole('table', { name: 'Ce que l’import fera' })
    .getByRole('row', { name: /^Promeneurs/ })
  await expect(people.getByRole('cell')).toHaveText(['0', '0', '34'])
  await write(page)
}

async function chooseFile(page: Page, name: string): Promise<void> {
  await page.goto(`${app.url}/#/`)
  await page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Importer' }).click()
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Choisir un fichier' }).click()
  await (await choosing).setFiles(path(samples, name))
}

async function write(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Importer \d+ fiches$/ }).click()
  await expect(page.getByText('Import enregistré sur cet ordinateur')).toBeVisible({ timeout: 60_000 })
  await saved(page)
}

/** The figures of the two files, heading row included. */
async function expectCounts(page: Page): Promise<void> {
  for (const [kind, title, count] of [
    ['structure', 'Structures', 22],
    ['promeneur', 'Promeneurs', 34],
    ['funding', 'Financements', 6],
    ['payment', 'Versements', 3],
    ['partner', 'Partenaires', 4],
  ] as const)
    await expect(await table(page, kind, title)).toHaveAttribute('aria-rowcount', String(count + 1))
}

async function field(page: Page, name: string, label: string) {
  const panel = await record(page, 'promeneur', 'Promeneurs', name)
  return panel.getByLabel(label, { exact: true })
}

/** Types a value in a field and waits until it is stored. */
async function type(page: Page, name: string, label: string, value: string): Promise<void> {
  const input = await field(page, name, label)
  await input.fill(value)
  await input.press('Enter')
  await expect(input).toHaveValue(value)
  await saved(page)
}

async function addFunding(page: Page): Promise<void> {
  await page.goto(`${app.url}/#/fiches/funding/nouveau`)
  const form = page.getByRole('dialog')
  await form.getByLabel('Exercice', { exact: true }).fill('2026')
  await form.getByLabel('Dispositif', { exact: true }).fill('Appel à projets local')
  await form.getByLabel('Demandé', { exact: true }).fill('3200')
  for (const [label, choice] of [
    ['Financeur', 'Préfecture'],
    ['État', 'Accordée'],
  ] as const) {
    await form.getByLabel(label, { exact: true }).fill(choice)
    await page.getByRole('option', { name: choice }).click()
  }
  await form.getByRole('button', { name: 'Créer' }).click()
  const panel = page.getByRole('complementary')
  const granted = panel.getByLabel('Accordé', { exact: true })
  await granted.fill('1200,50')
  await granted.press('Enter')
  await expect(granted).toHaveValue(/^1\s200,50\s€$/)
  const due = panel.getByLabel('Bilan attendu le', { exact: true })
  await due.fill('30/06/2027')
  await due.press('Enter')
  await expect(due).toHaveValue('30/06/2027')
  await saved(page)
}

/** Both windows keep the same rows of the rooms asked for. */
async function expectAgreement(one: Page, other: Page, isWanted: (room: string) => boolean): Promise<void> {
  await expect
    .poll(async () => difference(await storedRows(one, isWanted), await storedRows(other, isWanted)), {
      timeout: 90_000,
    })
    .toEqual([])
}

function difference(one: readonly string[], other: readonly string[]): readonly string[] {
  if (one.length === 0) return ['nothing is kept']
  return [
    ...one.filter((line) => !other.includes(line)).map((line) => `- ${line.slice(0, 200)}`),
    ...other.filter((line) => !one.includes(line)).map((line) => `+ ${line.slice(0, 200)}`),
  ]
}

const report = (page: Page, title: string) =>
  workbook(page, () =>
    page.getByRole('region', { name: title }).getByRole('button', { name: 'Créer le classeur' }).click(),
  )
