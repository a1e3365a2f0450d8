import { join } from 'node:path'
import { BrowserWindow, app, dialog, protocol, session } from 'electron'
import { gaveWay } from '../core/ipc'
import { openBackups } from './backups'
import { isWritable } from './durable'
import { openOutside } from './external'
import { openFile, printToPdf, saveFile } from './files'
import { answerCalls, tell } from './ipc'
import { openKeystore } from './keystore'
import { linkAmong, linkScheme, parseLink } from './links'
import { lockNavigation, lockSession } from './lockdown'
import { setMenu } from './menu'
import { servePage } from './page'
import { makeProfile } from './profile'
import { quitWithSession, quitWithSystem } from './sessionEnd'
import { focusWindow, openWindow } from './window'
import { openWrites } from './writes'

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
])
app.enableSandbox()

// A profile of its own, for a second desk on one computer (`--profile=DIR`).
const asked = app.commandLine.getSwitchValue('profile')
const made = asked === '' ? undefined : makeProfile(asked)
if (made?.ok) app.setPath('userData', made.value)

if (made?.ok === false) {
  dialog.showErrorBox('Maillage', made.error)
  app.exit(1)
}
// Before anything is opened: two processes on one profile would each believe themselves alone.
else if (app.requestSingleInstanceLock()) run(app.getPath('userData'))
else app.exit(gaveWay)

/** Runs the application on a profile that no other process holds. */
function run(profile: string): void {
  let invitation = linkAmong(process.argv)
  const writes = openWrites()
  const window = (): BrowserWindow | undefined => BrowserWindow.getAllWindows()[0]
  const open = (): void => quitWithSession(openWindow(profile), writes)

  function follow(link: typeof invitation): void {
    const shown = window()
    invitation = link ?? invitation
    if (shown === undefined) {
      // It was closed, and something is still being written: this start would open nothing.
      if (app.isReady()) open()
      return
    }
    focusWindow(shown)
    if (link !== undefined) tell(shown, 'link', null)
  }

  app.on('second-instance', (_event, args) => follow(linkAmong(args)))
  app.on('open-url', (event, url) => {
    event.preventDefault()
    follow(parseLink(url))
  })
  app.on('web-contents-created', (_event, contents) => lockNavigation(contents))
  app.on('window-all-closed', () => app.quit())
  // The page is gone by then, and can ask for nothing more.
  app.on('will-quit', (event) => {
    if (writes.areDone()) return
    event.preventDefault()
    void writes.done().then(() => {
      if (window() === undefined) app.quit()
    })
  })
  if (app.isPackaged) app.setAsDefaultProtocolClient(linkScheme)

  const keystore = openKeystore(join(profile, 'secrets'), writes)
  const backups = openBackups(join(profile, 'backups'), writes, Date.now)

  answerCalls({
    saveFile: (shown, file) => saveFile(shown, file, writes),
    openFile,
    printToPdf: (shown, wanted) => printToPdf(shown, wanted, writes),
    openExternal: openOutside(),
    readSecret: (_window, { name }) => keystore.read(name),
    writeSecret: (_window, { name, bytes }) => keystore.write(name, bytes),
    deleteSecret: (_window, { name }) => keystore.remove(name),
    writeBackup: (_window, { workspace, bytes }) => backups.write(workspace, bytes),
    listBackups: () => backups.list(),
    readBackup: (_window, { name }) => backups.read(name),
    appInfo: async () => ({
      version: app.getVersion(),
      platform: process.platform,
      writable: await isWritable(profile),
      keystore: await keystore.isAvailable(),
    }),
    takeLink: () => {
      const taken = invitation ?? null
      invitation = undefined
      return taken
    },
  })

  void app.whenReady().then(() => {
    lockSession(session.defaultSession)
    protocol.handle('app', servePage(join(import.meta.dirname, '../renderer')))
    setMenu((command) => {
      const shown = window()
      if (shown !== undefined) tell(shown, 'command', command)
    })
    quitWithSystem(writes)
    open()
  })
}
