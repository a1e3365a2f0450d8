import { expect, type Locator, type Page, test } from '@playwright/test'
import { workbook } from '../../unit/import/zips'
import { type App, serveApp } from '../../support/app'
import { serious } from '../../support/axe'
import { createManche } from '../../support/createManche'

let app: App
test.beforeAll(async () => {
  app = await serveApp()
})
test.afterAll(() => app.close())

const samples = 'tests/support/samples'

async function openSpace(page: Page): Promise<void> {
  await page.goto(app.url)
  await createManche(page)
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Ouvrir mon espace' }).click()
  await page.getByRole('link', { name: 'Importer', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Importer un fichier' })).toBeVisible()
}

type Chosen = string | { name: string; mimeType: string; buffer: Buffer }

async function choose(page: Page, file: Chosen): Promise<void> {
  const asked = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Choisir un fichier' }).click()
  await (await asked).setFiles(file)
}

const go = (page: Page, name: string | RegExp): Promise<void> => page.getByRole('button', { name }).click()

const counts = (page: Page): Locator => page.getByRole('table', { name: /^Ce que l’import/ })

test('leaving an import asks first, by the menu, the address and « retour » alike', async ({ page }) => {
  await openSpace(page)
  await choose(page, `${samples}/manche-promeneurs.csv`)
  const step = page.getByRole('button', { name: 'Continuer' })
  const asked = page.getByRole('dialog', { name: 'Quitter cet écran ?' })
  await expect(step).toBeEnabled()
  const ways = [
    () => page.evaluate(() => window.history.back()),
    () => page.getByRole('link', { name: 'Accueil' }).click(),
    () => page.evaluate(() => (window.location.hash = '/rapports')),
  ]
  for (const leave of ways) {
    await leave()
    await expect(asked).toContainText('l’import en cours')
    await expect(page.locator('nav a[aria-current="page"]')).toHaveText('Importer')
    await asked.getByRole('button', { name: 'Rester ici' }).click()
    await expect(asked).toBeHidden()
    await expect(step).toBeVisible()
    expect(new URL(page.url()).hash).toBe('#/import')
  }
  await page.getByRole('link', { name: 'Accueil' }).click()
  await asked.getByRole('button', { name: 'Quitter' }).click()
  await expect(page.getByRole('heading', { name: /^Bonjour/ })).toBeVisible()
  expect(new URL(page.url()).hash).toBe('#/')
})

test('the workbook is brought in, asked about once, shown whole, undone in one gesture, and nothing comes twice', async ({
  page,
}) => {
  test.slow() // seven screens, each looked at by axe
  await openSpace(page)
  expect(await serious(page)).toEqual([])
  await choose(page, `${samples}/manche-suivi.xlsx`)
  await expect(page.getByRole('tab')).toHaveText(['Réseau 2026', 'Promeneurs', 'Financements'])
  await page.getByRole('tab', { name: 'Promeneurs' }).click()
  await expect(page.getByRole('combobox', { name: '« Portable pro » devient' })).toHaveValue('Téléphone pro')
  expect(await serious(page)).toEqual([])

  await go(page, 'Continuer')
  await expect(page.getByText(/Ligne 20 de .* Nb PdN\s: 1/)).toBeVisible()
  await page.getByRole('radio', { name: /Théo Müller/ }).check()
  await go(page, 'Répondre ligne par ligne')
  await page.getByRole('combobox', { name: 'Zoé Lecarpentier' }).click()
  await page.getByRole('option', { name: /Hugo Gosselin/ }).click()
  expect(await serious(page)).toEqual([])

  await go(page, 'Voir l’aperçu')
  await expect(counts(page).getByRole('row')).toHaveText([
    /Fiches/,
    'Structures2200',
    'Promeneurs3400',
    'Comptes7200',
    'Contacts2200',
    'Partenaires400',
    'Financements600',
    'Versements300',
  ])
  const totals = page.getByLabel('Totaux du fichier')
  await expect(totals).toHaveText(
    /Promeneurs actifs24Promeneurs sortis10Demandé69.500,00.€Accordé37.200,50.€Versé29.750,50.€Reste à verser7.450,00.€/,
  )
  await page.getByText('À savoir (1)').click()
  expect(await serious(page)).toEqual([])
  await go(page, 'Importer 163 fiches')
  await expect(page.getByText('Import enregistré sur cet ordinateur')).toBeVisible()
  await expect(page.getByText('Un doublon probable')).toBeVisible()
  expect(await serious(page)).toEqual([])

  await go(page, 'Annuler cet import')
  await expect(page.getByText('Import annulé', { exact: true })).toBeVisible()
  await go(page, 'Revoir l’aperçu')
  await expect(counts(page).getByRole('row', { name: /^Promeneurs/ })).toHaveText('Promeneurs3400')
  await go(page, 'Importer 163 fiches')
  await go(page, 'Importer un autre fichier')
  await choose(page, `${samples}/manche-suivi.xlsx`)
  await go(page, 'Continuer')
  await expect(page.getByText('Tout est déjà là')).toBeVisible()
  await expect(counts(page).getByRole('row')).toHaveText([
    /Fiches/,
    'Structures0022',
    'Promeneurs0034',
    'Comptes0072',
    'Contacts0022',
    'Partenaires004',
    'Financements006',
    'Versements003',
  ])

  await go(page, 'Importer un autre fichier')
  await choose(page, `${samples}/manche-promeneurs.csv`)
  await go(page, 'Continuer')
  await expect(counts(page).getByRole('row', { name: /^Promeneurs/ })).toHaveText('Promeneurs0034')
  await expect(page.getByRole('deletion')).toHaveCount(0)
})

test('what was imported is there after the window is closed and opened again', async ({ page, context }) => {
  await openSpace(page)
  await choose(page, `${samples}/manche-promeneurs.csv`)
  await go(page, 'Continuer')
  await go(page, /^Importer \d+ fiches$/)
  await expect(page.getByText('Import enregistré sur cet ordinateur')).toBeVisible()
  await page.close()
  const again = await context.newPage()
  await again.goto(`${app.url}/#/fiches/promeneur`)
  await again.getByRole('textbox', { name: /^Chercher dans/ }).fill('oceane')
  await expect(again.getByText('Océane Nguy?n')).toBeVisible()
})

test('a file that cannot be read says why, and the next one is read', async ({ page }) => {
  await openSpace(page)
  await choose(page, {
    name: 'vieux.xls',
    mimeType: '',
    buffer: Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3, 4]),
  })
  await expect(page.getByRole('alert')).toContainText('enregistrez-le en .xlsx')
  await expect(page.getByRole('alert')).toContainText('« vieux.xls » n’est pas importé')
  const bomb = workbook({
    sheet: '<worksheet><sheetData/></worksheet>',
    more: [{ name: 'xl/sharedStrings.xml', bytes: new Uint8Array(70 * 1024 * 1024), claims: 1000 }],
  })
  await choose(page, { name: 'bombe.xlsx', mimeType: '', buffer: Buffer.from(bomb) })
  await expect(page.getByRole('alert')).toContainText('trop volumineux')
  await expect(page.getByRole('alert')).toContainText('« bombe.xlsx » n’est pas importé')
  await choose(page, `${samples}/manche-promeneurs.csv`)
  await expect(page.getByRole('button', { name: 'Continuer' })).toBeEnabled()
})

