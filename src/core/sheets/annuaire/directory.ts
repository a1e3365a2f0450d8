import { type ConventionRow, conventionsByStructure, conventionState } from '../../figures/conventions'
import { isActive, isInNetwork, type PromeneurRow, type StructureRow } from '../../figures/network'
import { dayOf, grouped, livingRows, textOf } from '../../figures/source'
import { promeneur } from '../../records/promeneur'
import { publicCard } from '../../records/publicCard'
import { socialAccount } from '../../records/socialAccount'
import { structure } from '../../records/structure'
import type { Row } from '../../schema/record'
import { compareText } from '../../schema/traits'
import type { Edition } from '../edition'

/** What the sheets of the directory share: the rows its reader may see, in French order, and what hangs on them. */
export interface Directory {
  readonly edition: Edition
  readonly promeneurs: readonly PromeneurRow[]
  readonly structures: readonly StructureRow[]
  structureOf(promeneur: PromeneurRow): StructureRow | undefined
  cardOf(promeneur: PromeneurRow): Row<typeof publicCard> | undefined
  accountsOf(promeneur: PromeneurRow): readonly Row<typeof socialAccount>[]
  /** The convention in force, or else the last one signed. */
  conventionOf(structureId: string): ConventionRow | undefined
  /** Whether a convention is in force. */
  isUnderConvention(structureId: string): boolean
  /** How many active promeneurs a structure has, those its reader does not see included. */
  activeIn(structureId: string): number
}

/** Reads the directory for one edition. The public sees published and active promeneurs, and where they work. */
export function readDirectory(edition: Edition): Directory {
  const { source, space, audience, today } = edition
  const cards = new Map(livingRows(source, publicCard, space).map((row) => [row.values.promeneurId, row]))
  const everyone = livingRows(source, promeneur, space)
  const isPublished = (row: PromeneurRow): boolean =>
    isActive(row) &&
    row.values.publishOnDirectory === true &&
    textOf(cards.get(row.id)?.values.consentWithdrawnAt) === null
  const promeneurs = audience === 'public' ? everyone.filter(isPublished) : everyone
  const hosts = new Set(promeneurs.map((row) => row.values.structureId))
  const allStructures = livingRows(source, structure, space)
  const structures =
    audience === 'public'
      ? allStructures.filter((row) => isInNetwork(row) && hosts.has(row.id))
      : allStructures
  const staff = grouped(everyone.filter(isActive), (row) => row.values.structureId)
  const structuresById = new Map(allStructures.map((row) => [row.id, row]))
  const conventions = conventionsByStructure(source, space)
  const accounts = grouped(
    livingRows(source, socialAccount, space).filter(({ values }) => {
      const isCurrent = (dayOf(values.to) ?? today) >= today
      if (audience === 'interne') return isCurrent
      return isCurrent && (audience === 'public' ? values.public === true : values.public !== false)
    }),
    (row) => row.values.promeneurId,
  )
  return {
    edition,
    promeneurs: [...promeneurs].sort(byName),
    structures: [...structures].sort(
      (a, b) => compareText(a.values.name ?? '', b.values.name ?? '') || (a.id < b.id ? -1 : 1),
    ),
    structureOf: (row) => structuresById.get(row.values.structureId ?? ''),
    cardOf: (row) => cards.get(row.id),
    accountsOf: (row) => accounts.get(row.id) ?? [],
    conventionOf(structureId) {
      const state = conventionState(conventions.get(structureId) ?? [], today)
      return state.is === 'running' || state.is === 'ended' ? state.convention : undefined
    },
    isUnderConvention: (structureId) =>
      conventionState(conventions.get(structureId) ?? [], today).is === 'running',
    activeIn: (structureId) => staff.get(structureId)?.length ?? 0,
  }
}

function byName(a: PromeneurRow, b: PromeneurRow): number {
  return (
    compareText(a.values.lastName ?? '', b.values.lastName ?? '') ||
    compareText(a.values.firstName ?? '', b.values.firstName ?? '') ||
    (a.id < b.id ? -1 : 1)
  )
}
