import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext, type Page } from '@playwright/test'
import { chromiumOptions } from './chromium'

/** A Chromium on a profile of its own, which outlives it: a person's browser, from one day to the next. */
export interface ChromiumProfile {
  readonly folder: string
  launch(): Promise<{ readonly context: BrowserContext; readonly page: Page }>
  /** Kills every process of the browser at once, as a power cut does to programs. */
  kill(): Promise<void>
  remove(): Promise<void>
}

/** Makes an empty profile. */
export async function newChromiumProfile(): Promise<ChromiumProfile> {
  const folder = await mkdtemp(join(tmpdir(), 'maillage-profile-'))
  return {
    folder,
    async launch() {
      const context = await chromium.launchPersistentContext(folder, {
        ...chromiumOptions(),
        locale: 'fr-FR',
        timezoneId: 'Europe/Paris',
        viewport: { width: 1366, height: 768 },
      })
      return { context, page: context.pages()[0] ?? (await context.newPage()) }
    },
    async kill() {
      for (let killed = true; killed;) {
        killed = false
        for (const pid of await processesOf(folder)) {
          killed = true
          try {
            process.kill(pid, 'SIGKILL')
          } catch {
            // it went with its parent
          }
        }
      }
    },
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  }
}

/** The processes started on a profile, told by its folder in their command line. */
async function processesOf(folder: string): Promise<number[]> {
  const found: number[] = []
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) continue
    const line = await readFile(join('/proc', name, 'cmdline'), 'utf8').catch(() => '')
    const state = await readFile(join('/proc', name, 'stat'), 'utf8').catch(() => ' Z ')
    if (line.includes(`--user-data-dir=${folder}`) && !/\) Z /.test(state)) found.push(Number(name))
  }
  return found
}
