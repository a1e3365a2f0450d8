import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min'
import { fail, ok } from '../../result'
import { written } from '../clean'
import { compareText, isText, type KindTraits } from '../traits'

const mail = /^[^\s@<>(),;:"]+@[^\s@<>(),;:".]+(\.[^\s@<>(),;:".]+)+$/

/** A mail address, in lower case: it is what tells two people apart. */
export const email: KindTraits<'email'> = {
  is: isText,
  parse(input) {
    const text = written(input) ?? ''
    const bare = (/<([^<>]+)>/.exec(text)?.[1] ?? text)
      .replace(/^mailto:/i, '')
      .trim()
      .toLowerCase()
    return mail.test(bare) && bare.length <= 254
      ? ok(bare)
      : fail('Écrivez une adresse mail, par exemple prenom.nom@structure.fr.')
  },
  format: (value) => value,
  compare: compareText,
  widget: 'email',
  sheet: () => ({ type: 'text', width: 32, format: '@' }),
}

// Overseas prefixes of the numbering plan: dialled from anywhere they lead there. 06 39 98 is kept for fiction.
const overseas: readonly (readonly [RegExp, CountryCode])[] = [
  [/^0(590|69[01])/, 'GP'],
  [/^0(596|69[67])/, 'MQ'],
  [/^0[56]94/, 'GF'],
  [/^0(26[23]|69[23])/, 'RE'],
  [/^0(269|639(?!98))/, 'YT'],
]

/** A phone number, stored as E.164; a spreadsheet's lost zero comes back. */
export const phone: KindTraits<'phone'> = {
  is: isText,
  parse(input) {
    const refused = fail('Écrivez un numéro de téléphone à 10 chiffres, ou commençant par + pour l’étranger.')
    const text = typeof input === 'boolean' ? null : written(input)
    if (text === null || !/^[+\d(][\d\s().\-/+]*$/.test(text)) return refused
    const digits = text.replace(/\(0\)/g, '').replace(/[^\d+]/g, '')
    const dialled = digits.replace(/^(?:(?:\+|00)?33)?(?=[1-9]\d{8}$)/, '0')
    const country = overseas.find(([prefix]) => prefix.test(dialled))?.[1] ?? 'FR'
    const number = parsePhoneNumberFromString(dialled, country)
    return number?.isPossible() ? ok(number.number) : refused
  },
  format(value) {
    const french = /^\+(?:33|262|590|594|596)([1-9]\d{8})$/.exec(value)
    if (french) return `0${french[1] ?? ''}`.replace(/\d{2}(?=\d)/g, '$& ')
    return parsePhoneNumberFromString(value)?.formatInternational() ?? value
  },
  compare: compareText,
  widget: 'phone',
  sheet: () => ({ type: 'text', width: 16, format: '@' }),
}

/** A web address; one typed without its beginning gets `https://`. */
export const url: KindTraits<'url'> = {
  is: isText,
  parse(input) {
    const text = written(input) ?? ''
    const full = /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[^/]+:\d/.test(text) ? text : `https://${text}`
    return /^https?:\/\/[^\s/?#@<>"]+\.[^\s/?#@<>".]{2,}([/?#][^\s<>"]*)?$/i.test(full) && full.length <= 2000
      ? ok(full)
      : fail('Écrivez une adresse web, par exemple https://www.exemple.fr.')
  },
  format: (value) => value,
  compare: compareText,
  widget: 'url',
  sheet: () => ({ type: 'text', width: 32, format: '@' }),
}

/** Luhn's check; La Poste's offices (SIREN 356 000 000) carry a plain sum divisible by five instead. */
function isSiret(digits: string): boolean {
  const values = [...digits].map(Number)
  const doubled = values.map((value, index) => (index % 2 === 0 ? value * 2 : value))
  const luhn = doubled.reduce((sum, value) => sum + (value > 9 ? value - 9 : value), 0)
  if (luhn % 10 === 0) return true
  return digits.startsWith('356000000') && values.reduce((sum, value) => sum + value, 0) % 5 === 0
}

/** A SIRET, or the RNA number of an association. */
export const siret: KindTraits<'siret'> = {
  is: isText,
  parse(input) {
    const text =
      (typeof input === 'boolean' ? null : written(input))?.replace(/[\s.-]/gu, '').toUpperCase() ?? ''
    if (/^W\d[\dA-Z]\d{7}$/.test(text)) return ok(text)
    if (!/^\d{14}$/.test(text))
      return fail('Écrivez un SIRET (14 chiffres) ou un numéro RNA (W et 9 chiffres).')
    return isSiret(text) ? ok(text) : fail('Ce SIRET est faux : vérifiez ses 14 chiffres.')
  },
  format: (value) => value.replace(/^(\d{3})(\d{3})(\d{3})(\d{5})$/, '$1 $2 $3 $4'),
  compare: compareText,
  widget: 'siret',
  sheet: () => ({ type: 'text', width: 18, format: '@' }),
}

/** A commune, stored as its INSEE code. */
export const commune: KindTraits<'commune'> = {
  is: isText,
  parse(input, _field, { communes, department }) {
    const text = typeof input === 'boolean' ? '' : (written(input) ?? '')
    const shown = /^(.+) \((\d[\dAB]\d{3})\)$/i.exec(text)?.[2]
    const code = (shown ?? text).toUpperCase()
    if (!communes)
      return /^\d[\dAB]\d{3}$/.test(code) ? ok(code) : fail('Choisissez la commune dans la liste.')
    if (communes.nameOf(code) !== undefined && shown !== undefined) return ok(code)
    const found = communes.find(text, department)
    if (found.length === 1 && found[0] !== undefined) return ok(found[0])
    return fail(
      found.length > 1
        ? 'Plusieurs communes portent ce nom ou ce code postal : choisissez dans la liste.'
        : 'Commune inconnue : choisissez-la dans la liste.',
    )
  },
  format: (value, _field, nameOf) => nameOf(value) ?? value,
  compare: (a, b, _field, nameOf) => compareText(nameOf(a) ?? a, nameOf(b) ?? b),
  widget: 'commune',
  sheet: () => ({ type: 'text', width: 24, format: '@' }),
}
