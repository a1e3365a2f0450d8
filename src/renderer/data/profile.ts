import Dexie, { type Table } from 'dexie'
import type { DataKey } from './seal'

/** One workspace of this computer, as the first screen lists it. */
export interface ProfileRow {
  readonly id: string
  readonly space: string
  readonly role: 'coordinator' | 'reader' | 'national'
  readonly createdAt: number
  /** When the backup was made that it was restored from. */
  readonly restoredFrom?: number
  /** Made of fictional records, to discover the application. */
  readonly sample: boolean
  /** `{ name, author }`, sealed under the workspace's key. */
  readonly personal: Uint8Array
  /** The data keys where the browser keeps them: usable here, readable nowhere. Empty on the desktop. */
  readonly keys: readonly DataKey[]
}

/** The list of this computer's workspaces, apart from the workspaces themselves. */
export class ProfileDatabase extends Dexie {
  declare readonly workspaces: Table<ProfileRow, string>

  constructor(name = 'maillage') {
    super(name, { chromeTransactionDurability: 'strict' })
    this.version(1).stores({ workspaces: 'id' })
  }
}

/** What survives in another kind of storage, to notice that the databases were taken away. */
export interface Memory {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

/** What was once created here. */
export interface Remembered {
  readonly id: string
  readonly space: string
}

const REMEMBERED = 'maillage.workspaces'

/** The workspaces that this computer once had, whatever became of their databases. */
export function remembered(memory: Memory): readonly Remembered[] {
  try {
    const list: unknown = JSON.parse(memory.getItem(REMEMBERED) ?? '[]')
    return Array.isArray(list) ? list.filter(isRemembered) : []
  } catch {
    return []
  }
}

/** Notes a workspace, or with `forget` that it was removed on purpose. */
export function remember(memory: Memory, one: Remembered, forget = false): void {
  const others = remembered(memory).filter(({ id }) => id !== one.id)
  memory.setItem(REMEMBERED, JSON.stringify(forget ? others : [...others, { id: one.id, space: one.space }]))
}

function isRemembered(value: unknown): value is Remembered {
  if (typeof value !== 'object' || value === null) return false
  return 'id' in value && typeof value.id === 'string' && 'space' in value && typeof value.space === 'string'
}
