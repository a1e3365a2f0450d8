import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gaveWay } from '../core/ipc'
import { fail, ok, type Result } from '../core/result'
import type { RunningServer } from './server'

/**
 * The Electron binary, downloaded on first use. Found by its files: requiring the package where there is none starts a
 * download of its own. Fails with the reason in words.
 */
export function electronBinary(root: string): Result<string, string> {
  const folder = join(root, 'node_modules', 'electron')
  if (!existsSync(join(folder, 'package.json'))) return fail('the electron package is not installed')
  if (!existsSync(join(folder, 'path.txt'))) {
    console.log('Getting Electron (once)…')
    const install = spawnSync(process.execPath, ['install.js'], {
      cwd: folder,
      encoding: 'utf8',
      timeout: 600_000,
    })
    if (install.status !== 0) return fail(`its download failed (${reason(install.stderr)})`)
  }
  const binary = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim())
  return existsSync(binary) ? ok(binary) : fail('its binary is missing')
}

function reason(stderr: string): string {
  const line = stderr.split('\n').find((text) => /error/i.test(text))
  return (line ?? 'no reason given').trim()
}

/** Opens the desktop workstation on an invitation. Resolves when its window is closed; fails with why it has none. */
export function openDesktop(
  binary: string,
  root: string,
  server: string,
  code: string,
): Promise<Result<null, string>> {
  const link = `maillage://join?${new URLSearchParams({ server, code }).toString()}`
  return new Promise((resolve) => {
    const child = spawn(binary, ['.', link], { cwd: root, stdio: 'inherit' })
    child.once('error', (error) => resolve(fail(`Electron did not start (${error.message})`)))
    child.once('exit', (status, signal) => resolve(status === 0 ? ok(null) : fail(endOf(status, signal))))
  })
}

function endOf(status: number | null, signal: NodeJS.Signals | null): string {
  if (status === gaveWay) return 'one is open already, and was given an invitation to this server'
  return `Electron ended with ${signal ?? `status ${status}`}`
}

/**
 * Opens the desktop workstation on a coordinator of its own: an invitation serves once, and the links that are printed
 * are for others. Resolves and fails as `openDesktop` does.
 */
export async function openCoordinator(
  binary: string,
  root: string,
  server: RunningServer,
): Promise<Result<null, string>> {
  const code = await server.invite('coordinator', 'Coordination de la Manche, application', ['50'])
  return openDesktop(binary, root, server.url, code)
}
