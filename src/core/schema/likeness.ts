import { fold } from './fold'

/** Whether two texts say the same once case, accents and punctuation are set aside. */
export const sameText = (a: string, b: string): boolean => fold(a) === fold(b)

/** Whether an encoding lost a letter on the way: « Nguy?n ». */
export const isLossy = (text: string): boolean => text.includes('?')

/** Whether two texts are the same, a « ? » in either standing for one letter. */
export function sameLossyText(a: string, b: string): boolean {
  if (sameText(a, b)) return true
  return (isLossy(a) && lossyPattern(a).test(plain(b))) || (isLossy(b) && lossyPattern(b).test(plain(a)))
}

const plain = (text: string): string => fold(text).replaceAll(' ', '')

function lossyPattern(text: string): RegExp {
  const parts = text.split('?').map(plain) // a folded text holds letters and digits alone: nothing to escape
  return new RegExp(`^${parts.join('\\p{L}')}$`, 'u')
}

const LINKING = new Set(['a', 'au', 'aux', 'd', 'de', 'des', 'du', 'en', 'et', 'l', 'la', 'le', 'les', 'sur'])

/** A name without its linking words, in one order: « Centre social d’Agneaux » and « Agneaux : centre social » agree. */
export function looseName(name: string): string {
  const words = fold(name).split(' ')
  return words
    .filter((word) => !LINKING.has(word))
    .sort()
    .join(' ')
}
