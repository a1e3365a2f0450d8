import 'fake-indexeddb/auto'
import { workAlone } from '../../../src/renderer/data/alone'
import { ProfileDatabase, type Memory } from '../../../src/renderer/data/profile'
import { openWorkspaces, type Surroundings } from '../../../src/renderer/data/openWorkspaces'
import type { Workspaces } from '../../../src/renderer/data/workspaces'
import type { Workspace } from '../../../src/renderer/data/workspace'

/** Locks of one page: enough for one window at a time. */
export function memoryLocks(): LockManager {
  const held = new Set<string>()
  const request = async (name: string, options: LockOptions, run: (lock: Lock | null) => unknown) => {
    if (held.has(name) && options.ifAvailable) return run(null)
    held.add(name)
    try {
      return await run({ name, mode: 'exclusive' })
    } finally {
      held.delete(name)
    }
  }
  // the overloads of LockManager.request say more than these tests ask
  return { request, query: () => Promise.resolve({}) } as unknown as LockManager
}

/** What a browser keeps apart from its databases. */
export function memoryStorage(): Memory {
  const items = new Map<string, string>()
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  }
}

/** A computer's surroundings without a server. */
export function surroundings(over: Partial<Surroundings> = {}): Surroundings {
  return {
    profile: new ProfileDatabase(),
    memory: memoryStorage(),
    keystore: null,
    fetch: () => Promise.reject(new Error('no network')),
    locks: memoryLocks(),
    backups: null,
    sync: () => workAlone(0),
    ...over,
  }
}

/** A fresh workspace of the Manche, open. */
export async function manche(
  workspaces: Workspaces,
): Promise<{ id: string; recoveryKey: string; workspace: Workspace }> {
  const created = await workspaces.create({ department: '50', name: 'Léa Martin' })
  if (!created.ok) throw new Error(created.error)
  const workspace = await reopen(workspaces, created.value.id)
  return { id: created.value.id, recoveryKey: created.value.recoveryKey ?? '', workspace }
}

/** Opens a workspace that must open. */
export async function reopen(workspaces: Workspaces, id: string): Promise<Workspace> {
  const opened = await workspaces.open(id)
  if (!opened.ok) throw new Error(opened.error.message)
  return opened.value
}

export { openWorkspaces }