test('a column is corrected by hand, and what « Actif : non » means is chosen for the whole column', async ({
  page,
}) => {
  await openSpace(page)
  const csv = 'Nom;Prénom;Vrai métier;Actif\nDUVAL;Yoann;Éducateur;non\nLEROY;Anna;Animatrice;oui\n'
  await choose(page, { name: 'liste.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  const target = page.getByRole('combobox', { name: '« Vrai métier » devient' })
  await expect(target).toHaveValue('Garder en texte dans la fiche')
  await target.click()
  await target.fill('Fonc')
  await page.getByRole('option', { name: 'Fonction', exact: true }).click()
  await page.getByRole('textbox', { name: 'Date de sortie' }).fill('30/06/2026')
  await page.getByRole('textbox', { name: 'Date de sortie' }).blur()
  await go(page, 'Continuer')
  const detail = page.getByRole('table', { name: 'Détail de l’import' })
  await expect(detail.getByRole('row', { name: /Yoann Duval/ })).toContainText('Fonction : Éducateur')
  await expect(detail.getByRole('row', { name: /Yoann Duval/ })).toContainText('Date de sortie : 30/06/2026')
  await expect(detail.getByRole('row', { name: /Anna Leroy/ })).not.toContainText('Date de sortie')
})

test('a list without headings keeps its first person, and its remarks can be read again once it is done', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openSpace(page)
  const csv = 'MAUGER;Inès;ines@pij.example\nDUVAL;Yoann;pas de courriel\n'
  await choose(page, { name: 'liste.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  await expect(page.getByText('Aucune colonne de ce fichier n’a été reconnue')).toBeVisible()
  const lines = page.getByRole('group', { name: 'Premières lignes du fichier' })
  await expect(lines.getByRole('row', { name: '1 MAUGER Inès ines@pij.example' })).toBeVisible()
  expect(await serious(page)).toEqual([])
  await page.getByRole('combobox', { name: 'Cette feuille contient' }).click()
  await page.getByRole('option', { name: 'Promeneurs' }).click()
  await expect(page.getByRole('combobox', { name: 'Titres des colonnes' })).toHaveValue(/^Aucune/)
  for (const [letter, meaning] of [
    ['A', 'Nom'],
    ['B', 'Prénom'],
    ['C', 'Courriel'],
  ] as const) {
    const target = page.getByRole('combobox', { name: `« Colonne ${letter} » devient` })
    await target.click()
    await target.fill(meaning)
    await page.getByRole('option', { name: meaning, exact: true }).click()
  }
  await go(page, 'Continuer')
  await go(page, 'Importer 2 fiches')
  await expect(page.getByText('Import enregistré sur cet ordinateur')).toBeVisible()
  const remarks = page.getByRole('table', { name: 'À savoir sur cet import' })
  await expect(remarks.getByRole('row', { name: /pas de courriel/ })).toBeVisible()
  expect(await serious(page)).toEqual([])
  await go(page, 'Copier cette remarque')
  await expect(page.getByText('Remarque copiée.')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/\nliste\tC2\tColonne C/)
  await page.goto(`${app.url}/#/fiches/promeneur`)
  await expect(page.getByText('Inès Mauger')).toBeVisible()
})

test('a text that is no list is shown as it was read, with what to do', async ({ page }) => {
  await openSpace(page)
  const letter = 'Madame\n\nVotre convention arrive à son terme.\n'
  await choose(page, { name: 'lettre.txt', mimeType: 'text/plain', buffer: Buffer.from(letter) })
  await expect(page.getByText('choisissez un autre fichier')).toBeVisible()
  const lines = page.getByRole('group', { name: 'Premières lignes du fichier' })
  await expect(lines.getByRole('row')).toHaveText([
    'LigneA',
    '1Madame',
    '3Votre convention arrive à son terme.',
  ])
  await expect(page.getByText('Voici ce que l’application a compris')).toBeHidden()
  await expect(page.getByRole('button', { name: 'Continuer' })).toBeDisabled()
})

test('a pair is made one, or said to be two, in one gesture each', async ({ page }) => {
  await openSpace(page)
  const csv =
    'Structure;Type;Commune;Responsable;Téléphone\nPIJ;PIJ;Valognes;Léa Duval;0233000001\nPIJ;PIJ;Valognes;Noé Leroy;0233000002\nMJC;MJC;Granville;Ana Roy;0233000003\nMJC;MJC;Granville;Eve Guy;0233000004\n'
  await choose(page, { name: 'structures.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  await go(page, 'Continuer')
  await go(page, /^Importer \d+ fiches$/)
  await expect(page.getByText('2 doublons probables')).toBeVisible()
  await page.getByRole('link', { name: 'Accueil' }).click()
  await expect(page.getByText('4 fiches se ressemblent')).toBeVisible()
  expect(await serious(page)).toEqual([])
  await page.getByRole('link', { name: 'Doublons 2' }).click()
  await expect(page.getByRole('article')).toHaveCount(2)
  expect(await serious(page)).toEqual([])
  const mjc = page.getByRole('article', { name: /^MJC/ })
  await expect(mjc.getByRole('radio', { name: /^02 33 00 00 0[34]$/, checked: true })).toHaveCount(1)
  await expect(mjc.getByRole('radio', { name: '02 33 00 00 03' })).toHaveAccessibleDescription(
    /^Importé le .* par Claire Essai$/,
  )
  await mjc.getByRole('radio', { name: '02 33 00 00 04' }).check()
  await mjc.getByRole('button', { name: 'Même fiche' }).click()
  await expect(page.getByRole('article')).toHaveCount(1)
  await page.getByRole('button', { name: 'Deux fiches distinctes' }).click()
  await expect(page.getByText('Aucun doublon probable')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Doublons', exact: true })).toBeVisible()
  await page.getByRole('link', { name: 'Structures', exact: true }).click()
  await expect(page.getByText('02 33 00 00 04')).toBeVisible()
  await expect(page.getByText('02 33 00 00 03')).toBeHidden()

  // The trash says whom it was merged with, and what stays with them, before it is restored.
  await page.getByRole('link', { name: 'Corbeille' }).click()
  const merged = page.getByRole('row', { name: /Réunie avec MJC/ }).first()
  await expect(merged.getByRole('link', { name: 'MJC' })).toHaveCount(2)
  await merged.getByRole('button', { name: 'Restaurer MJC' }).click()
  const question = page.getByRole('dialog', { name: /réunie avec une autre/ })
  await expect(question).toContainText('reste à')
  expect(await serious(page)).toEqual([])
  await question.getByRole('button', { name: 'Annuler' }).click()
  await expect(merged).toBeVisible()
  await merged.getByRole('button', { name: 'Restaurer MJC' }).click()
  await question.getByRole('button', { name: 'Restaurer' }).click()
  await expect(page.getByText('Fiche restaurée : « MJC ».')).toBeVisible()
})
