import { rangeBounds } from '../schema/kinds/numbers'

/** A count as an export may show it: exact, « <5 », hidden so that a « <5 » cannot be deduced, or unknown. */
export type MaskedCount = number | '<5' | 'masqué' | null

/** Counts of young people, parents and situations préoccupantes: 1 to 4 are « <5 », 0 stays 0. */
export function maskCount(count: number | null): number | '<5' | null {
  return isSmall(count) ? '<5' : count
}

/**
 * Whether an answer in ranges tells of 1 to 4: « de 2 à 3 », « moins de 3 » and « de 0 à 4 » do. One that may mean five
 * or more says no small count, and one that only means nobody stays 0.
 */
export function isSmallRange(value: string): boolean {
  const bounds = rangeBounds(value)
  return bounds !== null && isSmall(bounds.max)
}

/** A count as it came: « <5 » when its sender had masked it already. */
export type SentCount = number | '<5' | null

/** A column of masked counts and the total shown with it. */
export interface MaskedColumn {
  readonly cells: readonly MaskedCount[]
  readonly total: MaskedCount
}

/**
 * Masks a column shown with its total. Where the total and the visible cells would tell what a « <5 » stands for,
 * further cells are hidden, the smallest first and zeros last, and in the end the total itself.
 */
export function maskColumn(sent: readonly SentCount[]): MaskedColumn {
  // Without the counts behind them no total can be made, hence nothing deduced.
  if (sent.includes('<5'))
    return { cells: sent.map((count) => (count === '<5' ? count : maskCount(count))), total: 'masqué' }
  const counts = sent.filter((count) => count !== '<5')
  const cells: MaskedCount[] = counts.map(maskCount)
  const known = counts.filter((count) => count !== null)
  const small = known.filter(isSmall).length
  const total = known.length === 0 ? null : known.reduce((sum, count) => sum + count, 0)
  if (total === null || small === 0) return { cells, total }
  // Four counts of at least 1 under a total « <5 » would be 1 each.
  if (isSmall(total)) return { cells, total: small < 4 ? '<5' : 'masqué' }

  const spare = counts
    .flatMap((count, index) => (count === null || isSmall(count) ? [] : [{ count, index }]))
    .sort((a, b) => hidingRank(a.count) - hidingRank(b.count))
  let rest = known.filter(isSmall).reduce((sum, count) => sum + count, 0)
  for (let hidden = 0; tells(rest, small, hidden, spare[hidden]?.count); hidden += 1) {
    const next = spare[hidden]
    if (!next) return { cells, total: 'masqué' }
    cells[next.index] = 'masqué'
    rest += next.count
  }
  return { cells, total }
}

function isSmall(count: number | null): boolean {
  return count !== null && count >= 1 && count <= 4
}

const hidingRank = (count: number): number => (count === 0 ? Infinity : count)

/**
 * Whether `rest` (the total less the visible cells) leaves a single value for a « <5 », beside `small - 1` others of
 * 1 to 4 and `hidden` cells that are at least 5 and at most `smallestVisible`, or possibly 0 when no other is left.
 */
function tells(rest: number, small: number, hidden: number, smallestVisible: number | undefined): boolean {
  const onlyZerosLeft = smallestVisible === undefined || smallestVisible === 0
  const most = onlyZerosLeft ? Infinity : smallestVisible
  const canHide = (sum: number): boolean => {
    for (let above = onlyZerosLeft ? 0 : hidden; above <= hidden; above += 1) {
      if (sum === 0 ? above === 0 : above > 0 && sum >= 5 * above && sum <= most * above) return true
    }
    return false
  }
  const possible = [1, 2, 3, 4].filter((value) => {
    for (let others = small - 1; others <= 4 * (small - 1); others += 1) {
      if (canHide(rest - value - others)) return true
    }
    return false
  })
  return possible.length < 2
}
