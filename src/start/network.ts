import { join, resolve } from 'node:path'
import type { StartOptions } from './options'
import { addSampleNetwork } from './sampleNetwork'
import { startServer, type RunningServer } from './server'

/** The server with the sample network in it, and invitations to meet it with. */
export interface Network {
  readonly server: RunningServer
  /** One-use codes, one for each coordinator of the Manche. */
  readonly coordinators: readonly string[]
  /** A one-use code for the national committee. */
  readonly committee: string
}

/**
 * Starts the server on `port`, fills it with the sample network where it has none, and invites. Ctrl C stops it. Ends the
 * process, saying why, when the server does not start; `web` is the folder of the built pages, none when others serve them.
 */
export async function openNetwork(
  root: string,
  options: StartOptions,
  port: number,
  web?: string,
): Promise<Network> {
  const data = resolve(root, options.data)
  const started = await startServer(root, data, port, web)
  if (!started.ok) {
    console.error(
      `The server did not start: ${started.error}\nAnother port: add “-- --port 0”. Another folder: add “-- --data DIR”.`,
    )
    process.exit(1)
  }
  const server = started.value
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void server.stop().then(() => process.exit(0)))
  process.once('uncaughtException', (error) => {
    console.error(error)
    void server.stop().then(() => process.exit(1))
  })

  void server.died.then((words) => {
    console.error(`The server has ended by itself; what it had acknowledged is on disk: ${words}`)
    process.exit(1)
  })

  console.log(`Server: ${server.url}   (data in ${data})`)
  const added = await addSampleNetwork(server, { ...options, data }, root)
  if (!added.ok) {
    console.error(added.error)
    await server.stop()
    process.exit(1)
  }
  const made = added.value
  console.log(
    made > 0 ? `Sample network made: ${made} départements.` : 'Sample network: there already, left alone.',
  )
  const coordinators: string[] = []
  for (let desk = 1; desk <= options.desks; desk += 1)
    coordinators.push(
      await server.invite('coordinator', `Coordination de la Manche${desk > 1 ? ` ${desk}` : ''}`, ['50']),
    )
  return { server, coordinators, committee: await server.invite('national', 'Comité national', []) }
}

/** Prints the links that open the workstation on each invitation, at the address where its pages are. */
export function printLinks(pages: string, { coordinators, committee }: Network): void {
  const link = (code: string): string => `${pages}/#/rejoindre/${code}`
  const lines = coordinators.map(
    (code, at) =>
      `${at === 0 ? 'Coordinator of the Manche' : `Her colleague n° ${at + 1}`.padEnd(25)}   ${link(code)}`,
  )
  console.log(`\n  ${[...lines, `National committee          ${link(committee)}`].join('\n  ')}\n`)
}

/** The folder of the built pages. */
export const builtPages = (root: string): string => join(root, 'out', 'renderer')
