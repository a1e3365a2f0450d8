import { DELETED, MERGED, type CellChange } from '../document/cells'
import { changesFor } from '../document/values'
import { recordOf } from '../records'
import { fail, ok } from '../result'
import { contradictions, isJoined } from '../schema/contradictions'
import type { Field } from '../schema/field'
import { isLossy, sameLossyText, sameText } from '../schema/likeness'
import { idsIn } from '../schema/links'
import type { AnyRecordDef, AnyRow, AnyValues, FieldValue } from '../schema/record'
import { sameFacts } from '../schema/uniqueFacts'
import { isEmpty } from '../schema/validate'
import type { Command, View } from './command'
import { movesWith, redirected, referencesIn } from './references'
import { withinLeave } from './withinLeave'

/** Two records that are one; `values` are the fields for which somebody chose what to keep. */
export interface Merge {
  readonly kind: string
  readonly ids: readonly [string, string]
  readonly values?: AnyValues
}

type Fields = { [field: string]: FieldValue | null | undefined }

interface Draft {
  readonly row: AnyRow
  readonly values: Fields
  /** The records that were merged into it. */
  readonly took: string[]
  trashed: boolean
}

/**
 * « Même fiche »: one record takes what the other knows and every reference to it; the other goes to the trash. The
 * older id is kept, so that two colleagues who do it apart keep the same one. What moves with it and then says exactly
 * what a record of the kept one says (an account, a payment, a contact) is the same record too, and follows; and
 * so is one that is the same by the facts of its kind, where nothing of it gives way: else the two are a pair to look at.
 * Given again for a record merged before, it moves the references that arrived since.
 */
export const mergeDuplicates: Command<{ readonly merges: readonly Merge[] }> = {
  name: 'mergeDuplicates',
  plan(view, { merges }) {
    const desk = openDesk(view)
    for (const merge of merges) {
      if (!recordOf(merge.kind)) throw new Error(`unknown kind: ${merge.kind}`)
      const [keep, drop] = [...merge.ids].map((id) => desk.now(merge.kind, id)).sort()
      if (keep === undefined || drop === undefined)
        return fail([{ field: '', message: 'Choisissez deux fiches.' }])
      const [kept, dropped] = [desk.draft(merge.kind, keep), desk.draft(merge.kind, drop)]
      if (!kept || kept.trashed || !dropped)
        return fail([{ field: '', message: 'L’une des deux fiches n’est plus là : rien n’a été changé.' }])
      if (keep !== drop) desk.merge(merge.kind, keep, drop, merge.values ?? {})
      else desk.follow(merge.kind, keep, merge.ids)
    }
    return ok({ changes: withinLeave(view, desk.changes()), by: 'merge' })
  },
}

