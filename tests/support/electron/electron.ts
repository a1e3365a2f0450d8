/**
 * Stands in for the module `electron` in a plain Node process: the parts that the main process uses, with the page
 * played by a Chromium that the test drives at the other end of the wire. Windows, menus and dialogs are recorded,
 * not drawn; the sandbox itself and the system's keystore need a real binary.
 */
import { EventEmitter } from 'node:events'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { dialog, shell } from './dialogs'
import { Instance } from './instance'
import { Menu } from './menu'
import type { AskMain, AskPage } from './messages'
import { wire } from './messages'
import { preventable } from './preventable'
import { safeStorage } from './safeStorage'

type Listener = (event: unknown, ...args: unknown[]) => unknown

const handlers = new Map<string, Listener>()
const schemes = new Map<string, (request: Request) => Promise<Response>>()
const windows = new Map<number, BrowserWindow>()
const permission: { check: (contents: null, permission: string, origin: string) => boolean } = {
  check: () => true,
}

const page = wire<AskPage, AskMain>(process, {
  invoke: async ({ window, frame, channel, input }) => {
    const handler = handlers.get(channel)
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`)
    const sender = windowOf(window).webContents
    const mainFrame = { url: frame.url }
    sender.mainFrame = frame.isMain ? mainFrame : { url: sender.getURL() }
    return handler({ sender, senderFrame: mainFrame }, structuredClone(input))
  },
  fetch: async ({ url, method }) => {
    const answer = await schemes.get(new URL(url).protocol.slice(0, -1))?.(new Request(url, { method }))
    if (answer === undefined) throw new Error(`no handler for ${url}`)
    const body = new Uint8Array(await answer.arrayBuffer())
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body }
  },
  navigate: ({ window, url, isMainFrame }) => {
    const event = preventable({ url, isMainFrame })
    if (isMainFrame) windowOf(window).webContents.emit('will-navigate', event, url)
    windowOf(window).webContents.emit('will-frame-navigate', event)
    return event.defaultPrevented
  },
  openWindow: ({ window, url }) => windowOf(window).webContents.openHandler({ url }).action,
  permission: ({ permission: name, origin }) => permission.check(null, name, origin),
  evaluate: async ({ source, arg }) => {
    // The source is a function of the test, given the modules as Playwright gives them on a real binary.
    const run: unknown = new Function(`return (${source})`)()
    if (typeof run !== 'function') throw new Error('not a function')
    return structuredClone(await run(modules, arg))
  },
  gone: ({ window }) => {
    setImmediate(() => {
      windowOf(window).webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 })
    })
    return null
  },
  quit: () => {
    setImmediate(() => app.quit())
    return null
  },
})

class App extends EventEmitter {
  isPackaged = false
  readonly #paths = new Map<string, string>()
  readonly #instance = new Instance()
  readonly commandLine = {
    getSwitchValue: (name: string) =>
      process.argv.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3) ?? '',
  }
  #isQuitting = false
  #isReady = false

  enableSandbox(): void {}
  setAsDefaultProtocolClient(): boolean {
    return true
  }
  getVersion(): string {
    const manifest: { version: string } = JSON.parse(readFileSync('package.json', 'utf8'))
    return manifest.version
  }
  getPath(name: string): string {
    const path = this.#paths.get(name) ?? join(process.env['HOME'] ?? '/tmp', name)
    mkdirSync(path, { recursive: true })
    return path
  }
  setPath(name: string, path: string): void {
    if (!existsSync(path)) throw new Error('Failed to set path')
    this.#paths.set(name, path)
  }
  requestSingleInstanceLock(): boolean {
    return this.#instance.take(this.getPath('userData'), (args) => this.emit('second-instance', {}, args, ''))
  }
  isReady(): boolean {
    return this.#isReady
  }
  async whenReady(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve))
    this.#isReady = true
  }
  quit(): void {
    if (this.#isQuitting) return
    this.#isQuitting = true
    for (const window of windows.values()) window.close()
    const event = preventable({})
    this.emit('will-quit', event)
    if (event.defaultPrevented) {
      this.#isQuitting = false
      return
    }
    this.#instance.free()
    process.exitCode = 0
    setImmediate(() => process.exit())
  }
  exit(code: number): void {
    process.exit(code)
  }
}

class WebContents extends EventEmitter {
  mainFrame: { url: string } = { url: '' }
  openHandler: (details: { url: string }) => { action: 'allow' | 'deny' } = () => ({ action: 'allow' })
  #url = ''
  readonly #preferences: Readonly<Record<string, unknown>>

  constructor(
    readonly id: number,
    preferences: Readonly<Record<string, unknown>>,
  ) {
    super()
    this.#preferences = preferences
  }
  getURL(): string {
    return this.#url
  }
  setURL(url: string): void {
    this.#url = url
  }
  getLastWebPreferences(): unknown {
    return this.#preferences
  }
  setWindowOpenHandler(handler: WebContents['openHandler']): void {
    this.openHandler = handler
  }
  send(channel: string, detail: unknown): void {
    void page.ask('send', { window: this.id, channel, detail: structuredClone(detail) })
  }
  forcefullyCrashRenderer(): void {
    void page.ask('crash', { window: this.id })
  }
  reload(): void {
    void page.ask('load', { window: this.id, url: this.#url })
  }
  async printToPDF(asked: { landscape?: boolean; preferCSSPageSize?: boolean }): Promise<Buffer> {
    const { landscape = false, preferCSSPageSize = false } = asked
    return Buffer.from(await page.ask('print', { window: this.id, landscape, preferCSSPageSize }))
  }
}

interface WindowOptions {
  readonly x?: number
  readonly y?: number
  readonly width: number
  readonly height: number
  readonly webPreferences: { readonly preload: string }
}

class BrowserWindow extends EventEmitter {
  static getAllWindows(): BrowserWindow[] {
    return [...windows.values()]
  }
  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return windows.get(contents.id) ?? null
  }

  readonly id: number
  readonly webContents: WebContents
  #bounds: { x: number; y: number; width: number; height: number }
  #isMaximised = false
  readonly #opened: Promise<unknown>

  constructor({ x = 0, y = 0, width = 800, height = 600, webPreferences }: WindowOptions) {
    super()
    this.id = Math.max(0, ...windows.keys()) + 1
    this.webContents = new WebContents(this.id, { ...webPreferences })
    this.#bounds = { x, y, width, height }
    windows.set(this.id, this)
    app.emit('web-contents-created', {}, this.webContents)
    this.#opened = page.ask('open', { window: this.id, preload: webPreferences.preload })
  }
  async loadURL(url: string): Promise<void> {
    await this.#opened
    this.webContents.setURL(url)
    await page.ask('load', { window: this.id, url })
    this.emit('ready-to-show')
  }
  getBounds(): object {
    return this.#bounds
  }
  getNormalBounds(): object {
    return this.#bounds
  }
  setBounds(bounds: Partial<{ x: number; y: number; width: number; height: number }>): void {
    this.#bounds = { ...this.#bounds, ...bounds }
  }
  isMaximized(): boolean {
    return this.#isMaximised
  }
  maximize(): void {
    this.#isMaximised = true
  }
  isMinimized(): boolean {
    return false
  }
  restore(): void {}
  show(): void {}
  focus(): void {
    this.emit('focus')
  }
  close(): void {
    this.emit('close', preventable({}))
    windows.delete(this.id)
    void page.ask('close', { window: this.id }).catch(() => undefined)
    this.emit('closed')
    if (windows.size === 0) app.emit('window-all-closed')
  }
}

const app = new App()

const protocol = {
  registerSchemesAsPrivileged: (): void => {},
  handle: (scheme: string, handler: (request: Request) => Promise<Response>): void => {
    schemes.set(scheme, handler)
  },
}

const session = {
  defaultSession: Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: (): void => {},
    setPermissionCheckHandler: (check: typeof permission.check): void => {
      permission.check = check
    },
    setDevicePermissionHandler: (): void => {},
  }),
}

const ipcMain = {
  handle: (channel: string, handler: Listener): void => {
    handlers.set(channel, handler)
  },
}

const screen = {
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }],
}

const powerMonitor = new EventEmitter()

const modules = {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
}

function windowOf(id: number): BrowserWindow {
  const window = windows.get(id)
  if (window === undefined) throw new Error(`no window ${id}`)
  return window
}

export {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
}
