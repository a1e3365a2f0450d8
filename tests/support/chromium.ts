import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

/** Where a Chromium already stands on this machine: the one named by `CHROMIUM`, the system's, or Playwright's own. */
export function findChromium(): string | undefined {
  const named = process.env['CHROMIUM']
  const known = [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
  ]
  return [...(named ? [named] : []), ...known, chromium.executablePath()].find((path) => existsSync(path))
}

/** How every test starts Chromium: no sandbox (CI runs as root) and nothing that calls home. */
export function chromiumOptions(): { executablePath: string; args: string[] } {
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error('no Chromium: run `node .ci/setup.mjs --tests`')
  return {
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  }
}
