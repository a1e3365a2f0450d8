import type { ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { BrowserContext, Frame, Page, Request, Route } from '@playwright/test'
import type { AskMain, AskPage, Wire } from './messages'
import { wire } from './messages'

/** Chromium knows no `app://`: the page stands here instead, on an address that no network answers. */
export const playedOrigin = 'https://maillage.invalid'
const realOrigin = 'app://maillage'

const toPlayed = (url: string): string => url.replace(realOrigin, playedOrigin)
const toReal = (url: string): string => url.replace(playedOrigin, realOrigin)

/** The windows of the stand-in, played by pages of one Chromium. */
export class PlayedWindows {
  readonly #context: BrowserContext
  /** The main process at the other end. */
  readonly main: Wire<AskMain>
  readonly #pages = new Map<number, Page>()
  readonly #started: Promise<void>
  #isOpening = false
  #setLoaded: (page: Page) => void = () => undefined
  readonly #loaded: Promise<Page>
  readonly #process: ChildProcess

  constructor(context: BrowserContext, main: ChildProcess) {
    this.#context = context
    this.#process = main
    this.main = wire<AskMain, AskPage>(main, {
      open: ({ window, preload }) => this.#open(window, preload),
      load: ({ window, url }) => this.#load(this.#page(window), url),
      send: async ({ window, channel, detail }) => {
        await this.#page(window).evaluate(deliver, { channel, detail })
        return null
      },
      print: ({ window, ...asked }) => this.#page(window).pdf({ format: 'A4', ...asked }),
      crash: async ({ window }) => {
        // The page cannot answer any more.
        void this.#page(window)
          .goto('chrome://crash')
          .catch(() => undefined)
        return null
      },
      close: async ({ window }) => {
        const page = this.#page(window)
        this.#pages.delete(window)
        await page.close()
        return null
      },
    })
    this.#started = this.#start()
    this.#loaded = new Promise((resolve, reject) => {
      this.#setLoaded = resolve
      main.once('exit', () => reject(new Error('the main process ended before its window was shown')))
    })
    // Only who waits for the window is told.
    this.#loaded.catch(() => undefined)
  }

  /** The first window, when its page has been loaded. */
  first(): Promise<Page> {
    return this.#loaded
  }

  async #start(): Promise<void> {
    this.#context.on('page', (page) => {
      if (!this.#isOpening) void this.#answerOpened(page)
    })
    await this.#context.route('**/*', async (route) => {
      try {
        await this.#route(route)
      } catch (error) {
        if (this.#process.connected) throw error
        // A page may still ask for something while the application quits: nobody is there to answer.
        await route.abort('aborted').catch(() => undefined)
      }
    })
    await this.#context.exposeBinding(
      'invokeMain',
      async ({ page, frame }, channel: string, input: unknown) => {
        const from = { url: toReal(frame.url()), isMain: frame === page.mainFrame() }
        try {
          return await this.main.ask('invoke', { window: this.#idOf(page), frame: from, channel, input })
        } catch (error) {
          throw new Error(`Error invoking remote method '${channel}': ${String(error)}`)
        }
      },
    )
  }

  async #open(window: number, preload: string): Promise<null> {
    await this.#started
    const used = new Set(this.#pages.values())
    const page = this.#context.pages().find((found) => !used.has(found)) ?? (await this.#newPage())
    this.#pages.set(window, page)
    page.once('crash', () => void this.#replace(window, page, preload))
    await page.addInitScript({ content: preloadScript(readFileSync(preload, 'utf8')) })
    if (used.size === 0) await this.#grant(page)
    return null
  }

  /** A page whose process has died cannot be loaded again: another one plays its window. */
  async #replace(window: number, dead: Page, preload: string): Promise<void> {
    const page = await this.#newPage()
    await dead.close()
    this.#pages.delete(window)
    await this.#open(window, preload)
    if (this.#page(window) !== page) throw new Error('another page than the new one plays the window')
    await this.main.ask('gone', { window })
  }

  async #load(page: Page, url: string): Promise<null> {
    await page.goto(toPlayed(url))
    this.#setLoaded(page)
    return null
  }

  async #newPage(): Promise<Page> {
    this.#isOpening = true
    const page = await this.#context.newPage()
    this.#isOpening = false
    return page
  }

  /** A window that a page has opened by itself lives or not as the main process says to its opener. */
  async #answerOpened(opened: Page): Promise<void> {
    const opener = (await opened.opener()) ?? (await this.#loaded)
    const answer = await this.main.ask('openWindow', { window: this.#idOf(opener), url: opened.url() })
    if (answer === 'deny') await opened.close()
  }

  /** Chromium is told what the main process would answer to each permission, for as long as the first page lives. */
  async #grant(page: Page): Promise<void> {
    const session = await this.#context.newCDPSession(page)
    for (const [name, permission] of permissions) {
      const granted = await this.main.ask('permission', { permission, origin: `${realOrigin}/` })
      const setting = granted ? 'granted' : 'denied'
      await session.send('Browser.setPermission', { origin: playedOrigin, permission: { name }, setting })
    }
  }

  async #route(route: Route): Promise<void> {
    const request = route.request()
    const frame = request.isNavigationRequest() ? frameOf(request) : undefined
    // A window that the page has just opened: empty, until the main process has said whether it stays.
    if (frame === 'new') return route.fulfill({ contentType: 'text/html', body: '' })
    const isAlreadyThere = frame !== undefined && new URL(request.url()).origin === playedOrigin
    const window = frame === undefined ? undefined : this.#find(frame.page())
    if (frame !== undefined && window !== undefined && !isAlreadyThere) {
      const isMainFrame = frame === frame.page().mainFrame()
      const isPrevented = await this.main.ask('navigate', { window, url: request.url(), isMainFrame })
      return isPrevented ? route.abort('aborted') : route.continue()
    }
    if (!request.url().startsWith(`${playedOrigin}/`)) return route.continue()
    const answer = await this.main.ask('fetch', { url: toReal(request.url()), method: request.method() })
    await route.fulfill({ ...answer, body: Buffer.from(answer.body) })
  }

  #page(window: number): Page {
    const page = this.#pages.get(window)
    if (page === undefined) throw new Error(`no page plays the window ${window}`)
    return page
  }

  #find(page: Page): number | undefined {
    return [...this.#pages].find(([, found]) => found === page)?.[0]
  }

  #idOf(page: Page): number {
    const window = this.#find(page)
    if (window === undefined) throw new Error('a page that plays no window')
    return window
  }
}

