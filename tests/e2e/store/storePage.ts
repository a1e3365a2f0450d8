import { readFile, mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import type { AddressInfo } from 'node:net'
import type { BrowserContext, Page } from '@playwright/test'
import { build } from 'vite'
import { newChromiumProfile } from '../../support/chromiumProfile'
import type {} from './page/page'

/** The page without screens, built once and served on one origin: IndexedDB belongs to it. */
export interface StoreSite {
  readonly url: string
  close(): Promise<void>
}

const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' }

/** Builds and serves the page. */
export async function serveStorePage(): Promise<StoreSite> {
  const out = await mkdtemp(join(tmpdir(), 'maillage-store-page-'))
  const root = join(import.meta.dirname, 'page')
  await build({ root, logLevel: 'error', configFile: false, build: { outDir: out, target: 'es2022' } })
  const server: Server = createServer((request, response) => {
    const path = request.url === '/' ? '/index.html' : (request.url ?? '/index.html')
    readFile(join(out, path)).then(
      (bytes) => response.setHeader('content-type', types[extname(path)] ?? 'text/plain').end(bytes),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, // a listening TCP server has one
    async close() {
      await new Promise((resolve) => server.close(resolve))
      await rm(out, { recursive: true, force: true })
    },
  }
}

/** A browser on a profile of its own, which outlives it. */
export interface Profile {
  launch(): Promise<{ context: BrowserContext; page: Page }>
  /** Kills every process of the browser at once, as a power cut does to programs. */
  kill(): Promise<void>
  remove(): Promise<void>
}

/** Makes an empty profile. */
export async function newProfile(url: string): Promise<Profile> {
  const profile = await newChromiumProfile()
  return {
    ...profile,
    async launch() {
      const { context, page } = await profile.launch()
      await page.goto(url)
      await page.waitForFunction(() => 'harness' in window)
      return { context, page }
    },
  }
}
