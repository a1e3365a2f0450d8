import { receivedOf } from '../figures/funding'
import type { Entry, ImportBook } from './importBook'

/** Sums that a coordinator knows by heart; amounts in cents, null where nothing is said. */
export interface ImportFigures {
  /** Promeneurs of the file by status. */
  readonly active: number
  readonly left: number
  readonly fundings: {
    readonly requested: number | null
    readonly granted: number | null
    readonly paid: number
    /** Granted less paid, over the fundings that were granted. */
    readonly remaining: number | null
  } | null
}

/** Adds up the records that a file touches. */
export function figuresOf(entries: readonly Entry[], book: ImportBook): ImportFigures {
  const promeneurs = entries.filter((entry) => entry.kind === 'promeneur')
  const fundings = entries.filter((entry) => entry.kind === 'funding')
  const withStatus = (status: string): number =>
    promeneurs.filter((entry) => entry.values.status === status).length
  const paidOf = (funding: Entry): number =>
    book.find('payment', funding.id).reduce((sum, payment) => sum + (receivedOf(payment) ?? 0), 0)
  const granted = fundings.filter((entry) => typeof entry.values.granted === 'number')
  return {
    active: withStatus('actif'),
    left: withStatus('sorti'),
    fundings:
      fundings.length === 0
        ? null
        : {
            requested: total(fundings, 'requested'),
            granted: total(fundings, 'granted'),
            paid: fundings.reduce((sum, funding) => sum + paidOf(funding), 0),
            remaining:
              granted.length === 0
                ? null
                : granted.reduce((sum, funding) => sum + amount(funding, 'granted') - paidOf(funding), 0),
          },
  }
}

function total(entries: readonly Entry[], field: string): number | null {
  const known = entries.filter((entry) => typeof entry.values[field] === 'number')
  return known.length === 0 ? null : known.reduce((sum, entry) => sum + amount(entry, field), 0)
}

const amount = (entry: Entry, field: string): number => {
  const value = entry.values[field]
  return typeof value === 'number' ? value : 0
}
