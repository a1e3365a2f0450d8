/** « 1 fiche », « 163 fiches ». */
export const counted = (count: number, what: string): string =>
  `${count.toLocaleString('fr')}\u00a0${what}${count > 1 ? 's' : ''}`