/** The records as the merges planned so far leave them. */
function openDesk(view: View) {
  const drafts = new Map<string, Draft>()
  const citing = referencesIn(view)
  const keyOf = (kind: string, id: string): string => `${kind}/${id}`

  const draft = (kind: string, id: string): Draft | undefined => {
    const known = drafts.get(keyOf(kind, id))
    if (known) return known
    const row = view.get(kind, id)
    if (!row) return undefined
    const made = { row, values: { ...row.values }, took: [], trashed: row.deleted }
    drafts.set(keyOf(kind, id), made)
    return made
  }
  /** The id that stands for a record now: itself, or the one it was merged into. */
  const now = (kind: string, id: string): string => {
    const known = draft(kind, id)
    const into = known?.trashed ? known.values.mergedInto : undefined
    return typeof into === 'string' && into < id ? now(kind, into) : id
  }
  const pointAt = (kind: string, from: string, to: string): Draft[] => {
    const moved: Draft[] = []
    for (const named of citing.get(keyOf(kind, from)) ?? []) {
      const citer = draft(named.kind, named.id)
      const def = recordOf(named.kind)
      if (!citer || !def || citer.row.id === from) continue
      for (const [name, field] of Object.entries(def.fields)) {
        if (!movesWith(name, field, kind)) continue
        const next = redirected(field, citer.values[name], from, citer.row.id === to ? null : to)
        if (next !== undefined) citer.values[name] = next
      }
      citing.set(keyOf(kind, to), [...(citing.get(keyOf(kind, to)) ?? []), named])
      moved.push(citer)
    }
    return moved
  }
  const merge = (kind: string, keep: string, drop: string, chosen: AnyValues): void => {
    const def = recordOf(kind)
    const [kept, dropped] = [draft(kind, keep), draft(kind, drop)]
    if (!def || !kept || !dropped) return
    for (const [name, field] of Object.entries(def.fields)) {
      if (name === 'mergedInto') continue
      const joined = Object.hasOwn(chosen, name)
        ? chosen[name]
        : joinedValue(field, kept.values[name], dropped.values[name])
      kept.values[name] = name === 'distinctFrom' ? without(joined, [keep, drop]) : joined
    }
    dropped.trashed = true
    dropped.values.mergedInto = keep
    kept.took.push(drop)
    move(kind, drop, keep)
  }
  /**
   * Points at one record all that names another. What comes along and is one of those that the record had already becomes
   * that one, each of them once: two that come along together are two, as they were where they come from.
   */
  const move = (kind: string, from: string, to: string): void => {
    const own = new Map(
      (citing.get(keyOf(kind, to)) ?? []).map((citer) => [keyOf(citer.kind, citer.id), citer]),
    )
    for (const moved of pointAt(kind, from, to)) {
      const def = recordOf(moved.row.kind)
      if (!def || moved.trashed || own.has(keyOf(moved.row.kind, moved.row.id))) continue
      for (const [key, { kind: owner, id }] of own) {
        const twin = owner === moved.row.kind ? draft(owner, id) : undefined
        if (!twin || twin.trashed || !isOne(def, twin, moved)) continue
        const [first, second] = [id, moved.row.id].sort()
        if (first !== undefined && second !== undefined) merge(owner, first, second, {})
        own.delete(key)
        break
      }
    }
  }
  return {
    draft,
    now,
    merge,
    follow(kind: string, keep: string, ids: readonly string[]): void {
      for (const id of ids) if (id !== keep) move(kind, id, keep)
    },
    changes(): CellChange[] {
      return [...drafts.values()].flatMap(({ row, values, took, trashed }) => {
        const def = recordOf(row.kind)
        if (!def) return []
        const merged = took.map((member) => ({
          kind: row.kind,
          id: row.id,
          field: MERGED,
          member,
          value: true,
        }))
        const cells = [...changesFor(def, row.id, row.values, values), ...merged]
        return trashed && !row.deleted
          ? [...cells, { kind: row.kind, id: row.id, field: DELETED, value: true }]
          : cells
      })
    },
  }
}

/** What the kept record says once it knows what the other said: nothing of it is replaced, only filled and completed. */
function joinedValue(
  field: Field,
  kept: FieldValue | null | undefined,
  other: FieldValue | null | undefined,
): FieldValue | null | undefined {
  if (isEmpty(other)) return kept
  if (isEmpty(kept)) return other
  if (isJoined(field) && Array.isArray(kept)) return [...new Set([...idsIn(kept), ...idsIn(other)])]
  if (typeof kept !== 'string' || typeof other !== 'string') return kept
  if (field.kind === 'date') return kept === 'unknown' ? other : kept
  if (field.kind === 'longText' && !sameText(kept, other))
    return kept.includes(other) ? kept : `${kept}\n\n${other}`
  if (field.kind === 'text')
    return isLossy(kept) && !isLossy(other) && sameLossyText(kept, other) ? other : kept
  return kept
}

const without = (
  value: FieldValue | null | undefined,
  ids: readonly string[],
): FieldValue | null | undefined =>
  Array.isArray(value) ? idsIn(value).filter((id) => !ids.includes(id)) : value

/**
 * Whether two records are one: they say exactly the same, or have the same facts and do not contradict each other. Never
 * two of which somebody has said that they are distinct.
 */
function isOne(
  def: AnyRecordDef,
  { row: { id: one }, values: a }: Draft,
  { row: { id: other }, values: b }: Draft,
) {
  if (idsIn(a.distinctFrom).includes(other) || idsIn(b.distinctFrom).includes(one)) return false
  const isSame = def.unique !== undefined && sameFacts(def, a, b) && contradictions(def, a, b).length === 0
  return isSame || saysTheSame(def, a, b)
}

function saysTheSame(def: AnyRecordDef, a: Fields, b: Fields): boolean {
  const names = Object.keys(def.fields).filter((name) => name !== 'distinctFrom' && name !== 'mergedInto')
  const isPlain = (name: string): boolean => !isEmpty(a[name]) || !isEmpty(b[name])
  const said = names.filter(isPlain)
  return (
    said.length > 1 &&
    said.every((name) => JSON.stringify(a[name] ?? null) === JSON.stringify(b[name] ?? null))
  )
}
