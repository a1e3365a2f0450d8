import { join, resolve } from 'node:path'
import type { Result } from '../core/result'
import { buildWorkstation } from './build'
import { electronBinary, openDesktop } from './desktop'
import { readOptions, usage } from './options'
import { addSampleNetwork } from './sampleNetwork'
import { startServer } from './server'

const root = resolve(import.meta.dirname, '../..')

/** Says what is wrong and stops. */
function stop(reason: string, code: number): never {
  console.error(reason)
  process.exit(code)
}

const options = readOptions(process.argv.slice(2))
if (!options.ok) stop(`${options.error}\n\n${usage}`, 2)
if (options.value === 'help') stop(usage, 0)
const { port, desktop } = options.value
const data = resolve(root, options.value.data)

const built = buildWorkstation(root)
if (!built.ok) stop(built.error, 1)

const started = await startServer(root, data, port, join(root, 'out', 'renderer'))
if (!started.ok) stop(`The server did not start: ${started.error}\nAnother port: npm start -- --port 8788`, 1)
const server = started.value
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void server.stop().then(() => process.exit(0)))
process.once('uncaughtException', (error) => {
  console.error(error)
  void server.stop().then(() => process.exit(1))
})

console.log(`Server: ${server.url}   (data in ${data})`)
const made = await addSampleNetwork(server, { ...options.value, data }, root)
console.log(
  made > 0 ? `Sample network made: ${made} départements.` : 'Sample network: there already, left alone.',
)

const coordinator = await server.invite('coordinator', 'Coordination de la Manche', ['50'])
const committee = await server.invite('national', 'Comité national', [])
const link = (code: string): string => `${server.url}/#/rejoindre/${code}`
console.log(`
  Coordinator of the Manche   ${link(coordinator)}
  National committee          ${link(committee)}
`)

const closed = desktop ? await showDesktop() : undefined
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
  return openDesktop(binary.value, root, server.url, coordinator)
}
