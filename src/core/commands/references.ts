import { records } from '../records'
import { idsIn, targetsOf } from '../schema/links'
import type { AnyRecordDef, AnyRow } from '../schema/record'

/** A record that names another one, and in which field. */
export interface Citer {
  readonly kind: string
  readonly id: string
  readonly field: string
}

/** Who names whom, over all kinds, in one pass: the citers among the listed rows by the `kind/id` that they name. */
export function referencesIn(rows: { list(kind: string): readonly AnyRow[] }): Map<string, Citer[]> {
  const citing = new Map<string, Citer[]>()
  const defs: readonly AnyRecordDef[] = records
  for (const def of defs) {
    const links = Object.entries(def.fields).filter(([, field]) => targetsOf(field).length > 0)
    if (links.length === 0) continue
    for (const row of rows.list(def.name))
      for (const [name, field] of links)
        for (const id of idsIn(row.values[name]))
          for (const kind of targetsOf(field)) {
            const citer = { kind: def.name, id: row.id, field: name }
            const known = citing.get(`${kind}/${id}`)
            if (known) known.push(citer)
            else citing.set(`${kind}/${id}`, [citer])
          }
  }
  return citing
}
