import { convention } from '../records/convention'
import type { Row } from '../schema/record'
import { dayOf, grouped, livingRows, type Source, textOf } from './source'

/** A convention as it is stored. */
export type ConventionRow = Row<typeof convention>

/** Where a structure stands with its conventions today. */
export type ConventionState =
  | { readonly is: 'none' }
  /** Prepared and not signed. */
  | { readonly is: 'unsigned'; readonly convention: ConventionRow }
  /** In force; `to` is null while its end is not known. */
  | { readonly is: 'running'; readonly convention: ConventionRow; readonly to: string | null }
  | { readonly is: 'ended'; readonly convention: ConventionRow; readonly to: string }

/** The conventions of each structure that were not cancelled, the one that ends last first. */
export function conventionsByStructure(
  source: Source,
  space?: string,
): ReadonlyMap<string, readonly ConventionRow[]> {
  const kept = livingRows(source, convention, space).filter((row) => row.values.status !== 'resiliee')
  const byStructure = grouped(kept, (row) => textOf(row.values.structureId))
  for (const rows of byStructure.values()) rows.sort(latestFirst)
  return byStructure
}

const endOf = (row: ConventionRow): string => dayOf(row.values.to) ?? '9999-12-31'

function latestFirst(a: ConventionRow, b: ConventionRow): number {
  const [left, right] = [endOf(a), endOf(b)]
  return left === right ? (a.id < b.id ? -1 : 1) : left > right ? -1 : 1
}

/** Signed: by its date or by its state. */
export function isSigned(row: ConventionRow): boolean {
  return (
    textOf(row.values.signedAt) !== null || ['signee', 'avenant', 'echue'].includes(row.values.status ?? '')
  )
}

/** The state of one structure's conventions, given latest first. */
export function conventionState(conventions: readonly ConventionRow[], today: string): ConventionState {
  const signed = conventions.filter(isSigned)
  const begun = (row: ConventionRow): boolean => (dayOf(row.values.from) ?? today) <= today
  const running = signed.find((row) => begun(row) && endOf(row) >= today && row.values.status !== 'echue')
  if (running) return { is: 'running', convention: running, to: dayOf(running.values.to) }
  const unsigned = conventions.find((row) => !isSigned(row))
  if (unsigned) return { is: 'unsigned', convention: unsigned }
  const last = signed.find((row) => dayOf(row.values.to) !== null)
  const to = last ? dayOf(last.values.to) : null
  return last && to !== null ? { is: 'ended', convention: last, to } : { is: 'none' }
}
