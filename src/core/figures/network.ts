import { promeneur } from '../records/promeneur'
import { structure } from '../records/structure'
import type { Row } from '../schema/record'
import { conventionsByStructure, conventionState } from './conventions'
import { dayOf, grouped, livingRows, type Source, textOf } from './source'

/** A promeneur as stored. */
export type PromeneurRow = Row<typeof promeneur>

/** A structure as stored. */
export type StructureRow = Row<typeof structure>

/** A code of a list, and how many. */
export interface Count {
  readonly code: string
  readonly count: number
}

/** The network of one space, counted. Codes are those of the records' lists; '' is « non renseigné ». */
export interface NetworkFigures {
  readonly promeneurs: number
  readonly active: number
  readonly byStatus: readonly Count[]
  readonly youthOnly: number
  readonly parentsOnly: number
  readonly bothSpecialties: number
  readonly noSpecialty: number
  /** Entered or left during the year of `today`. */
  readonly entries: number
  readonly exits: number
  /** Left on a day that nobody knows: in no year's count. */
  readonly exitsUndated: number
  readonly structures: number
  readonly structuresInNetwork: number
  /** Structures in the network, by national type. */
  readonly byStructureType: readonly Count[]
  /** Communes where a structure of the network stands. */
  readonly communes: number
  /** Active promeneurs who signed the charte. */
  readonly chartesSigned: number
  /** Structures in the network with a convention in force. */
  readonly underConvention: number
}

/** Works in the network today. */
export function isActive(row: PromeneurRow): boolean {
  return row.values.status === 'actif'
}

/** Signed: said so, or dated (« date inconnue » counts). */
export function hasSignedCharte(row: PromeneurRow): boolean {
  return (
    row.values.charteSigned === true ||
    (row.values.charteSigned == null && textOf(row.values.charteSignedAt) !== null)
  )
}

/** Takes part in the network, as opposed to interested, candidate, left or refused. */
export function isInNetwork(row: StructureRow): boolean {
  return row.values.status === 'reseau'
}

/** Which of the two specialties somebody works in. */
export function specialtyOf(row: PromeneurRow): 'youth' | 'parents' | 'both' | 'none' {
  const codes: readonly unknown[] = Array.isArray(row.values.specialty) ? row.values.specialty : []
  const [youth, parents] = [codes.includes('jeunesse'), codes.includes('parentalite')]
  if (youth && parents) return 'both'
  return youth ? 'youth' : parents ? 'parents' : 'none'
}

/** How many active promeneurs each structure has; a structure without any is not in it. */
export function activeByStructure(source: Source, space?: string): ReadonlyMap<string, number> {
  const active = livingRows(source, promeneur, space).filter(isActive)
  const staff = grouped(active, ({ values }) => textOf(values.structureId))
  return new Map([...staff].map(([id, people]) => [id, people.length]))
}

/** Counts by code, most frequent first, then in the order of codes. */
function countBy(codes: readonly string[]): readonly Count[] {
  const counts = new Map<string, number>()
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1)
  return [...counts]
    .map(([code, count]) => ({ code, count }))
    .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1))
}

/**
 * Worked in the network on a past day, as far as dates say: without a date of entry, or having left on an unknown day,
 * one cannot tell, and does not count.
 */
function wasActive({ values }: PromeneurRow, day: string): boolean {
  const [entry, exit] = [dayOf(values.entryDate), dayOf(values.exitDate)]
  if (entry === null || entry > day) return false
  return values.status === 'actif' || (values.status === 'sorti' && exit !== null && exit > day)
}

/**
 * The figures of a space (or of all that is here) today, or on a past day; entries and exits are those of its year.
 * Which structures are in the network is known for today alone.
 */
export function networkFigures(source: Source, today: string, space?: string, day = today): NetworkFigures {
  const promeneurs = livingRows(source, promeneur, space)
  const structures = livingRows(source, structure, space)
  const conventions = conventionsByStructure(source, space)
  const active = promeneurs.filter((row) => (day === today ? isActive(row) : wasActive(row, day)))
  const inNetwork = structures.filter(isInNetwork)
  const year = day.slice(0, 4)
  const inYear = (value: unknown): boolean => dayOf(value)?.startsWith(year) ?? false
  const specialties = active.map(specialtyOf)
  const having = (specialty: ReturnType<typeof specialtyOf>): number =>
    specialties.filter((found) => found === specialty).length
  return {
    promeneurs: promeneurs.length,
    active: active.length,
    byStatus: countBy(promeneurs.map((row) => textOf(row.values.status) ?? '')),
    youthOnly: having('youth'),
    parentsOnly: having('parents'),
    bothSpecialties: having('both'),
    noSpecialty: having('none'),
    entries: promeneurs.filter((row) => inYear(row.values.entryDate)).length,
    exits: promeneurs.filter((row) => inYear(row.values.exitDate)).length,
    exitsUndated: promeneurs.filter(
      (row) => row.values.status === 'sorti' && dayOf(row.values.exitDate) === null,
    ).length,
    structures: structures.length,
    structuresInNetwork: inNetwork.length,
    byStructureType: countBy(inNetwork.map((row) => textOf(row.values.type) ?? '')),
    communes: new Set(inNetwork.map((row) => textOf(row.values.communeCode)).filter((code) => code !== null))
      .size,
    chartesSigned: active.filter(hasSignedCharte).length,
    underConvention: inNetwork.filter(
      (row) => conventionState(conventions.get(row.id) ?? [], day).is === 'running',
    ).length,
  }
}
