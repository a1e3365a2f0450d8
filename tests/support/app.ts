import { randomFillSync } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { newId } from '../../src/core/document/ids'
import { enrolDevice } from '../../src/start/device'
import { addSampleNetwork } from '../../src/start/sampleNetwork'
import { seedRooms, type SeedRecord } from '../../src/start/seed'
import { startServer, type RunningServer } from '../../src/start/server'
import { makeProfile } from './profile'

/** The application as everybody gets it: the built workstation, served by the real server process. */
export interface App {
  /** Stays the same when the server is stopped and started again. */
  readonly url: string
  /** Where the server keeps its data. */
  readonly data: string
  /** Issues an invitation and gives back the link that opens it. */
  invite: (...of: Parameters<RunningServer['invite']>) => Promise<string>
  /** Fills the server with the five départements of the sample network. */
  addSample(): Promise<void>
  /** Gives the server records of the Manche, as a device of that role writes them. */
  addRecords(role: 'coordinator' | 'national', records: readonly SeedRecord[]): Promise<void>
  stop(): Promise<void>
  start(): Promise<void>
  /** Stops the server and removes its data. */
  close(): Promise<void>
}

/** The repository. */
export const root = resolve(import.meta.dirname, '../..')

/** The pages as `npm run build` makes them. */
export const builtPages = join(root, 'out/renderer')

/** Starts a server over an empty folder. The pages must have been built before. */
export async function serveApp(pages = builtPages): Promise<App> {
  if (!existsSync(join(pages, 'index.html'))) throw new Error('the pages are not built: run `npm run build`')
  const { folder, remove } = await makeProfile()
  const begin = async (port: number): Promise<RunningServer> => {
    const started = await startServer(root, folder, port, pages)
    if (!started.ok) throw new Error(started.error)
    return started.value
  }
  let server = await begin(0)
  const { url } = server
  return {
    url,
    data: folder,
    invite: async (...of) => `${url}/#/rejoindre/${await server.invite(...of)}`,
    async addSample() {
      const added = await addSampleNetwork(server, { data: folder, network: 'pilot', seed: 2017 }, root)
      if (!added.ok) throw new Error(added.error)
    },
    async addRecords(role, records) {
      const name = `Essai (${role})`
      const code = await server.invite(role, name, role === 'national' ? [] : ['50'])
      const device = await enrolDevice(server.url, code, name)
      await device.send(
        seedRooms(records, '50', newId(randomFillSync, Date.now()), randomFillSync, Date.now()),
      )
    },
    stop: () => server.stop(),
    async start() {
      server = await begin(Number(new URL(url).port))
    },
    async close() {
      await server.stop()
      await remove()
    },
  }
}
