import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './fixture'

test('an address that no program of the system takes is refused, in the terms of the call', async ({
  desktop,
  page,
}) => {
  await desktop.evaluate(({ dialog, shell }) => {
    dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: false })
    shell.openExternal = async () => {
      throw new Error('No application is registered for this')
    }
  }, null)
  const open = (url: string) => page.evaluate((asked) => window.desktop?.openExternal({ url: asked }), url)
  for (const url of ['mailto:reseau@caf.example', 'https://www.promeneursdunet.fr/'])
    expect(await open(url)).toEqual({ ok: false, error: 'refused' })
})

test('a page that cannot be printed is a refusal, and leaves no file', async ({ desktop, page, profile }) => {
  const path = join(profile.folder, 'a.pdf')
  await desktop.evaluate(({ BrowserWindow, dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath })
    const [shown] = BrowserWindow.getAllWindows()
    if (!shown) throw new Error('no window')
    const { printToPDF } = shown.webContents
    shown.webContents.printToPDF = async () => {
      shown.webContents.printToPDF = printToPDF
      throw new Error('Failed to generate PDF')
    }
  }, path)
  const printed = await page.evaluate(() => window.desktop?.printToPdf({ name: 'a.pdf', landscape: true }))
  expect(printed).toEqual({ ok: false, error: 'denied' })
  expect(existsSync(path)).toBe(false)
})

test('what is called off is not printed: the page is told of no printing', async ({ desktop, page }) => {
  await desktop.evaluate(({ dialog }) => {
    dialog.showSaveDialog = async () => ({ canceled: true, filePath: '' })
  }, null)
  const printed = await page.evaluate(async () => {
    const events: string[] = []
    for (const name of ['beforeprint', 'afterprint']) window.addEventListener(name, () => events.push(name))
    const outcome = await window.desktop?.printToPdf({ name: 'a.pdf', landscape: true })
    return { outcome, events }
  })
  expect(printed).toEqual({ outcome: { ok: false, error: 'cancelled' }, events: [] })
})

test('what is no file is not read: a pipe has no end', async ({ desktop, page, profile }) => {
  test.skip(process.platform === 'win32', 'there are no such pipes')
  const [pipe, folder] = [join(profile.folder, 'tube.csv'), join(profile.folder, 'dossier.csv')]
  execFileSync('mkfifo', [pipe])
  mkdirSync(folder)
  for (const path of [pipe, folder]) {
    await desktop.evaluate(({ dialog }, filePath) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [filePath] })
    }, path)
    const opened = await page.evaluate(() => window.desktop?.openFile({ title: 'Importer', extensions: [] }))
    expect(opened).toEqual({ ok: false, error: 'denied' })
  }
})

test('a dialog that the system cannot show is a refusal, and a folder it cannot name is none', async ({
  desktop,
  page,
  profile,
}) => {
  const save = () =>
    page.evaluate(() => window.desktop?.saveFile({ name: 'a.csv', bytes: new Uint8Array(1) }))
  await desktop.evaluate(({ app, dialog }) => {
    const { getPath } = app
    app.getPath = (name) => {
      if (name !== 'documents') return getPath.call(app, name)
      app.getPath = getPath
      throw new Error('Failed to get documents path')
    }
    dialog.showSaveDialog = dialog.showOpenDialog = async () => {
      throw new Error('no portal answers')
    }
  }, null)
  expect(await save()).toEqual({ ok: false, error: 'denied' })
  const opened = await page.evaluate(() => window.desktop?.openFile({ title: 'Importer', extensions: [] }))
  expect(opened).toEqual({ ok: false, error: 'denied' })
  const path = join(profile.folder, 'a.csv')
  await desktop.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath })
  }, path)
  expect(await save()).toEqual({ ok: true, value: 'a.csv' })
})
