import { expect, test } from '@playwright/test'
import { type App, serveApp } from '../../support/app'
import { serious } from '../../support/axe'
import { createManche, createRecord, joinServer } from './desks'

let app: App
test.beforeAll(async () => {
  app = await serveApp()
})
test.afterAll(() => app.close())

test('a meeting keeps its notes, numbers its decisions, hands on its actions, and prints', async ({
  browser,
}) => {
  const desk = await createManche(browser, app)
  const { page } = desk
  await createRecord(desk, 'coordinator', { Prénom: 'Claire', Nom: 'Essai' })
  await createRecord(desk, 'meeting', { Intitulé: 'Copil de printemps', Date: '02/03/2026' })
  const panel = page.getByRole('complementary', { name: /Copil de printemps/ })
  await panel.getByRole('combobox', { name: 'Type de réunion' }).click()
  await page.getByRole('option', { name: 'Copil', exact: true }).click()

  await panel.getByRole('tab', { name: 'Participants' }).click()
  const oneself = panel.getByRole('button', { name: /^M’ajouter/ })
  await oneself.click()
  await expect(oneself).toBeHidden()
  await expect(panel.getByText('1 présent')).toBeVisible()

  await panel.getByRole('tab', { name: 'Notes' }).click()
  const notes = panel.getByRole('textbox', { name: 'Notes de la réunion' })
  await notes.click()
  await page.keyboard.type('Échange avec Léa, 15 ans.')
  await expect(panel.getByText('Un jeune semble reconnaissable')).toBeVisible()
  await notes.press('ControlOrMeta+A')
  await page.keyboard.press('Backspace')
  await panel.getByRole('button', { name: 'Titre', exact: true }).click()
  await page.keyboard.type('Bilan')
  await page.keyboard.press('Enter')
  await panel.getByRole('button', { name: 'Liste à puces' }).click()
  await panel.getByRole('button', { name: 'Gras' }).click()
  await page.keyboard.type('Trois structures')
  await expect(panel.getByText('Un jeune semble reconnaissable')).toBeHidden()
  await expect(notes.getByRole('heading', { name: 'Bilan' })).toBeVisible()
  await expect(notes.getByRole('listitem').getByText('Trois structures')).toBeVisible()
  expect(await serious(desk.page)).toEqual([])

  await panel.getByRole('tab', { name: 'Décisions' }).click()
  await panel.getByRole('textbox', { name: 'Décision' }).fill('Suivre la jeune Yasmine')
  await expect(panel.getByText('Un jeune semble reconnaissable')).toBeVisible()
  for (const text of ['La MJC du Port est retenue', 'Le prochain Copil se tient en novembre']) {
    const box = panel.getByRole('textbox', { name: 'Décision' }).last()
    await box.fill(text)
    await box.press('Enter')
    await expect(panel.getByRole('textbox', { name: 'Décision' }).last()).toHaveValue('')
  }
  await expect(panel.getByText('2026-C1-01')).toBeVisible()
  await expect(panel.getByText('2026-C1-02')).toBeVisible()
  const last = panel.getByRole('row').filter({ hasText: '2026-C1-02' })
  await last.getByRole('button', { name: 'Mettre à la corbeille' }).click()
  await expect(page.getByText('Décision mise à la corbeille. Ctrl Z annule.')).toBeVisible()
  await expect(last).toHaveCount(0)
  await page.getByRole('button', { name: /^Annuler : Mise à la corbeille/ }).click()
  await expect(last).toBeVisible()

  await panel.getByRole('tab', { name: 'Actions' }).click()
  await panel.getByRole('button', { name: 'Ajouter l’action' }).click()
  await expect(panel.getByRole('alert').getByText('« Action » est à remplir.')).toBeVisible()
  await panel.getByRole('textbox', { name: 'Action' }).last().fill('Écrire à la Caf')
  await panel.getByRole('textbox', { name: 'Échéance' }).last().fill('30/06/2026')
  await panel.getByRole('textbox', { name: 'Échéance' }).last().press('Tab')
  await panel.getByRole('button', { name: 'Ajouter l’action' }).click()
  await panel.getByRole('checkbox', { name: /À reprendre .* Écrire à la Caf/ }).check()
  expect(await serious(desk.page)).toEqual([])

  await panel.getByRole('tab', { name: 'Historique' }).click()
  const story = panel.getByRole('listitem')
  await expect(story.getByRole('link', { name: '2026-C1-01 · La MJC du Port est retenue' })).toBeVisible()
  await expect(story.filter({ hasText: 'Reprise à la réunion suivante' })).toContainText('Écrire à la Caf')
  const copies = panel.getByRole('region', { name: 'Copies : Notes' })
  await expect(copies).toContainText('ce que cet ordinateur en a gardé')
  await expect(copies.getByText(/20\d\d/).first()).toBeVisible()
  expect(await serious(desk.page)).toEqual([])

  await panel.getByRole('tab', { name: 'Notes' }).click()
  await panel.getByRole('link', { name: 'Voir le compte rendu' }).click()
  await page.reload()
  const minutes = page.getByRole('article')
  await expect(minutes.getByRole('heading', { name: 'Copil de printemps' })).toBeVisible()
  await expect(minutes.getByText('Trois structures')).toBeVisible()
  await expect(minutes.getByRole('heading', { name: 'Notes', level: 2 })).toBeVisible()
  await expect(minutes.getByRole('heading', { name: 'Bilan', level: 3 })).toBeVisible()
  await expect(minutes.getByRole('row', { name: /2026-C1-02/ })).toContainText('novembre')
  await expect(minutes.getByRole('row', { name: /Écrire à la Caf/ })).toContainText('30/06/2026')
  expect(await serious(desk.page)).toEqual([])

  await createRecord(desk, 'meeting', { Intitulé: 'Copil d’automne', Date: '05/11/2026' })
  const next = page.getByRole('complementary', { name: /Copil d’automne/ })
  await next.getByRole('combobox', { name: 'Type de réunion' }).click()
  await page.getByRole('option', { name: 'Copil', exact: true }).click()
  await next.getByRole('tab', { name: 'Actions' }).click()
  const carried = next.getByRole('region', { name: 'Actions reprises' })
  await expect(carried.getByRole('textbox', { name: 'Action' })).toHaveValue('Écrire à la Caf')
  expect(desk.faults).toEqual([])
})

