import { join } from 'node:path'
import { BrowserWindow, app, dialog } from 'electron'
import { appOrigin } from './origin'
import { keepWindowState, readWindowState } from './windowState'

/** Opens the one window: sandboxed, isolated, without Node, on our page. */
export function openWindow(profile: string): BrowserWindow {
  const statePath = join(profile, 'window.json')
  const state = readWindowState(statePath)
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    ...state.bounds,
    minWidth: 960,
    minHeight: 600,
    show: false,
    title: 'Maillage',
    backgroundColor: '#ffffff',
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      // Electron would fetch its dictionaries from a third party.
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  })
  keepWindowState(window, statePath)
  // The page asks to stay while something stands on screen alone; a browser would ask by itself.
  window.webContents.on('will-prevent-unload', (event) => {
    const answer = dialog.showMessageBoxSync(window, {
      type: 'warning',
      message: 'Quelque chose n’est pas encore enregistré.',
      detail: 'Ce qui peut l’être vient d’être enregistré\u00a0; le reste serait perdu en fermant.',
      buttons: ['Continuer la saisie', 'Fermer quand même'],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    })
    if (answer === 1) event.preventDefault()
  })
  reopenWhenGone(window)
  window.once('ready-to-show', () => {
    if (state.maximised) window.maximize()
    window.show()
  })
  void window.loadURL(`${appOrigin}/`)
  return window
}

/** How soon after the last time a page that dies again is not opened anew without a question. */
const againMs = 60_000

/**
 * Opens a page anew whose process has died: what was typed is on the disk, and an empty window looks like its loss. One
 * that dies again at once would go on doing so: it asks.
 */
function reopenWhenGone(window: BrowserWindow): void {
  let last = -Infinity
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    const isAgain = Date.now() - last < againMs
    last = Date.now()
    const answer = isAgain
      ? dialog.showMessageBoxSync(window, {
          type: 'warning',
          message: 'La page de Maillage s’est arrêtée deux fois.',
          detail: 'Ce qui était saisi est enregistré sur cet ordinateur. Redémarrez-le si cela se répète.',
          buttons: ['Rouvrir', 'Quitter'],
          defaultId: 0,
          cancelId: 1,
          noLink: true,
        })
      : 0
    if (answer === 0) window.webContents.reload()
    else app.quit()
  })
}

/** Brings the window to the user who started the application a second time. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.focus()
}
