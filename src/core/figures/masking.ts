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
 * Masks a column shown with its total, so that nothing masked can be worked out, not even by one who knows this rule:
 * of all columns that would be shown alike, no « <5 » and no « masqué » has the same value in every one.
 *
 * Three cells at least go unseen where one does: the first counts of five or more in the order of the lines are hidden
 * beside the « <5 ». Which ones depends on what anybody can see (which cells are 0, small or large), never on what a
 * hidden cell holds. Where there are too few, the total is hidden instead; and also where it is so near the least or
 * the most that the unseen cells can add up to that it would tell them. Either answer leaves each of them two values.
 */
export function maskColumn(sent: readonly SentCount[]): MaskedColumn {
  const mask = openMask([sent])
  return mask.shown(sent, mask.isLoose(sent))
}

/**
 * Masks the least and the most of the same counts, each shown with its total, as one: the promise of `maskColumn` holds
 * against one who knows besides that no least is above its most. A line hidden in one column is hidden in the other,
 * and where one total would tell, neither is shown. No other bond between columns is reckoned with.
 */
export function maskPair(
  least: readonly SentCount[],
  most: readonly SentCount[],
): readonly [MaskedColumn, MaskedColumn] {
  const mask = openMask([least, most])
  const isLoose = mask.isLoose(least) && mask.isLoose(most) && mask.isApart(least, most)
  return [mask.shown(least, isLoose), mask.shown(most, isLoose)]
}

/** Counts that are not 0 and fewer than five. */
const isSmall = (count: SentCount | undefined): boolean =>
  count === '<5' || (typeof count === 'number' && count > 0 && count < 5)

const isLarge = (count: SentCount | undefined): boolean => typeof count === 'number' && count >= 5

const isKnown = (count: SentCount): count is number => typeof count === 'number'

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0)

/** How many unseen cells a shown total needs: of two, whoever knows one would know the other. */
const FEWEST = 3

/** How far a shown total keeps from what would tell its cells: at 2, a total that is hidden for it tells none either. */
const MARGIN = 2

type Sent = readonly SentCount[]

/** What a mask hides of some columns of the same lines, and which of their totals it could show. */
function openMask(columns: readonly Sent[]) {
  const { hidden, totalled } = linesToHide(columns)
  const isUnseen = (column: Sent, line: number): boolean => isUnseenIn(column, line, hidden)
  const unseenOf = (column: Sent): readonly number[] =>
    column.flatMap((count, line) => (isKnown(count) && isUnseen(column, line) ? [count] : []))
  return {
    /** Whether the total keeps its distance, or has none to keep. */
    isLoose(column: Sent): boolean {
      const unseen = unseenOf(column)
      if (unseen.length === 0 || !totalled.includes(column)) return true
      return (
        sum(unseen) - sum(unseen.map(leastOf)) >= MARGIN && sum(unseen.map(mostOf)) - sum(unseen) >= MARGIN
      )
    },
    /**
     * Whether the two totals leave room between them, where unseen cells of one bear on those of the other: those that
     * stand alone cannot all be at their most in the one and at their least in the other.
     */
    isApart(least: Sent, most: Sent): boolean {
      if (!totalled.includes(least) || !totalled.includes(most)) return true
      const isBound = (line: number): boolean =>
        isUnseen(least, line) && isUnseen(most, line) && isSmall(least[line]) === isSmall(most[line])
      const alone = (column: Sent): readonly number[] =>
        column.filter(
          (count, line): count is number => isKnown(count) && isUnseen(column, line) && !isBound(line),
        )
      const [low, high] = [alone(least), alone(most)]
      if (low.length + high.length === 0) return true
      const room = sum(unseenOf(most)) - sum(high.map(leastOf)) - sum(unseenOf(least)) + sum(low.map(mostOf))
      return room >= MARGIN
    },
    shown(column: Sent, isLoose: boolean): MaskedColumn {
      const cells = column.map((count, line): MaskedCount =>
        isSmall(count) ? '<5' : isUnseen(column, line) ? 'masqué' : count,
      )
      return { cells, total: totalOf(column, isLoose) }
    },
  }

  function totalOf(column: Sent, isLoose: boolean): MaskedCount {
    const known = column.filter(isKnown)
    if (column.includes('<5')) return 'masqué'
    if (known.length === 0) return null
    if (unseenOf(column).length === 0 || (totalled.includes(column) && isLoose)) return sum(known)
    // Beside zeros, one small count is the total: its « <5 » tells nothing more.
    const [only, ...others] = known.filter((count) => count !== 0)
    return isSmall(only) && others.length === 0 ? '<5' : 'masqué'
  }
}

/** The lines whose large counts are hidden, and the columns whose total that allows for. */
function linesToHide(columns: readonly Sent[]): { hidden: ReadonlySet<number>; totalled: readonly Sent[] } {
  const lines = [...(columns[0] ?? []).keys()].filter((line) =>
    columns.some((column) => isLarge(column[line])),
  )
  const isEnough = (column: Sent, hidden: ReadonlySet<number>): boolean => {
    const unseen = [...column.keys()].filter((line) => isUnseenIn(column, line, hidden)).length
    return unseen === 0 || unseen >= FEWEST
  }
  // Without the counts behind a « <5 » that was sent no total can be made, hence nothing deduced.
  let totalled = columns.filter((column) => !column.includes('<5'))
  for (;;) {
    for (let first = 0; first <= lines.length; first += 1) {
      const hidden = new Set(lines.slice(0, first))
      if (totalled.every((column) => isEnough(column, hidden))) return { hidden, totalled }
    }
    const all = new Set(lines)
    const short = totalled.filter((column) => !isEnough(column, all))
    const given = short.find((column) => column.some(isSmall)) ?? short[0]
    totalled = totalled.filter((column) => column !== given)
  }
}

const isUnseenIn = (column: Sent, line: number, hidden: ReadonlySet<number>): boolean =>
  isSmall(column[line]) || (hidden.has(line) && isLarge(column[line]))

/** What an unseen cell can be at the least, and at the most: whether it is small is seen. */
const leastOf = (count: number): number => (isSmall(count) ? 1 : 5)
const mostOf = (count: number): number => (isSmall(count) ? 4 : Infinity)