test('minutes that would be printed warn of a young person as their notes do', async ({ browser }) => {
  const desk = await createManche(browser, app)
  const { page } = desk
  await createRecord(desk, 'meeting', { Intitulé: 'Cotech', Date: '10/01/2026' })
  const panel = page.getByRole('complementary', { name: /Cotech/ })
  await panel.getByRole('tab', { name: 'Notes' }).click()
  const notes = panel.getByRole('textbox', { name: 'Notes de la réunion' })
  const rule = page.getByText('Aucune donnée sur un jeune identifiable')
  const warning = page.getByText('Un jeune semble reconnaissable')
  await notes.click()
  await page.keyboard.type('Échange avec Léa, 15 ans.')
  await panel.getByRole('link', { name: 'Voir le compte rendu' }).click()
  await expect(warning).toBeVisible()
  await expect(rule).toHaveCount(0)
  expect(await serious(page)).toEqual([])
  await page.emulateMedia({ media: 'print' })
  await expect(warning).toBeHidden()
  await page.emulateMedia({ media: 'screen' })
  await page.getByRole('link', { name: 'Revenir à la réunion' }).click()
  await panel.getByRole('tab', { name: 'Notes' }).click()
  await notes.fill('Échange avec un jeune du groupe.')
  await panel.getByRole('link', { name: 'Voir le compte rendu' }).click()
  await expect(rule).toBeVisible()
  await expect(warning).toHaveCount(0)
  expect(desk.faults).toEqual([])
})

test('looking at notes writes nothing', async ({ browser }) => {
  const desk = await createManche(browser, app)
  const { page } = desk
  await createRecord(desk, 'meeting', { Intitulé: 'Cotech', Date: '10/01/2026' })
  const stored = (): Promise<number> =>
    page.evaluate(async () => {
      const names = (await indexedDB.databases()).flatMap(({ name }) =>
        name?.startsWith('maillage-') ? [name] : [],
      )
      const counts = names.map(
        (name) =>
          new Promise<number>((done) => {
            const opening = indexedDB.open(name)
            opening.onsuccess = () => {
              const count = opening.result.transaction('updates').objectStore('updates').count()
              count.onsuccess = () => {
                opening.result.close()
                done(count.result)
              }
            }
          }),
      )
      return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0)
    })
  const before = await stored()
  const panel = page.getByRole('complementary', { name: /Cotech/ })
  await panel.getByRole('tab', { name: 'Notes' }).click()
  await expect(panel.getByRole('textbox', { name: 'Notes de la réunion' })).toBeVisible()
  await panel.getByRole('tab', { name: 'Décisions' }).click()
  expect(await stored()).toBe(before)
})

