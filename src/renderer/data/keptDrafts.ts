import type { FieldValue } from '../../core/schema/record'
import type { WorkspaceDatabase } from './database'
import { openJson, sealJson, type Seal } from './seal'

/** What was typed in a field and is not its value yet. */
export interface KeptDraft {
  readonly record: string
  readonly field: string
  readonly text: string
  /** What the field held when this was begun. */
  readonly began: FieldValue | null
  /** Why it could not be stored, in words; empty when it was only not stored yet. */
  readonly why: string
}

/** What is typed and not stored yet, sealed on this computer: a window that dies gives it back when it opens again. */
export interface KeptDrafts {
  /** What the last window left behind, in no order. */
  readonly found: readonly KeptDraft[]
  /** Resolves when it is on disk. A disk that refuses keeps nothing, and what is typed still counts as unsaved. */
  keep(draft: KeptDraft): Promise<void>
  /** Forgets what was kept of a field, now that it is stored or given up. */
  forget(record: string, field: string): Promise<void>
  /** Waits for what was asked; nothing is kept any more. */
  close(): Promise<void>
}

const PREFIX = 'typed/'

/** Reads what was kept. One that does not open is left where it is: its key may come back with a backup. */
export async function openKeptDrafts(db: WorkspaceDatabase, seal: Seal): Promise<KeptDrafts> {
  const stored = await db.meta.where('key').startsWith(PREFIX).toArray()
  const found = await Promise.all(stored.map(({ key, value }) => read(seal, key, value)))
  // Most edits are stored before anything of them was kept: nothing is written to forget them.
  const kept = new Set(stored.map(({ key }) => key))
  let turn: Promise<void> = Promise.resolve()
  let closed = false
  const inTurn = (run: () => Promise<unknown>): Promise<void> => {
    if (closed) return turn
    turn = turn
      .then(() => db.ready())
      .then(run)
      .then(nothing, nothing)
    return turn
  }
  return {
    found: found.filter((draft) => draft !== undefined),
    keep(draft) {
      const key = keyOf(draft.record, draft.field)
      kept.add(key)
      return inTurn(async () => db.meta.put({ key, value: await sealJson(seal, key, draft) }))
    },
    forget(record, field) {
      const key = keyOf(record, field)
      return kept.delete(key) ? inTurn(() => db.meta.delete(key)) : turn
    },
    close() {
      closed = true
      return turn
    },
  }
}

/** Ids alone: nothing that was typed stands in a key. */
const keyOf = (record: string, field: string): string => `${PREFIX}${record}/${field}`

const nothing = (): void => undefined

async function read(seal: Seal, key: string, value: unknown): Promise<KeptDraft | undefined> {
  if (!(value instanceof Uint8Array)) return undefined
  try {
    return (await openJson(seal, key, value)) as KeptDraft // written by `keep` alone
  } catch {
    return undefined
  }
}
