import { resolve } from 'node:path'
import type { Result } from '../core/result'
import { buildWorkstation } from './build'
import { electronBinary, openCoordinator } from './desktop'
import { builtPages, openNetwork, printLinks } from './network'
import { optionsOrStop } from './options'

const root = resolve(import.meta.dirname, '../..')
const options = optionsOrStop({ name: 'start', port: 8787, opensDesktop: true }, process.argv.slice(2))

const built = buildWorkstation(root)
if (!built.ok) {
  console.error(built.error)
  process.exit(1)
}

const network = await openNetwork(root, options, options.port, builtPages(root))
const { server } = network
printLinks(server.url, network)

const closed = options.desktop ? await showDesktop() : undefined
if (closed?.ok) await server.stop()
else {
  if (closed) console.log(`No desktop window here: ${closed.error}.`)
  console.log('Open one of the links in a browser. Ctrl C stops the server; what it holds stays.')
}

/** Resolves when the desktop's window is closed; fails with why there is none. */
async function showDesktop(): Promise<Result<null, string>> {
  const binary = electronBinary(root)
  if (!binary.ok) return binary
  console.log('Opening the desktop workstation on the Manche…')
  return openCoordinator(binary.value, root, server)
}
