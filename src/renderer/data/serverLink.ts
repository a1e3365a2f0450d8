import type { MetaRow, WorkspaceDatabase } from './database'
import { openJson, sealJson, type Seal } from './seal'
import type { ServerLink } from './server'

const KEY = 'server'

/**
 * Keeps where the server is and this device's token, sealed in the workspace's own database: the token is as safe as the
 * data key is (`keyPlaceOf`), and goes with the data that it lets in.
 */
export async function keepServer(db: WorkspaceDatabase, seal: Seal, link: ServerLink): Promise<void> {
  await db.ready()
  await db.meta.put(await serverRow(seal, link))
}

/** What is kept of a server, for a database that is being founded. */
export async function serverRow(seal: Seal, link: ServerLink): Promise<MetaRow> {
  return { key: KEY, value: await sealJson(seal, KEY, link) }
}

/** The server of a workspace; undefined while it works alone. */
export async function readServer(db: WorkspaceDatabase, seal: Seal): Promise<ServerLink | undefined> {
  const row = await db.meta.get(KEY)
  if (!(row?.value instanceof Uint8Array)) return undefined
  try {
    return (await openJson(seal, KEY, row.value)) as ServerLink // written above alone
  } catch {
    return undefined
  }
}
