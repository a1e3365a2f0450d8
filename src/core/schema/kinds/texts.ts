import { fail, ok, type Result } from '../../result'
import { cleanLine, cleanLines, written } from '../clean'
import { formatNumber } from './numbers'
import { compareText, isText, type KindTraits } from '../traits'

const notText = fail('Écrivez un texte.')

/** A code of fixed length. To a number its zeros are given back, which spreadsheets drop of « 01400 »; who types writes them. */
function wholeCode(text: string, digits: number | undefined, isNumber: boolean): Result<string, string> {
  if (digits === undefined) return ok(text)
  const compact = text.replace(/ /g, '')
  const code = isNumber ? compact.padStart(digits, '0') : compact
  return /^\d+$/.test(code) && code.length === digits ? ok(code) : fail(`Écrivez ${digits} chiffres.`)
}

/** Characters that one line holds where its field says nothing: longer is a paste gone wrong, not a name. */
const LONGEST_LINE = 500

/** Characters that several lines hold where their field says nothing. */
const LONGEST_TEXT = 100_000

function fitting(text: string, maxLength: number): Result<string, string> {
  return text.length <= maxLength
    ? ok(text)
    : fail(`Texte trop long : ${formatNumber(text.length)} caractères, ${formatNumber(maxLength)} au plus.`)
}

/** One line of text. */
export const text: KindTraits<'text'> = {
  is: isText,
  parse(input, field) {
    const line = written(input)
    if (line === null) return notText
    const whole = wholeCode(line, field.digits, typeof input === 'number')
    return whole.ok ? fitting(whole.value, field.maxLength ?? LONGEST_LINE) : whole
  },
  format: (value) => cleanLine(value),
  compare: compareText,
  widget: 'line',
  sheet: (field) => ({
    type: 'text',
    width: field.digits ? Math.max(10, field.digits + 2) : 24,
    format: '@',
  }),
}

/** Several lines of text. */
export const longText: KindTraits<'longText'> = {
  is: isText,
  parse(input, field) {
    const lines = typeof input === 'string' ? cleanLines(input) : written(input)
    return lines === null ? notText : fitting(lines, field.maxLength ?? LONGEST_TEXT)
  },
  format: (value) => cleanLines(value),
  compare: compareText,
  widget: 'area',
  sheet: () => ({ type: 'text', width: 48, format: '@' }),
}

/** The plain text of a rich text; the editor writes the fragment itself, never this value. */
export const richText: KindTraits<'richText'> = {
  is: isText,
  parse: (input) => (typeof input === 'string' ? ok(cleanLines(input)) : notText),
  format: (value) => cleanLines(value),
  compare: compareText,
  widget: 'rich',
  sheet: () => ({ type: 'text', width: 60, format: '@' }),
}
