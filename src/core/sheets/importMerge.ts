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

/**
 * Whether what a file says is what a record said that « même fiche » has made one with this one, and whose word gave way
 * to another then: it is no news.
 */
export function gaveWay(
  field: Field,
  formerly: readonly (FieldValue | null | undefined)[],
  before: FieldValue | null | undefined,
  after: FieldValue | null | undefined,
): boolean {
  if (before === null || before === undefined || isEmpty(before)) return false
  if (mergedValue(field, before, after) === undefined) return false
  const said = formerly.filter((value) => !isEmpty(value))
  return said.some((value) => mergedValue(field, value, after) === undefined)
}

/** The lines of « Autres colonnes » that are news: those that such a record held are not, unless they were kept. */
export function newLines(formerly: readonly string[], before: string, after: string): string {
  const [gone, kept] = [new Set(formerly.flatMap((text) => text.split('\n'))), before.split('\n')]
  return after
    .split('\n')
    .filter((line) => !gone.has(line) || kept.includes(line))
    .join('\n')
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

/** What a column that maps to nothing says, as it is kept beside the record: a line « En-tête : valeur ». */
export const otherLine = (heading: string, text: string): string => `${heading} : ${text}`

/**
 * The lines of a file beside those already kept: a heading said again takes its new value where the file had another.
 * `headings` are those of the file: a heading may itself hold « : », so that a line does not tell where its own ends.
 */
export function mergedOtherColumns(before: string, after: string, headings: readonly string[]): string {
  const kept = before === '' ? [] : before.split('\n')
  const said = after.split('\n')
  const headingOf = (line: string): string | undefined =>
    headings
      .filter((heading) => line.startsWith(otherLine(heading, '')))
      .reduce<string | undefined>(
        (longest, next) => (next.length > (longest?.length ?? -1) ? next : longest),
        undefined,
      )
  const news = said.filter((line) => !kept.includes(line))
  for (const line of news) {
    const heading = headingOf(line)
    const former = kept.findIndex(
      (other) => heading !== undefined && headingOf(other) === heading && !said.includes(other),
    )
    if (former < 0) kept.push(line)
    else kept[former] = line
  }
  return kept.join('\n')
}
