import { fail, ok, type Result } from '../../result'
import { fold } from '../fold'
import { written } from '../clean'
import { isText, type KindTraits, type ParseContext } from '../traits'

const months = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
]
const foldedMonths = months.map(fold)

const two = (value: number): string => String(value).padStart(2, '0')

/** `avr`, `avril`, `avr.` → 4; null when no single month begins so. */
function monthNumber(word: string): number | null {
  const folded = fold(word)
  if (folded.length < 3) return null
  const found = foldedMonths.flatMap((name, index) => (name.startsWith(folded) ? [index + 1] : []))
  return found.length === 1 ? (found[0] ?? null) : null
}

function fullYear(text: string, today: string): number {
  if (text.length !== 2) return Number(text)
  const year = 2000 + Number(text)
  return year <= Number(today.slice(0, 4)) + 10 ? year : year - 100
}

/** An existing day, as `2026-08-21`. */
function dayOf(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day))
  const exists =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return exists && year >= 1000 ? `${year}-${two(month)}-${two(day)}` : null
}

/** The years that the network can speak of: a convention ends within twenty years, what lies further is a slip. */
export function possibleYears(today: string, ahead = 20): { readonly first: number; readonly last: number } {
  return { first: 1900, last: Number(today.slice(0, 4)) + ahead }
}

/** A day or a month whose year the network can speak of. */
function inPossibleYear(period: string, today: string, ahead?: number): Result<string, string> {
  const { first, last } = possibleYears(today, ahead)
  const year = Number(period.slice(0, 4))
  return year >= first && year <= last
    ? ok(period)
    : fail(`Vérifiez l’année : ${year} n’est pas entre ${first} et ${last}.`)
}

/** Serial numbers of spreadsheets, 1940 to 2100: below, a year typed alone would be taken for one. */
function serialDay(serial: number): string | null {
  if (!(serial >= 14611 && serial <= 73050)) return null
  return new Date(Date.UTC(1899, 11, 30) + Math.floor(serial) * 86_400_000).toISOString().slice(0, 10)
}

function readDay(text: string, today: string): string | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/.exec(text)
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const bare = text.replace(/^(lun|mar|mer|jeu|ven|sam|dim)[a-zé]*\.? /i, '').replace(/^le /i, '')
  const digits =
    /^(\d{1,2})\s?[/.\- ]\s?(\d{1,2})(?:\s?[/.\- ]\s?(\d{4}|\d{2}))?(?: \d{1,2}[:h]\d{2}.*)?$/.exec(bare)
  if (digits)
    return dayOf(fullYear(digits[3] ?? today.slice(0, 4), today), Number(digits[2]), Number(digits[1]))
  const run = /^(\d{2})(\d{2})(\d{4}|\d{2})$/.exec(bare)
  if (run) return dayOf(fullYear(run[3] ?? '', today), Number(run[2]), Number(run[1]))
  const words = /^(\d{1,2})(?:er)?[ -]([\p{L}]+)\.?(?:[ -](\d{4}|\d{2}))?$/u.exec(bare)
  const month = words?.[2] === undefined ? null : monthNumber(words[2])
  if (!words || month === null) return null
  return dayOf(fullYear(words[3] ?? today.slice(0, 4), today), month, Number(words[1]))
}

/** Written as a date is, of a year that nobody counts in: 12/12/0026. */
const hasOddYear = (text: string): boolean =>
  /^\d{1,2}[/.\- ]\d{1,2}[/.\- ](0\d{3}|\d|\d{3}|\d{5,})$/.test(text)

/** Written as a date is, and yet no day: 31/02/2025. */
const looksLikeADay = (text: string): boolean => /^(\d{1,2}[/.\- ]\d{1,2}[/.\- ]\d{4}|\d{8})$/.test(text)

const unknownWords = [
  'inconnue',
  'inconnu',
  'date inconnue',
  'unknown',
  'x',
  'oui',
  'vrai',
  'nc',
  'non connue',
]

/** A day; where the field allows it, « date inconnue »: known to exist, not when. */
export const date: KindTraits<'date'> = {
  is: isText,
  parse(input, field, context) {
    const example = `Écrivez la date jj/mm/aaaa, par exemple 03/11/2026${field.unknown ? ', ou « inconnue »' : ''}.`
    if (input instanceof Date) {
      const day = Number.isNaN(input.getTime()) ? null : input.toISOString().slice(0, 10)
      return day !== null && readDay(day, context.today)
        ? inPossibleYear(day, context.today, field.yearsAhead)
        : fail(example)
    }
    const day = typeof input === 'number' ? serialDay(input) : readDay(written(input) ?? '', context.today)
    if (day !== null) return inPossibleYear(day, context.today, field.yearsAhead)
    const text = written(input) ?? ''
    if (field.unknown && unknownWords.includes(fold(text))) return ok('unknown')
    if (hasOddYear(text)) return fail('L’année s’écrit en quatre chiffres, par exemple 2026.')
    return fail(
      looksLikeADay(text) ? 'Ce jour n’existe pas\u00a0: vérifiez le jour, le mois et l’année.' : example,
    )
  },
  format: (value) => formatDay(value),
  // An unknown date sorts before every known one.
  compare: (a, b) => (a === b ? 0 : a === 'unknown' ? -1 : b === 'unknown' ? 1 : a < b ? -1 : 1),
  widget: 'day',
  sheet: () => ({ type: 'date', width: 12, format: 'dd/mm/yyyy' }),
}

