import { records } from '../records'
import type { Field } from '../schema/field'
import { idsIn, targetsOf } from '../schema/links'
import type { AnyRecordDef, AnyRow, FieldValue } from '../schema/record'

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

/** Whether a field's references to a kind follow a record into the one that it was merged into. */
export const movesWith = (name: string, field: Field, kind: string): boolean =>
  targetsOf(field).includes(kind) && name !== 'distinctFrom' && name !== 'mergedInto'

/**
 * The living record that a trashed one is since « même fiche »; undefined where it is none, or stands itself. `get` tells
 * of a record of its kind.
 */
export function keptOf(
  get: (id: string) => Pick<AnyRow, 'deleted' | 'values'> | undefined,
  id: string,
): string | undefined {
  const met = new Set<string>()
  for (let [at, row] = [id, get(id)]; row && !met.has(at); row = get(at)) {
    if (!row.deleted) return at === id ? undefined : at
    met.add(at)
    const { mergedInto } = row.values
    if (typeof mergedInto !== 'string') return undefined
    at = mergedInto
  }
  return undefined
}

/**
 * A reference (or a set, or marks) with one id for another; undefined where it does not hold it. A null `to` removes it.
 * Of two marks of one person the stronger stays: « présent » says more than « invité ».
 */
export function redirected(
  field: Field,
  value: FieldValue | null | undefined,
  from: string,
  to: string | null,
): FieldValue | null | undefined {
  if (value === from) return to
  if (Array.isArray(value)) {
    const ids = value.filter((item): item is string => typeof item === 'string')
    if (!ids.includes(from)) return undefined
    return [...new Set(ids.flatMap((id) => (id === from ? (to === null ? [] : [to]) : [id])))].sort()
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, from))
    return undefined
  const marks = new Map(Object.entries(value as { readonly [id: string]: string })) // neither text nor list: marks
  const mark = marks.get(from)
  marks.delete(from)
  if (to !== null && mark !== undefined) marks.set(to, strongerMark(field, marks.get(to), mark))
  return Object.fromEntries(marks)
}

/** The one of two marks that stands first among the field's options; one that this version does not know gives way. */
function strongerMark(field: Field, held: string | undefined, other: string): string {
  const options = field.kind === 'marks' ? Object.keys(field.options) : []
  const rank = (mark: string): number => (options.includes(mark) ? options.indexOf(mark) : Infinity)
  return held === undefined || rank(other) < rank(held) ? other : held
}
