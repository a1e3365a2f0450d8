import { fail, ok, type Result } from '../../result'
import { fold } from '../fold'
import { cleanLine, written } from '../clean'
import { isText, type KindTraits } from '../traits'
import { possibleYears } from './dates'

const space = '\u00A0'
const minus = '\u2212'

/** Digits in groups of three: `12 345`. */
function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, space)
}

/** A number with so many decimals as French writes it: `12 345,50`, and with its own sign below zero, no hyphen. */
function french(value: number, decimals: number): string {
  const [whole = '0', rest] = Math.abs(value).toFixed(decimals).split('.')
  const text = rest === undefined ? grouped(whole) : `${grouped(whole)},${rest}`
  return value < 0 && /[1-9]/.test(text) ? `${minus}${text}` : text
}

/** A number as French writes it, with the decimals that it has, two at most: `1 230,5`. */
export const formatNumber = (value: number): string => french(value, 2).replace(/,00$|(?<=,\d)0$/, '')

/** Sums as French writes them, from cents: « 12 345,50 € ». */
export function formatCents(cents: number): string {
  return `${french(cents / 100, 2)}${space}€`
}

/**
 * Reads a number of a spreadsheet, or one typed the French or the English way; null when it is none.
 * A typed `1.500` is fifteen hundred where `groups` says that dots may separate thousands, one and a half otherwise.
 */
