/** What a cell holds: a JSON scalar, or for a `whole` kind one plain object. */
export type CellValue = string | number | boolean | null | WholeValue

/** The one object of a record of a `whole` kind: field → value as drafts carry it. */
export interface WholeValue {
  readonly [field: string]: unknown
}

/** One cell to write. `member` names a set member (an option's code, a record's id). */
export interface CellChange {
  readonly kind: string
  readonly id: string
  readonly field: string
  readonly member?: string
  readonly value: CellValue
  /** The value is a part of a `whole` object: written over what is stored, where `null` clears a field. */
  readonly part?: true
  /** The room that holds the cell, where its definition alone does not say. */
  readonly room?: string
}

// Field names of the document itself: the tilde keeps them apart from every record's own.

/** True from a record's creation on: it exists, even where all its typed cells are private. */
export const CREATED = '~created'
/** True while a record is in the trash, null once it is restored. */
export const DELETED = '~deleted'
/** One member for each case of « À vérifier » that someone has closed. */
export const REVIEW = '~review'
/**
 * One member for each record that « même fiche » has merged into this one. Nothing reads it but the question that it
 * raises where the record that stays was trashed by somebody who had not seen the merge.
 */
export const MERGED = '~merged'
/** The one object of a record of a `whole` kind. */
export const WHOLE = '~whole'

const SEGMENT = /^[A-Za-z0-9._~-]+$/

/** Whether a text may stand in a key: ids, field names and members all obey this. */
export const isKeySegment = (text: string): boolean => SEGMENT.test(text)

/**
 * The key of a cell in its kind's root map: `id/field` or `id/field/member`.
 * Throws on a segment outside the grammar: a key survives in the document for ever, so it is never guessed.
 */
export function cellKey(id: string, field: string, member?: string): string {
  for (const segment of member === undefined ? [id, field] : [id, field, member])
    if (!isKeySegment(segment)) throw new Error(`not a key segment: ${JSON.stringify(segment)}`)
  return member === undefined ? `${id}/${field}` : `${id}/${field}/${member}`
}

/** Splits a key; undefined for one that another application wrote with a grammar of its own. */
export function splitKey(key: string): { id: string; field: string; member?: string } | undefined {
  const parts = key.split('/')
  const [id, field, member] = parts
  if (!id || !field || parts.length > 3) return undefined
  return member === undefined ? { id, field } : { id, field, member }
}

/** Whether two cells hold the same: scalars by value, whole objects by their canonical text. */
export function sameCell(a: CellValue | undefined, b: CellValue | undefined): boolean {
  if (a === b) return true
  if ((a ?? null) === null || (b ?? null) === null) return (a ?? null) === (b ?? null)
  if (typeof a !== 'object' || typeof b !== 'object') return false
  return canonicalJson(a) === canonicalJson(b)
}

/** JSON with sorted keys: equal values give equal texts on every replica. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value)
      .filter(([, v]) => v !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonicalJson(v)}`).join(',')}}`
  }
  return JSON.stringify(value) ?? 'null'
}
