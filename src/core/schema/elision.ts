import { fold } from './fold'

/** Beginnings with an h that is not heard; with any other « de » stays whole, as in « de Hassan », « de Hambye ». */
const SILENT_H =
  /^h(?:abi|aleine|armon|eb|ect|el[eio]|enri|er[bv]|ermin|eure|ilaire|ippol|ist|iver|om[em]|on[no]|op[ei]|ori[zs]|orten|ot[el]|ub|ugo|ugu|uil|um|y[^aeiou])/

/** What is put before a name: « d’Élodie », « de Léa », « d’Hélène », « de Yann ». */
export const ofName = (name: string): string => (isElided(name) ? `d’${name}` : `de ${name}`)

function isElided(name: string): boolean {
  if (!/^\p{L}/u.test(name)) return false
  const text = fold(name)
  if (/^[aeiou]/.test(text)) return !/^(?:onz|oui\b|ouist)/.test(text)
  return /^y[b-df-hj-np-tv-xz]/.test(text) || SILENT_H.test(text)
}