/** Whether a stored value is a day: not missing, « date inconnue » or something odd. */
export function isDay(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)
}

/** Whether a text is written as a stored day, and one that the calendar has. */
export function isOnCalendar(text: string): boolean {
  const [year, month, day] = text.split('-').map(Number)
  return isDay(text) && dayOf(Number(year), Number(month), Number(day)) === text
}

/** `2026-11-03` as « 03/11/2026 »; anything else is shown as it stands. */
export function formatDay(day: string): string {
  if (day === 'unknown') return 'date inconnue'
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)
  return parts ? `${parts[3]}/${parts[2]}/${parts[1]}` : day
}

function readPeriod(text: string, wider: boolean, context: ParseContext): string | null {
  const iso = /^(\d{4})[-/](\d{1,2})(?:-\d{1,2}.*)?$/.exec(text)
  const french = /^(?:\d{1,2}\/)?(\d{1,2})[/\- ](\d{4})$/.exec(text)
  const [year, month] = iso ? [iso[1], iso[2]] : french ? [french[2], french[1]] : []
  if (year !== undefined && month !== undefined) {
    return dayOf(Number(year), Number(month), 1)?.slice(0, 7) ?? null
  }
  const words = /^([\p{L}]+)\.? (\d{4}|\d{2})$/u.exec(text)
  const named = words?.[1] === undefined ? null : monthNumber(words[1])
  if (words?.[2] !== undefined && named !== null) return `${fullYear(words[2], context.today)}-${two(named)}`
  if (!wider) return null
  const quarter =
    /^(?<y>\d{4})[- ]?T(?<q>[1-4])$/i.exec(text) ??
    /^T(?<q>[1-4])[ /-](?<y>\d{4})$/i.exec(text) ??
    /^(?<q>[1-4])(?:er|e|ème) trimestre (?<y>\d{4})$/i.exec(text)
  if (quarter?.groups) return `${quarter.groups.y}-T${quarter.groups.q}`
  return /^\d{4}$/.test(text) ? text : null
}

/** The first and the last month of a period as it is stored: of a month itself, of `2026-T2`, of `2026`. */
export function monthsOf(period: string): readonly [first: string, last: string] {
  const [, year, quarter] = /^(\d{4})(?:-T([1-4]))?$/.exec(period) ?? []
  if (year === undefined) return [period, period]
  const at = (number: number): string => `${year}-${two(number)}`
  return quarter === undefined ? [at(1), at(12)] : [at(3 * Number(quarter) - 2), at(3 * Number(quarter))]
}

/** A month; where the field is wider, a quarter or a year as well. */
export const month: KindTraits<'month'> = {
  is: isText,
  parse(input, field, context): Result<string, string> {
    const text =
      input instanceof Date && !Number.isNaN(input.getTime()) ? input.toISOString() : written(input)
    const isSerial = typeof input === 'number' && input > 9999
    const period = isSerial
      ? serialDay(input)?.slice(0, 7)
      : readPeriod(text ?? '', field.wider ?? false, context)
    const also = field.wider ? ', un trimestre (2026-T4) ou une année' : ''
    return period
      ? inPossibleYear(period, context.today)
      : fail(`Écrivez un mois, par exemple 11/2026${also}.`)
  },
  format(value) {
    const quarter = /^(\d{4})-T([1-4])$/.exec(value)
    if (quarter) return `${quarter[2] === '1' ? '1er' : `${quarter[2]}e`} trimestre ${quarter[1]}`
    const parts = /^(\d{4})-(\d{2})$/.exec(value)
    const name = parts ? months[Number(parts[2]) - 1] : undefined
    return parts && name ? `${name} ${parts[1]}` : value
  },
  compare: (a, b) => (a < b ? -1 : a > b ? 1 : 0),
  widget: 'month',
  sheet: () => ({ type: 'text', width: 16, format: '@' }),
}

const clock = '(\\d{1,2})\\s?(?:[h:]\\s?(\\d{2})?|heures?)?'

function timeOf(hours: string | undefined, minutes: string | undefined): string | null {
  const [h, m] = [Number(hours), Number(minutes ?? 0)]
  return h <= 23 && m <= 59 ? `${two(h)}:${two(m)}` : null
}

const shownTime = (time: string): string =>
  time.replace(/^0?(\d+):(\d{2})$/, (_, h, m) => `${h}h${m === '00' ? '' : m}`)

/** From a time to a time of one day. */
export const slot: KindTraits<'slot'> = {
  is: isText,
  parse(input) {
    const text = written(input)?.toLowerCase() ?? ''
    const found = new RegExp(`^(?:de )?${clock}\\s?(?:-|–|à|a|/)\\s?${clock}$`).exec(text)
    const [from, to] = [timeOf(found?.[1], found?.[2]), timeOf(found?.[3], found?.[4])]
    if (!found || from === null || to === null) return fail('Écrivez un horaire, par exemple 14h-16h30.')
    return from < to ? ok(`${from}-${to}`) : fail('L’heure de fin doit suivre l’heure de début.')
  },
  format: (value) => value.split('-').map(shownTime).join('–'),
  compare: (a, b) => (a < b ? -1 : a > b ? 1 : 0),
  widget: 'slot',
  sheet: () => ({ type: 'text', width: 14, format: '@' }),
}

/** The day that a computer's own calendar shows, `2026-11-22`. */
export const dayOfClock = (now: Date): string =>
  [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-')
