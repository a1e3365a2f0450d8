/**
 * A name typed all in capitals, as it is written: `LECŒUR` → `Lecœur`, `O’BRIEN` → `O’Brien`,
 * `VILLEDIEU-LES-POÊLES` → `Villedieu-Les-Poêles`. A name that has a small letter somewhere is left as it is.
 */
export function properName(text: string): string {
  if (/\p{Ll}/u.test(text) || !/\p{Lu}{2}/u.test(text)) return text
  return text.replace(/\p{L}+/gu, (word) => word.slice(0, 1) + word.slice(1).toLocaleLowerCase('fr'))
}

/** A person's two names. */
export interface PersonName {
  readonly firstName: string
  readonly lastName: string
}

const CIVILITY = /^(?:mmes?|mlles?|mrs?|mm|m|madame|monsieur|mademoiselle|dr|docteur)\.?\s+/i

/**
 * Cuts « Jean-Baptiste Desrues », « Loïc Le Goff » or « MAUGER Inès » in two. Capitals tell the surname; otherwise the
 * first word is the first name. One word alone is a surname.
 */
export function splitPersonName(text: string): PersonName {
  const words = text.replace(CIVILITY, '').trim().split(/\s+/)
  const isCapitals = (word: string): boolean => /^[^\p{Ll}]*\p{Lu}{2}[^\p{Ll}]*$/u.test(word)
  const capitals = words.filter(isCapitals)
  const [surname, others] =
    capitals.length > 0 && capitals.length < words.length
      ? [capitals, words.filter((word) => !isCapitals(word))]
      : [words.slice(words.length > 1 ? 1 : 0), words.slice(0, words.length > 1 ? 1 : 0)]
  return { firstName: properName(others.join(' ')), lastName: properName(surname.join(' ')) }
}
