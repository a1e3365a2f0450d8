import type * as Y from 'yjs'
import { fail, ok, type Result } from '../result'

/** Root map of every document: ids of the migrations applied to it. */
const APPLIED = 'migrations'

/**
 * One numbered step that brings documents to a new shape. Append only: an id, once released, is never changed, reused
 * or removed. `up` must give the same cells on every replica that runs it, alone or after another: two desks migrate
 * the same room apart and then meet.
 */
export interface Migration {
  readonly id: `${number}-${string}`
  up(doc: Y.Doc): void
}

/** A list of migrations whose numbers were checked: only `inOrder` makes one, and nothing migrates without one. */
export type Migrations = readonly Migration[] & { readonly [checked]: true }

declare const checked: unique symbol

/** Checks a list as it is made, and throws when its numbers do not rise by one from 001: the application does not start. */
export function inOrder(list: readonly Migration[]): Migrations {
  list.forEach(({ id }, i) => {
    if (!id.startsWith(`${String(i + 1).padStart(3, '0')}-`)) throw new Error(`migration out of order: ${id}`)
  })
  return list as Migrations // checked above; the mark is a type's alone
}

/** Every migration so far, in order. The first shape of documents needs none. */
export const migrations = inOrder([])

/** Origin of the transactions that migrations make. */
export const MIGRATION = 'migration'

/** Migrations that a document has been through and that this list does not know: a newer version wrote it. */
export function newerThan(doc: Y.Doc, migrations: Migrations): readonly string[] {
  const known = new Set<string>(migrations.map((migration) => migration.id))
  return [...doc.getMap(APPLIED).keys()].filter((id) => !known.has(id)).sort()
}

/**
 * Brings a loaded document up to date: each missing migration in its own transaction, with its id.
 * Refused when the document has been through a migration that this version does not know: a newer version wrote it,
 * and this one must not write on top. Returns the ids applied now.
 */
export function migrate(
  doc: Y.Doc,
  migrations: Migrations,
): Result<readonly string[], { readonly newer: readonly string[] }> {
  const applied = doc.getMap<true>(APPLIED)
  const newer = newerThan(doc, migrations)
  if (newer.length > 0) return fail({ newer })
  const missing = migrations.filter((migration) => !applied.has(migration.id))
  for (const migration of missing)
    doc.transact(() => {
      migration.up(doc)
      applied.set(migration.id, true)
    }, MIGRATION)
  return ok(missing.map((migration) => migration.id))
}
