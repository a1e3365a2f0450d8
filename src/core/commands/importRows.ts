import { createdAgain } from '../document/commit'
import { changesFor } from '../document/values'
import { recordOf } from '../records'
import { fail, ok } from '../result'
import { idsIn, targetsOf } from '../schema/links'
import type { AnyValues } from '../schema/record'
import type { Command } from './command'
import { withinLeave } from './withinLeave'

/** One record as an import's preview showed it: made, or changed field by field. */
export interface PlannedRecord {
  readonly kind: string
  readonly id: string
  /** What the changed fields held when the preview was made; undefined for a record to make. */
  readonly before: AnyValues | undefined
  /** Only the fields to write. */
  readonly values: AnyValues
}

/**
 * Writes what a preview showed, all of it in one commit and so undone as one. Refused, with nothing written, when a
 * record has changed since the preview, or one that it is linked to is gone: what was agreed to is no longer what would
 * be done.
 */
export const importRows: Command<{ readonly records: readonly PlannedRecord[] }> = {
  name: 'importRows',
  plan(view, { records }) {
    const made = new Set(records.map(({ id }) => id))
    const isThere = (kinds: readonly string[], id: string): boolean =>
      made.has(id) || kinds.some((kind) => view.get(kind, id)?.deleted === false)
    const stale = records.filter((record) => {
      if (linksOf(record).some(({ kinds, id }) => !isThere(kinds, id))) return true
      const row = view.get(record.kind, record.id)
      if (record.before === undefined) return row !== undefined
      return !row || row.deleted || movedSince(record.kind, record, row.values).length > 0
    })
    if (stale.length > 0) {
      const count = stale.length === 1 ? 'Une fiche a changé' : `${stale.length} fiches ont changé`
      return fail([{ field: '', message: `${count} depuis l’aperçu. Revoyez l’aperçu, puis importez.` }])
    }
    const changes = records.flatMap(({ kind, id, before, values }) => [
      ...(before === undefined ? createdAgain(kind, id) : []),
      ...changesFor(definition(kind), id, before ?? {}, values),
    ])
    return ok({ changes: withinLeave(view, changes), by: 'import' })
  },
}

/** The records that a planned one is to be linked to and was not before, with the kinds that each may be of. */
function linksOf({ kind, before, values }: PlannedRecord) {
  return Object.entries(definition(kind).fields).flatMap(([name, field]) => {
    const known = new Set(idsIn(before?.[name]))
    const kinds = targetsOf(field)
    if (kinds.length === 0) return []
    return idsIn(values[name]).flatMap((id) => (known.has(id) ? [] : [{ kinds, id }]))
  })
}

/** What now differs from the preview's « before », as cells: none when the preview still holds. */
function movedSince(kind: string, record: PlannedRecord, now: AnyValues) {
  const names = Object.keys(record.values)
  const was = Object.fromEntries(names.map((name) => [name, record.before?.[name] ?? null]))
  return changesFor(definition(kind), record.id, now, was)
}

function definition(kind: string) {
  const def = recordOf(kind)
  if (!def) throw new Error(`unknown kind: ${kind}`)
  return def
}
