import Dexie from 'dexie'
import { fail, ok, type Result } from '../../core/result'
import { WorkspaceDatabase } from './database'
import { keepKey, type Keystore } from './keys'
import { remember, type Memory, type ProfileDatabase, type ProfileRow } from './profile'
import { createSeal, importDataKey, newDataKey, sealJson, type Seal } from './seal'
import type { Identity } from './workspace'
import { NOT_WRITTEN } from './writeFirst'

/** Where workspaces are listed and their keys kept. */
export interface Shelves {
  readonly profile: ProfileDatabase
  readonly memory: Memory
  readonly keystore: Keystore | null
}

/** A workspace whose database stands, not yet listed. */
export interface Founded {
  readonly id: string
  readonly key: Uint8Array<ArrayBuffer>
  readonly db: WorkspaceDatabase
  readonly seal: Seal
}

/** A random name for a workspace; it stands in the name of its database and of its key. */
export function newWorkspaceId(): string {
  return `w${randomHex(8)}`
}

/** Opaque id that signs journal entries. */
export const newAuthor = (): string => `a${randomHex(8)}`

function randomHex(bytes: number): string {
  const random = crypto.getRandomValues(new Uint8Array(bytes))
  return [...random].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Makes an empty database with its identity marker and its data key; in words why not, where the disk has no room for it. */
export async function found(key = newDataKey()): Promise<Result<Founded, string>> {
  const id = newWorkspaceId()
  const db = new WorkspaceDatabase(id)
  try {
    await db.found()
  } catch (error) {
    if (!(error instanceof Dexie.DexieError)) throw error
    await db.delete().catch(() => undefined) // it may not even have been begun
    return fail(NOT_WRITTEN)
  }
  return ok({ id, key, db, seal: createSeal([await importDataKey(key)]) })
}

/** Where a workspace comes from: fictional records, or a backup made at that moment. */
export interface Origin {
  readonly sample?: boolean
  readonly restoredFrom?: number
}

/** Lists a founded workspace: last of all, so that one that was interrupted is never half there. */
export async function enlist(
  { profile, memory, keystore }: Shelves,
  founded: Founded,
  identity: Identity,
  { sample = false, restoredFrom }: Origin,
): Promise<void> {
  const { id, key, seal } = founded
  const { space, role, name, author } = identity
  const row: ProfileRow = {
    id,
    space,
    role,
    createdAt: Date.now(),
    sample,
    ...(restoredFrom === undefined ? {} : { restoredFrom }),
    personal: await sealJson(seal, personalPlace(id), { name, author }),
    keys: await keepKey(keystore, id, key),
  }
  await profile.workspaces.put(row)
  remember(memory, { id, space })
}

/** Place that binds the sealed name and author of a listed workspace. */
export const personalPlace = (id: string): string => `profile/${id}`
