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
  window.once('ready-to-show', () => {
    if (state.maximised) window.maximize()
    window.show()
  })
  void window.loadURL(`${appOrigin}/`)
  return window
}

/** Brings the window to the user who started the application a second time. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.focus()
}