test('a line begun waits for its writer, and a text that was too long is replaced and added', async ({
  browser,
}) => {
  const desk = await createManche(browser, app)
  const { page } = desk
  await createRecord(desk, 'meeting', { Intitulé: 'Cotech', Date: '10/01/2026' })
  const panel = page.getByRole('complementary', { name: /Cotech/ })
  const box = panel.getByRole('textbox', { name: 'Décision' }).last()
  const add = panel.getByRole('button', { name: 'Ajouter la décision' })
  await panel.getByRole('tab', { name: 'Décisions' }).click()
  await box.fill('Ouvrir le samedi')
  await panel.getByRole('tab', { name: 'Actions' }).click()
  await expect(page.getByText('elle vous y attend')).toBeVisible()
  await panel.getByRole('tab', { name: 'Décisions' }).click()
  await expect(box).toHaveValue('Ouvrir le samedi')

  await box.fill('Ouvrir le dimanche')
  await page.keyboard.press('Escape')
  await desk.go('/fiches/meeting')
  await page.getByRole('row', { name: /Cotech/ }).click()
  await panel.getByRole('tab', { name: 'Décisions' }).click()
  await expect(box).toHaveValue('Ouvrir le dimanche')

  await box.fill('x'.repeat(10_000))
  await add.click()
  await expect(panel.getByText(/trop long/)).toBeVisible()
  await expect(panel.getByText(/est à remplir/)).toBeHidden()
  await box.fill('Ouvrir le lundi')
  await add.click()
  await expect(panel.getByText(/^2026-.*-01$/)).toBeVisible()
  await expect(box).toHaveValue('')
  expect(desk.faults).toEqual([])
})

test('minutes say whose they are, tell namesakes apart, and count those whom nobody names for what they are', async ({
  browser,
}) => {
  const of = { kind: 'analyse', date: '2026-03-02' }
  await app.addRecords('coordinator', [
    { kind: 'structure', id: 'port', values: { name: 'MJC du Port' } },
    { kind: 'structure', id: 'large', values: { name: 'Foyer du Large' } },
    ...['port', 'large'].map((structureId) => ({
      kind: 'promeneur',
      id: `anais-${structureId}`,
      values: { firstName: 'Anaïs', lastName: 'Roy', structureId, phone: '0233000000' },
    })),
    {
      kind: 'meeting',
      id: '2026.named',
      values: {
        ...of,
        title: 'Réseau',
        attendance: { 'anais-port': 'present', 'anais-large': 'excuse' },
        otherCount: 2,
      },
    },
    { kind: 'meeting', id: '2026.counted', values: { ...of, title: 'Ouverte', otherCount: 3 } },
  ])
  const { page, go, faults } = await joinServer(browser, app, 'coordinator', 'Ana Leroy')
  await go('/compte-rendu/2026.counted')
  await expect(page.getByText('Manche (50) – Analyse de pratiques – Compte rendu')).toBeVisible()
  await expect(page.getByRole('definition')).toHaveText(['3 participants'])
  await go('/compte-rendu/2026.named')
  await expect(page.getByRole('definition')).toHaveText([
    'Anaïs Roy (MJC du Port), 2 autres',
    'Anaïs Roy (Foyer du Large)',
  ])

  await go('/fiches/meeting/2026.named/attendance')
  await page.getByRole('tab', { name: 'Participants' }).click()
  const people = page.getByRole('complementary').getByRole('listitem')
  await expect(people).toContainText(['Anaïs Roy (Foyer du Large)', 'Anaïs Roy (MJC du Port)'])
  await page.keyboard.press('Control+k')
  await page.keyboard.type('anais')
  await expect(page.getByRole('option', { name: /^Anaïs Roy \((MJC du Port|Foyer du Large)\)/ })).toHaveCount(
    2,
  )
  expect(faults).toEqual([])
})
