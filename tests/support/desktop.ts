import type { ChildProcess } from 'node:child_process'
import { fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Page } from '@playwright/test'
import { _electron, chromium } from '@playwright/test'
import type * as Electron from 'electron'
import { chromiumOptions } from './chromium'
import { PlayedWindows, playedOrigin } from './electron/playedWindow'

type Modules = typeof Electron

/** The application under test, on a real Electron where there is one and over the stand-in elsewhere. */
export interface Desktop {
  /** The address that the page stands on: `app://maillage`, or what plays it. */
  readonly origin: string
  firstWindow(): Promise<Page>
  windows(): Page[]
  /** Runs a function in the main process, given the modules of Electron; it must stand alone. */
  evaluate<R, A>(run: (electron: Modules, arg: A) => R | Promise<R>, arg: A): Promise<R>
  /** Quits as the menu does. */
  close(): Promise<void>
  /** Ends the main process as a power cut would. */
  kill(): Promise<void>
}

const root = resolve(import.meta.dirname, '../..')
const mainBundle = join(root, 'out/main/index.js')

/** Starts the built application on a profile of its own. */
export async function launchDesktop(profile: string, args: readonly string[] = []): Promise<Desktop> {
  const binary = findElectron()
  return binary === undefined ? launchStandIn(profile, args) : launchReal(binary, profile, args)
}

/** Starts the application once more on a profile that is already open, and waits until it has given way. */
export async function startAgain(profile: string, args: readonly string[]): Promise<number | null> {
  const binary = findElectron()
  const child = binary === undefined ? forkMain(profile, args) : spawn(binary, realArgs(profile, args))
  await once(child, 'exit')
  return child.exitCode
}

/** The binary that Electron has downloaded, found without asking for the module: asking starts the download. */
export function findElectron(): string | undefined {
  const folder = join(root, 'node_modules/electron')
  const named = join(folder, 'path.txt')
  if (!existsSync(named)) return undefined
  const binary = join(folder, 'dist', readFileSync(named, 'utf8').trim())
  return existsSync(binary) ? binary : undefined
}

function realArgs(profile: string, args: readonly string[]): string[] {
  return ['--no-sandbox', root, `--profile=${profile}`, ...args]
}

async function launchReal(binary: string, profile: string, args: readonly string[]): Promise<Desktop> {
  const app = await _electron.launch({
    executablePath: binary,
    args: realArgs(profile, args),
    locale: 'fr-FR',
  })
  return {
    origin: 'app://maillage',
    firstWindow: () => app.firstWindow(),
    windows: () => app.windows(),
    // Playwright's own type knows only part of the modules.
    evaluate: (run, arg) => app.evaluate(run as never, arg as never) as never,
    close: () => app.close(),
    kill: async () => {
      app.process().kill('SIGKILL')
      await app.waitForEvent('close')
    },
  }
}

async function launchStandIn(profile: string, args: readonly string[]): Promise<Desktop> {
  const { args: chromiumArgs, ...options } = chromiumOptions()
  const context = await chromium.launchPersistentContext(join(profile, 'page'), {
    ...options,
    // The sync server of a test stands on this computer; Electron asks the main process whether it may be reached.
    args: [...chromiumArgs, '--disable-features=LocalNetworkAccessChecks'],
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    viewport: { width: 1366, height: 768 },
  })
  const child = forkMain(profile, args)
  const ended = once(child, 'exit')
  const windows = new PlayedWindows(context, child)
  return {
    origin: playedOrigin,
    firstWindow: () => windows.first(),
    windows: () => context.pages(),
    // The wire carries what the function gave back, whose type the compiler knows on this side only.
    evaluate: (run, arg) => windows.main.ask('evaluate', { source: run.toString(), arg }) as never,
    close: async () => {
      // It may be gone before its answer is: that it ends is what is waited for.
      if (child.connected) await windows.main.ask('quit', null).catch(() => undefined)
      await ended
      await context.close()
    },
    kill: async () => {
      child.kill('SIGKILL')
      await ended
      await context.close()
    },
  }
}

function forkMain(profile: string, args: readonly string[]): ChildProcess {
  return fork(mainBundle, [`--profile=${profile}`, ...args], {
    cwd: root,
    execArgv: ['--import', 'tsx', '--import', join(import.meta.dirname, 'electron/register.ts')],
    env: { ...process.env, HOME: profile },
    serialization: 'advanced',
  })
}
