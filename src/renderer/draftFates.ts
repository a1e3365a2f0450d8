import { keptOf } from '../core/commands/references'
import { isMadeOf } from '../core/document/ids'
import { anyRecord } from '../core/projection/anyRecord'
import type { RowStore } from '../core/projection/rows'
import { recordOf } from '../core/records'
import { displayName } from '../core/schema/derive'
import { formatField, parseField } from '../core/schema/kinds'
import type { AnyRow, FieldValue } from '../core/schema/record'
import type { NameOf } from '../core/schema/traits'
import type { KeptDraft, KeptForm } from './data/keptDrafts'
import { formOrigin, movedPlace } from './features/records/formPlace'
import type { Place, Waiting } from './ui/fieldDrafts'
import type { FormAside } from './ui/formDrafts'
import { placeName } from './ui/placeName'
import type { Services } from './ui/services'

/** What became of what a window left in a field. */
type Fate =
  | { readonly is: 'waiting'; readonly waiting: Waiting }
  /** It was stored as its window closed. */
  | { readonly is: 'stored' }
  /** Its record is not shown, or not yet. */
  | { readonly is: 'unknown' }

type Rows = Pick<RowStore, 'get'>

/**
 * What a draft waits for: its field, or the same one of the record that its own was merged into, unless something
 * else waits or is typed there.
 */
export function fateOf(
  rows: Rows,
  { context, nameOf }: Pick<Services, 'context' | 'nameOf'>,
  { record, field: name, ...typing }: KeptDraft,
  isTaken: (place: Place) => boolean,
): Fate {
  const found = anyRecord(rows, record)
  const field = found?.def.fields[name]
  if (!found || !field) return { is: 'unknown' }
  const { def, row } = found
  const read = parseField(field, typing.text, context)
  const holds = ({ values }: AnyRow): boolean => read.ok && isIn(values[name] ?? null, read.value)
  const into = mergedInto(rows, row)
  if (holds(row) || (into && holds(into))) return { is: 'stored' }
  const place = { record, field: name }
  const there = into && { record: into.id, field: name }
  if (into && there && !isTaken(there)) {
    const what = placeName(field.label, `${displayName(def, into.values, nameOf)}, réunie avec sa fiche`)
    return { is: 'waiting', waiting: { place: there, what, typing } }
  }
  const what = placeName(field.label, displayName(def, row.values, nameOf))
  return { is: 'waiting', waiting: { place, what, typing } }
}

/** Whether a field holds what was typed in it: words of an open list are typed one by one. */
const isIn = (held: FieldValue | null, typed: FieldValue | null): boolean =>
  Array.isArray(typed) && Array.isArray(held) ? typed.every((word) => held.includes(word)) : held === typed

/** Why what was begun at a record cannot be taken up there for now, in words; undefined where it can. */
export function asideOf(rows: Rows, id: string, nameOf: NameOf): string | undefined {
  const found = anyRecord(rows, id)
  if (!found?.row.deleted) return undefined
  const into = mergedInto(rows, found.row)
  return into
    ? `La fiche a été réunie avec «\u00a0${displayName(found.def, into.values, nameOf)}\u00a0»\u00a0: copiez votre saisie pour l’y reporter.`
    : 'La fiche est à la corbeille\u00a0: restaurez-la pour reprendre votre saisie où elle était.'
}

/** The same of a form, with all that was filled in. */
export function formAside(rows: Rows, form: KeptForm, nameOf: NameOf): FormAside | undefined {
  const why = form.place
    .split('/')
    .map((id) => asideOf(rows, id, nameOf))
    .find((told) => told !== undefined)
  if (why === undefined) return undefined
  const fields = recordOf(form.kind)?.fields ?? {}
  const said = (name: string, text: string): string => `${fields[name]?.label ?? name}\u00a0: ${text}`
  const typed = Object.entries(form.values).flatMap(([name, value]) => {
    const field = fields[name]
    return field ? [said(name, formatField(field, value, nameOf))] : []
  })
  const unread = Object.entries(form.texts ?? {}).map(([name, text]) => said(name, text))
  return { why, text: [...typed, ...unread].join('\n') }
}

/** Whether the record of a form was made as its window died. */
export const isMade = (rows: RowStore, { kind, own }: KeptForm): boolean =>
  own !== undefined && [...rows.list(kind), ...rows.trash(kind)].some(({ id }) => isMadeOf(id, own))

/** A form where it waits now: with the record that its own was merged into, if it was, unless one was begun there. */
export function followed(rows: Rows, form: KeptForm, isTaken: (place: string) => boolean): KeptForm {
  const origin = formOrigin(form.place)
  const from = origin === undefined ? undefined : anyRecord(rows, origin)?.row
  const into = from && mergedInto(rows, from)
  if (!into) return form
  const place = movedPlace(form.place, from.id, into.id)
  if (isTaken(place)) return form
  const moved = (value: FieldValue | null | undefined): FieldValue | null | undefined =>
    value === from.id ? into.id : value
  const values = Object.entries(form.values).map(([name, value]) => [name, moved(value)] as const)
  return { ...form, place, values: Object.fromEntries(values) }
}

/** The record that stands in the place of one that was merged; undefined of any other. */
function mergedInto(rows: Rows, { kind, id }: AnyRow): AnyRow | undefined {
  const kept = keptOf((one) => rows.get(kind, one), id)
  return kept === undefined ? undefined : rows.get(kind, kept)
}
