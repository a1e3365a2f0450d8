import { yearOf } from '../schema/yearOf'
import type { AnyRow } from '../schema/record'

/** One letter for each kind of meeting; « X » for the others. */
const letters: { readonly [kind: string]: string } = {
  copil: 'C',
  cotech: 'T',
  reseau: 'R',
  analyse: 'A',
  formation: 'F',
  groupe: 'G',
  departementale: 'D',
  regionale: 'J',
  nationale: 'N',
  bilan: 'B',
  structure: 'S',
  partenaire: 'P',
}

/**
 * The number of a meeting's next decision, `2026-C1-03`: the year, the kind of meeting and its rank in the year, the
 * decision's own rank. A meeting whose decisions already carry a prefix keeps it, whatever meetings were added before it.
 */
export function nextDecisionNumber(
  of: AnyRow,
  meetings: readonly AnyRow[],
  decisions: readonly AnyRow[],
): string {
  const own = decisions.filter((row) => row.values.meetingId === of.id)
  const prefix = own.map(({ values }) => prefixOf(values.number)).find((known) => known !== undefined)
  const chosen = prefix ?? freePrefix(of, meetings, decisions)
  const ranks = own.map(({ values }) => (prefixOf(values.number) === chosen ? rankOf(values.number) : 0))
  return `${chosen}-${String(Math.max(0, ...ranks) + 1).padStart(2, '0')}`
}

function freePrefix(of: AnyRow, meetings: readonly AnyRow[], decisions: readonly AnyRow[]): string {
  const letter = letterOf(of)
  const year = yearOf(of)
  const others = meetings.filter(
    (row) => row.id !== of.id && yearOf(row) === year && letterOf(row) === letter,
  )
  const alike = [...others, of].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
  const taken = new Set(
    decisions.filter((row) => row.values.meetingId !== of.id).map((row) => prefixOf(row.values.number)),
  )
  let rank = alike.findIndex((row) => row.id === of.id) + 1
  while (taken.has(`${year}-${letter}${rank}`)) rank++
  return `${year}-${letter}${rank}`
}

const letterOf = (row: AnyRow): string => letters[String(row.values.kind)] ?? 'X'

/** By date, those without one last, then in the order of ids. */
const orderOf = (row: AnyRow): string => `${String(row.values.date ?? '9999')}/${row.id}`

const prefixOf = (number: unknown): string | undefined =>
  typeof number === 'string' ? /^(\d{4}-[A-Z]\d+)-\d+$/.exec(number)?.[1] : undefined

const rankOf = (number: unknown): number =>
  typeof number === 'string' ? Number(/-(\d+)$/.exec(number)?.[1] ?? 0) : 0
