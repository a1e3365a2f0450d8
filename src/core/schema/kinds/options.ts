import { fail, ok } from '../../result'
import type { Options } from '../field'
import { fold } from '../fold'
import { isBlank, written } from '../clean'
import { compareText, isText, type KindTraits } from '../traits'

const yes = ['oui', 'o', 'x', 'vrai', 'true', 'yes', 'y', '1']
const no = ['non', 'n', 'faux', 'false', 'no', '0']

/** Yes or no; what is not known is an empty field. */
export const flag: KindTraits<'flag'> = {
  is: (value) => typeof value === 'boolean',
  parse(input) {
    const text = written(input)
    if (text === '✓' || text === '✔' || text === '☑') return ok(true)
    const word = fold(text ?? '')
    if (yes.includes(word)) return ok(true)
    return no.includes(word) ? ok(false) : fail('Répondez par oui ou par non.')
  },
  format: (value) => (value ? 'Oui' : 'Non'),
  compare: (a, b) => Number(a) - Number(b),
  widget: 'check',
  sheet: () => ({ type: 'text', width: 8, format: '@' }),
}

/** What both kinds of list say. */
interface Listed {
  readonly options: Options
  readonly open?: true | undefined
  readonly aliases?: { readonly [text: string]: string }
}

/** The label of a stored code; a code that this version does not know is shown as it stands. */
export function labelOf(options: Options, code: string): string {
  return Object.hasOwn(options, code) ? (options[code] ?? code) : code
}

/** The words by which an option is looked for: its label, and what other people call it. */
export function optionWords({ options, aliases = {} }: Listed, code: string): string {
  const others = Object.entries(aliases).flatMap(([alias, of]) => (of === code ? [alias] : []))
  return [labelOf(options, code), ...others].join(' ')
}

function codeOf(text: string, field: Listed): string | null {
  if (Object.hasOwn(field.options, text)) return text
  const wanted = fold(text)
  for (const [code, label] of Object.entries(field.options)) if (fold(label) === wanted) return code
  for (const [alias, code] of Object.entries(field.aliases ?? {})) if (fold(alias) === wanted) return code
  for (const code of Object.keys(field.options)) if (fold(code) === wanted) return code
  return field.open && wanted !== '' ? text : null
}

function proposal(options: Options): string {
  const labels = Object.values(options)
  const shown = labels.slice(0, 8).join(', ')
  return `Choisissez dans la liste : ${shown}${labels.length > 8 ? '…' : '.'}`
}

/** Options in the order of the list, then free texts in French order. */
function compareCodes(a: string, b: string, options: Options): number {
  const codes = Object.keys(options)
  const [left, right] = [codes.indexOf(a), codes.indexOf(b)]
  if (left >= 0 && right >= 0) return left - right
  return left >= 0 ? -1 : right >= 0 ? 1 : compareText(a, b)
}

/** One option of a list. */
export const choice: KindTraits<'choice'> = {
  is: isText,
  parse(input, field) {
    const code = codeOf(written(input) ?? '', field)
    return code === null ? fail(proposal(field.options)) : ok(code)
  },
  format: (value, field) => labelOf(field.options, value),
  compare: (a, b, field) => compareCodes(a, b, field.options),
  widget: 'select',
  sheet: () => ({ type: 'text', width: 22, format: '@' }),
}

const isTextList = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText)

/**
 * What a list or a typed enumeration names. Semicolons always separate; commas, slashes and « et » only where each
 * part is known, so that a free text stays as it was written.
 */
function parts(input: unknown, field: Listed): readonly unknown[] {
  if (Array.isArray(input)) return input
  const text = written(input)
  if (text === null) return [input]
  const isKnown = (part: string): boolean => codeOf(part, { ...field, open: undefined }) !== null
  return text.split(/[;|]/).flatMap((piece) => {
    const whole = piece.trim()
    const pieces = whole.split(/\s*[,/+]\s*|\s+et\s+/)
    return isKnown(whole) || !pieces.every(isKnown) ? [whole].filter((part) => !isBlank(part)) : pieces
  })
}

/** A set of options. */
export const choices: KindTraits<'choices'> = {
  is: isTextList,
  parse(input, field) {
    const codes = new Set<string>()
    for (const part of parts(input, field)) {
      const code = codeOf(written(part) ?? '', field)
      if (code === null) return fail(proposal(field.options))
      codes.add(code)
    }
    return ok([...codes].sort((a, b) => compareCodes(a, b, field.options)))
  },
  format: (value, field) => value.map((code) => labelOf(field.options, code)).join(' ; '),
  compare(a, b, field) {
    for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
      const order = compareCodes(a[index] ?? '', b[index] ?? '', field.options)
      if (order !== 0) return order
    }
    return a.length - b.length
  },
  widget: 'multi',
  sheet: () => ({ type: 'text', width: 30, format: '@' }),
}