function readNumber(input: unknown, groups: boolean): number | null {
  if (typeof input === 'number') return Number.isFinite(input) ? input : null
  if (typeof input !== 'string') return null
  let compact = cleanLine(input)
    .replace(/[\s'’]/gu, '')
    .replace(/[−–]/g, '-')
  const comma = compact.lastIndexOf(',')
  const dot = compact.lastIndexOf('.')
  if (comma >= 0 && dot >= 0) {
    const thousands = comma > dot ? /\./g : /,/g
    compact = compact.replace(thousands, '')
  } else if (groups && /^-?\d{1,3}(\.\d{3})+$/.test(compact)) {
    compact = compact.replace(/\./g, '')
  }
  compact = compact.replace(',', '.')
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(compact) ? Number(compact) : null
}

function between(value: number, min: number | undefined, max: number | undefined): Result<number, string> {
  if (min !== undefined && value < min) return fail(`Écrivez un nombre au moins égal à ${french(min, 0)}.`)
  if (max !== undefined && value > max) return fail(`Écrivez un nombre au plus égal à ${french(max, 0)}.`)
  return ok(value)
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)

/** A whole number, or a year. */
export const integer: KindTraits<'integer'> = {
  is: isNumber,
  parse(input, field, context) {
    const value = readNumber(input, !field.year)
    if (value === null || !Number.isSafeInteger(value)) {
      return fail(
        field.year ? 'Écrivez une année, par exemple 2026.' : 'Écrivez un nombre entier, par exemple 12.',
      )
    }
    if (!field.year) return between(value, field.min, field.max)
    const { first, last } = possibleYears(context.today)
    const [least, most] = [field.min ?? first, field.max ?? last]
    const possible = value >= least && value <= most
    return possible ? ok(value) : fail(`Écrivez une année à quatre chiffres, entre ${least} et ${most}.`)
  },
  format: (value, field) => (field.year ? String(value) : french(value, 0)),
  compare: (a, b) => a - b,
  widget: 'number',
  sheet: (field) => ({ type: 'number', width: 10, format: field.year ? '0' : '#,##0' }),
}

/** A number with a fixed count of decimals. */
export const decimal: KindTraits<'decimal'> = {
  is: isNumber,
  parse(input, field) {
    const value = readNumber(typeof input === 'string' ? input.replace(/%\s*$/, '') : input, false)
    if (value === null) return fail('Écrivez un nombre, par exemple 0,5.')
    return between(Number(value.toFixed(field.digits)), field.min, field.max)
  },
  format: (value, field) => french(value, field.digits),
  compare: (a, b) => a - b,
  widget: 'number',
  sheet: (field) => ({
    type: 'number',
    width: 12,
    format: `#,##0.${'0'.repeat(field.digits)}`.replace(/\.$/, ''),
  }),
}

const largestCents = 1e13

/** Euros, kept in cents. */
export const money: KindTraits<'money'> = {
  is: (value): value is number => Number.isSafeInteger(value),
  parse(input, field) {
    const text = typeof input === 'string' ? cleanLine(input) : ''
    const thousands = /k\s?(€|euros?|eur)?$/i.test(text)
    const bare = text.replace(/\s*k?\s*(€|euros?|eur)?\s*(TTC)?$/i, '').replace(/^€\s*/, '')
    const euros = readNumber(typeof input === 'string' ? bare : input, true)
    if (euros === null) return fail('Écrivez un montant, par exemple 1\u00a0500 ou 12\u00a0345,50\u00a0€.')
    const exact = Number((euros * (thousands ? 1e5 : 100)).toPrecision(15))
    const cents = Math.round(exact)
    // A number comes out of a calculation, and is shown with two decimals there; what was written is no other amount.
    if (typeof input === 'string' && exact !== cents) return fail('Un montant a deux décimales au plus.')
    if (Math.abs(cents) > largestCents) return fail('Ce montant est trop grand.')
    if (cents < 0 && !field.negative) return fail('Écrivez un montant positif.')
    return ok(cents === 0 ? 0 : cents)
  },
  format: (value) => formatCents(value),
  compare: (a, b) => a - b,
  widget: 'money',
  sheet: () => ({ type: 'number', width: 14, format: '#,##0.00 "€"' }),
}

/** The least and the most that an answer in ranges can mean; `max` is null when it is open-ended. */
export function rangeBounds(value: string): { readonly min: number; readonly max: number | null } | null {
  const under = /^<(\d+)$/.exec(value)
  if (under) return { min: 0, max: Math.max(0, Number(under[1]) - 1) }
  const over = /^>(\d+)$/.exec(value)
  if (over) return { min: Number(over[1]) + 1, max: null }
  const span = /^(\d+(?:\.\d+)?)(?:-(\d+))?$/.exec(value)
  if (!span) return null
  return { min: Number(span[1]), max: Number(span[2] ?? span[1]) }
}

/** `moins de 10`, `de 10 à 50`, `Aucun`, `12` → the stored form, or null. */
function readRange(text: string): string | null {
  const compact = text.replace(/\s/gu, '')
  if (/^(<\d+|>\d+|\d+|\d+-\d+)$/.test(compact)) return compact
  const words = fold(text)
  if (/^aucune?s?$/.test(words)) return '0'
  const unit = '(?: ?(?:h|heures?))?'
  const under = new RegExp(`^moins d[eu]? ?(\\d+)${unit}$`).exec(words)
  if (under) return `<${under[1]}`
  const over = new RegExp(`^plus d[eu]? ?(\\d+)${unit}$`).exec(words)
  if (over) return `>${over[1]}`
  const span = new RegExp(`^(?:de |entre )?(\\d+)${unit} ?(?:a|et|-| ) ?(\\d+)${unit}$`).exec(words)
  return span ? `${span[1]}-${span[2]}` : null
}

const hoursOfWeek = 168

/** `3h30`, `3 h`, `3,5` → the hours, as they are stored; null for any other answer. */
function readHours(text: string): string | null {
  const clock = /^(\d+)\s?h(?:eures?)?\s?([0-5]\d)?$/i.exec(text)
  const hours = clock ? Number(clock[1]) + Number(clock[2] ?? 0) / 60 : readNumber(text, false)
  return hours === null || hours < 0 ? null : String(Number(hours.toFixed(2)))
}

/** A count given exactly or as one of the ranges of a questionnaire; never a made-up midpoint. */
export const range: KindTraits<'range'> = {
  is: isText,
  parse(input, field) {
    const text = typeof input === 'boolean' ? null : written(input)
    const value = text === null ? null : ((field.hours ? readHours(text) : null) ?? readRange(text))
    const bounds = value === null ? null : rangeBounds(value)
    if (value === null || !bounds || (bounds.max !== null && bounds.max < bounds.min)) {
      const shown = field.buckets.map((bucket) => range.format(bucket, field, () => undefined)).join(', ')
      return fail(`Écrivez un nombre, ou l’une des réponses : ${shown}.`)
    }
    if (field.hours && (bounds.max ?? bounds.min) > hoursOfWeek)
      return fail(`Une semaine compte ${hoursOfWeek} heures.`)
    return ok(/^\d+$/.test(value) ? String(Number(value)) : value)
  },
  format(value) {
    if (value.startsWith('<')) return `moins de ${value.slice(1)}`
    if (value.startsWith('>')) return `plus de ${value.slice(1)}`
    const [from, to] = value.split('-')
    return to === undefined ? value.replace('.', ',') : `de ${from} à ${to}`
  },
  compare(a, b) {
    const [left, right] = [rangeBounds(a), rangeBounds(b)]
    if (!left || !right) return left ? -1 : right ? 1 : 0
    return left.min - right.min || (left.max ?? Infinity) - (right.max ?? Infinity) || 0
  },
  widget: 'range',
  sheet: () => ({ type: 'text', width: 14, format: '@' }),
}
