import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join, normalize } from 'node:path'
import { build } from 'vite'
import { builtPages, root } from '../support/app'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
}

/** The workstation and, beside it, the page without screens that fills workspaces: on one origin they share storage. */
export async function serveBoth(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const harness = await mkdtemp(join(tmpdir(), 'maillage-bench-page-'))
  await build({
    root: join(root, 'tests/e2e/store/page'),
    base: '/harness/',
    logLevel: 'error',
    configFile: false,
    build: { outDir: harness, target: 'es2022' },
  })
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://bench').pathname
    const [folder, name] = path.startsWith('/harness/')
      ? [harness, path.slice(9)]
      : [builtPages, path.slice(1)]
    const file = join(folder, normalize(name === '' ? 'index.html' : name))
    readFile(file).then(
      (bytes) => response.setHeader('content-type', types[extname(file)] ?? 'text/plain').end(bytes),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // a listening TCP server has one
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await rm(harness, { recursive: true })
    },
  }
}
