import { expect, test } from '@playwright/test'
import { type App, serveApp } from '../../support/app'
import { createManche, createRecord } from './desks'

let app: App
test.beforeAll(async () => {
  app = await serveApp()
})
test.afterAll(() => app.close())

test('minutes pasted from a word processor keep their shape, and bring nothing that runs', async ({
  browser,
}) => {
  const desk = await createManche(browser, app)
  const { page } = desk
  await createRecord(desk, 'meeting', { Intitulé: 'Cotech', Date: '10/01/2026' })
  const panel = page.getByRole('complementary', { name: /Cotech/ })
  await panel.getByRole('tab', { name: 'Notes' }).click()
  const notes = panel.getByRole('textbox', { name: 'Notes de la réunion' })
  await notes.click()
  await notes.evaluate((editor) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData(
      'text/html',
      '<h2>Bilan</h2><ul><li><b>Trois</b> structures</li></ul><img src="x:" onerror="window.ran = 1"><script>window.ran = 2</script>',
    )
    editor.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  })
  await expect(notes.getByRole('heading', { name: 'Bilan' })).toBeVisible()
  await expect(notes.getByRole('listitem').locator('strong')).toHaveText('Trois')
  expect(await page.evaluate(() => 'ran' in window)).toBe(false)
  expect(desk.faults).toEqual([])
})

test('a table pasted into the notes becomes lines of told cells, a list of Word a list, and no figure changes', async ({
  browser,
}) => {
  const desk = await createManche(browser, app)
  const { page } = desk
  await createRecord(desk, 'meeting', { Intitulé: 'Cotech', Date: '10/01/2026' })
  const panel = page.getByRole('complementary', { name: /Cotech/ })
  await panel.getByRole('tab', { name: 'Notes' }).click()
  const notes = panel.getByRole('textbox', { name: 'Notes de la réunion' })
  const paste = async (type: string, text: string) => {
    await notes.click()
    await page.keyboard.press('Control+A')
    await notes.evaluate(
      (editor, brought) => {
        const clipboardData = new DataTransfer()
        clipboardData.setData(brought.type, brought.text)
        editor.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
      },
      { type, text },
    )
  }
  const told = page.getByText('Le tableau collé a été mis en lignes')

  await paste(
    'text/html',
    '<html><body><!--StartFragment--><table><col><tr><td>Financeur</td><td>2025</td><td>2026</td></tr>' +
      '<tr><td>Caf</td><td>16 500</td><td>20 000</td></tr></table><!--EndFragment--></body></html>',
  )
  await expect(notes.getByRole('paragraph')).toHaveText(['Financeur | 2025 | 2026', 'Caf | 16 500 | 20 000'])
  await expect(told).toHaveCount(1)
  await page.getByRole('status').filter({ has: told }).getByRole('button', { name: 'Fermer' }).click()
  await expect(told).toHaveCount(0)

  const item = (list: string, mark: string, text: string) =>
    `<p class=MsoListParagraph style="text-indent:-18pt;mso-list:${list} lfo1"><![if !supportLists]>` +
    `<span style="mso-list:Ignore">${mark}<span>&nbsp;&nbsp;&nbsp; </span></span><![endif]>${text}<o:p></o:p></p>`
  await paste(
    'text/html',
    `<table><tr><td><p class=MsoNormal>MJC</p></td><td><p class=MsoNormal>2 000 €</p></td></tr></table>` +
      item('l0 level1', '·', 'Bilan <b>2025</b>') +
      item('l0 level2', 'o', 'Budget') +
      `<p class=MsoNormal>Puis</p>${item('l1 level1', '3.', 'Votes')}<img src="file:///a.png">`,
  )
  await expect(told).toHaveText(/Les images ne sont pas gardées\./)
  await expect(notes.getByRole('listitem')).toHaveText(['Bilan 2025Budget', 'Budget', 'Votes'])
  await expect(notes.getByRole('paragraph').first()).toHaveText('MJC | 2 000 €')
  await expect(notes.locator('ol')).toHaveAttribute('start', '3')
  await expect(notes).not.toContainText('·')

  await paste('text/plain', 'Caf\t16 500\t20 000\r\nMSA\t\t800\r\n•\tSuite')
  await expect(notes.getByRole('paragraph')).toHaveText(['Caf | 16 500 | 20 000', 'MSA |  | 800', 'Suite'])
  await expect(notes.getByRole('listitem')).toHaveText(['Suite'])
  expect(desk.faults).toEqual([])
})
