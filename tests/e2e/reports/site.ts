import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** The workstation as a browser gets it: the built pages, served by the real server on a free port. */
export interface Site {
  readonly url: string
  close(): Promise<void>
}

/** Starts a server over an empty folder. The pages must have been built before (`npm run build`). */
export async function serveWorkstation(): Promise<Site> {
  if (!existsSync('out/renderer/index.html')) throw new Error('the pages are not built: run `npm run build`')
  const folder = mkdtempSync(join(tmpdir(), 'maillage-reports-'))
  const options = [
    '--port',
    '0',
    '--host',
    '127.0.0.1',
    '--data',
    join(folder, 'data'),
    '--web',
    'out/renderer',
  ]
  const server = spawn(process.execPath, ['--import', 'tsx', 'sync-server/main.ts', ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  const lines = createInterface({ input: server.stdout })
  const url = await new Promise<string>((resolve, reject) => {
    lines.once('line', (line) => resolve((JSON.parse(line) as { url: string }).url)) // the server's own first line
    server.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
  })
  return {
    url,
    async close() {
      server.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
