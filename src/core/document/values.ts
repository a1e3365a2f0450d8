import type { Field } from '../schema/field'
import type { AnyRecordDef, AnyValues, FieldValue } from '../schema/record'
import { canonicalJson, WHOLE, type CellChange, type CellValue, type WholeValue } from './cells'

/** A member key for a text outside a list's options: stable for equal texts, so that two imports agree. */
function textMember(text: string): string {
  let hash = 0xcbf29ce484222325n
  for (let i = 0; i < text.length; i++)
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(i))) * 0x100000001b3n)
  return `~${hash.toString(36)}`
}

/** The cells of a set field, member → value; scalars have none. */
function membersOf(field: Field, value: FieldValue | null | undefined): Map<string, CellValue> {
  const members = new Map<string, CellValue>()
  if (value === null || value === undefined) return members
  if (field.kind === 'choices' && Array.isArray(value))
    // isArray does not narrow a readonly array; a set field holds texts
    for (const item of value as readonly string[])
      if (item in field.options) members.set(item, true)
      else members.set(textMember(item), item)
  if (field.kind === 'refs' && Array.isArray(value))
    // as above: ids
    for (const id of value as readonly string[]) members.set(id, true)
  if (field.kind === 'marks' && typeof value === 'object' && !Array.isArray(value))
    for (const [id, mark] of Object.entries(value)) if (typeof mark === 'string') members.set(id, mark)
  return members
}

/**
 * The member that a change means, by what is stored. An option that only another version knows reads like a text outside
 * the list, so that whoever takes it out names the key of such a text: it is the option's own cell that must be cleared.
 */
export function storedMember(stored: () => readonly StoredCell[], change: CellChange): string | undefined {
  const { field, member, value } = change
  if (!member?.startsWith('~') || value !== null) return member
  const held = stored().flatMap((cell) =>
    cell.field === field && cell.member !== undefined && cell.value !== null ? [cell.member] : [],
  )
  return held.includes(member) ? member : (held.find((code) => textMember(code) === member) ?? member)
}

/** Whether a kind of field keeps one cell per member. */
export const isSet = (field: Field): boolean =>
  field.kind === 'choices' || field.kind === 'refs' || field.kind === 'marks'

/**
 * The cells to write so that a record that holds `before` holds `after`.
 * Only fields named in `after` are looked at; `null` or an empty set clears. Set members are compared one by one,
 * so that two people who each add a member both keep theirs.
 */
export function changesFor(def: AnyRecordDef, id: string, before: AnyValues, after: AnyValues): CellChange[] {
  const names = Object.keys(after).filter((name) => def.fields[name])
  if (def.whole) {
    const changed = names.filter(
      (name) => canonicalJson(before[name] ?? null) !== canonicalJson(after[name] ?? null),
    )
    if (changed.length === 0) return []
    const value = Object.fromEntries(changed.map((name) => [name, after[name] ?? null]))
    return [{ kind: def.name, id, field: WHOLE, value, part: true }]
  }
  const changes: CellChange[] = []
  for (const name of names) {
    const field = def.fields[name]
    if (!field || field.kind === 'richText') continue
    const [old, next] = [before[name], after[name]]
    if (isSet(field)) {
      const [had, has] = [membersOf(field, old), membersOf(field, next)]
      for (const [member, value] of has)
        if (had.get(member) !== value) changes.push({ kind: def.name, id, field: name, member, value })
      for (const member of had.keys())
        if (!has.has(member)) changes.push({ kind: def.name, id, field: name, member, value: null })
      continue
    }
    const value = (next ?? null) as CellValue // a scalar field: FieldValue minus the sets handled above
    if ((old ?? null) !== value) changes.push({ kind: def.name, id, field: name, value })
  }
  return changes
}

/** One cell as stored, apart from its record. */
export interface StoredCell {
  readonly field: string
  readonly member?: string
  readonly value: unknown
}

/**
 * The values that a record's cells spell, read leniently: unknown fields and odd shapes are left in the document and
 * out of the row. `keep` says which fields this room may speak for (a private field found in a shared room is not read).
 */
export function valuesOf(
  def: AnyRecordDef,
  cells: Iterable<StoredCell>,
  keep: (field: Field) => boolean,
): { [field: string]: FieldValue | null } {
  const values: { [field: string]: FieldValue | null } = {}
  const sets = new Map<string, Map<string, CellValue>>()
  for (const cell of cells) {
    if (cell.field === WHOLE && def.whole && isPlainObject(cell.value)) {
      for (const [name, value] of Object.entries(cell.value)) {
        const field = def.fields[name]
        if (field && keep(field)) values[name] = value as FieldValue // written by parseDraft; screens read it leniently
      }
      continue
    }
    const field = def.fields[cell.field]
    if (!field || !keep(field)) continue
    if (isSet(field)) {
      if (cell.member === undefined || cell.value === null || !isScalar(cell.value)) continue
      const members = sets.get(cell.field) ?? new Map<string, CellValue>()
      members.set(cell.member, cell.value)
      sets.set(cell.field, members)
    } else if (isScalar(cell.value) && cell.value !== null) values[cell.field] = cell.value as FieldValue // scalar kinds
  }
  for (const [name, members] of sets) {
    const field = def.fields[name]
    if (field) values[name] = setValue(field, members)
  }
  return values
}

function setValue(field: Field, members: ReadonlyMap<string, CellValue>): FieldValue {
  const sorted = [...members].sort(([a], [b]) => (a < b ? -1 : 1))
  if (field.kind === 'marks') {
    const marks: { [id: string]: string } = {}
    for (const [id, mark] of sorted) if (typeof mark === 'string') marks[id] = mark
    return marks
  }
  if (field.kind !== 'choices') return sorted.map(([id]) => id)
  const order = Object.keys(field.options)
  const codes = order.filter((code) => members.has(code))
  const others = sorted.filter(([m]) => !order.includes(m)).map(([m, v]) => (typeof v === 'string' ? v : m))
  return [...codes, ...others]
}

const isScalar = (value: unknown): value is string | number | boolean | null =>
  value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'

const isPlainObject = (value: unknown): value is WholeValue =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