function frameOf(request: Request): Frame | 'new' {
  try {
    return request.frame()
  } catch {
    return 'new'
  }
}

/** Chromium's name of a permission, and Electron's. */
const permissions = [
  ['geolocation', 'geolocation'],
  ['notifications', 'notifications'],
  ['camera', 'media'],
  ['microphone', 'media'],
  ['midi', 'midi'],
  ['clipboard-read', 'clipboard-read'],
  ['persistent-storage', 'persistent-storage'],
  ['local-network-access', 'local-network-access'],
] as const

interface PlayedPage {
  deliverFromMain(channel: string, detail: unknown): void
}

function deliver({ channel, detail }: { channel: string; detail: unknown }): void {
  // Put there by the script below, before the page's own.
  ;(window as unknown as PlayedPage).deliverFromMain(channel, detail)
}

/** Runs the built preload as Electron would in a sandbox: in the main frame, with `electron` and nothing else. */
function preloadScript(preload: string): string {
  return `(() => {
    if (window !== window.top) return
    const listeners = []
    window.deliverFromMain = (channel, detail) => {
      for (const [name, listener] of [...listeners]) if (name === channel) listener({}, detail)
    }
    const electron = {
      contextBridge: {
        exposeInMainWorld: (name, api) => Object.defineProperty(window, name, { value: Object.freeze(api) }),
      },
      ipcRenderer: {
        invoke: (channel, input) => window.invokeMain(channel, input),
        on: (channel, listener) => listeners.push([channel, listener]),
        removeListener: (channel, listener) => {
          const at = listeners.findIndex((known) => known[0] === channel && known[1] === listener)
          if (at >= 0) listeners.splice(at, 1)
        },
      },
    }
    const require = (name) => {
      if (name !== 'electron') throw new Error('a sandboxed preload may not require ' + name)
      return electron
    }
    ;((require, module, exports) => {${preload}
})(require, { exports: {} }, {})
  })()`
}
