import { isLossy, sameLossyText, sameText } from '../schema/likeness'
import type { Field } from '../schema/field'
import type { FieldValue } from '../schema/record'
import { isEmpty } from '../schema/validate'

/**
 * What a field holds once a file has spoken; undefined where the file changes nothing. A file adds and corrects, it
 * never clears: blank says nothing, a set only grows, « date inconnue » gives way to a date, and a text that lost
 * letters (« ? ») or differs only by case or accents is no news.
 */
export function mergedValue(
  field: Field,
  before: FieldValue | null | undefined,
  after: FieldValue | null | undefined,
): FieldValue | undefined {
  if (after === null || after === undefined || isEmpty(after)) return undefined
  if (before === null || before === undefined || isEmpty(before)) return after
  if (Array.isArray(before) && Array.isArray(after))
    return grown(before as readonly string[], after as readonly string[]) // sets hold texts
  if (before === after) return undefined
  if (field.kind === 'date') return after === 'unknown' ? undefined : after
  const isWords = field.kind === 'text' || field.kind === 'longText' || field.kind === 'choice'
  if (isWords && typeof before === 'string' && typeof after === 'string')
    return saysMore(before, after) ? after : undefined
  return after
}

function grown(before: readonly string[], after: readonly string[]): FieldValue | undefined {
  const known = new Set(before.map((item) => item.toLowerCase()))
  const added = after.filter((item) => !known.has(item.toLowerCase()))
  return added.length === 0 ? undefined : [...before, ...added]
}

function saysMore(before: string, after: string): boolean {
  if (isLossy(after)) return false
  if (isLossy(before) && sameLossyText(before, after)) return true
  return !sameText(before, after)
}

/** « En-tête : valeur » lines of a file beside those already kept: a heading said again takes its new value. */
export function mergedOtherColumns(before: string, after: string): string {
  const lines = new Map<string, string>()
  for (const line of [...before.split('\n'), ...after.split('\n')])
    if (line !== '') lines.set(line.split(' : ', 1)[0] ?? line, line)
  return [...lines.values()].join('\n')
}
