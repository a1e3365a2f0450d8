import { type ConventionRow, conventionsByStructure, conventionState } from '../../figures/conventions'
import {
  activeByStructure,
  isActive,
  isInNetwork,
  type PromeneurRow,
  type StructureRow,
} from '../../figures/network'
import { dayOf, grouped, livingRows, type Source, textOf } from '../../figures/source'
import { withdrawnConsents } from '../../figures/withdrawnConsents'
import { promeneur } from '../../records/promeneur'
import { publicCard, publicLeave } from '../../records/publicCard'
import { socialAccount } from '../../records/socialAccount'
import { structure } from '../../records/structure'
import { isCovered, isExpired } from '../../schema/leave'
import type { Row } from '../../schema/record'
import { compareText } from '../../schema/traits'
import type { Edition } from '../edition'

/** What the sheets of the directory share: the rows its reader may see, in French order, and what hangs on them. */
export interface Directory {
  readonly edition: Edition
  readonly promeneurs: readonly PromeneurRow[]
  readonly structures: readonly StructureRow[]
  structureOf(promeneur: PromeneurRow): StructureRow | undefined
  /** What a promeneur’s public card shows in a field, as far as the consent allows it on the day. */
  shownOf(promeneur: PromeneurRow, field: 'shownEmail'): string | null
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
  const cards = cardsOf(source, space)
  const everyone = livingRows(source, promeneur, space)
  const whyNot = unpublishedIn(edition)
  const isPublished = (row: PromeneurRow): boolean => whyNot(row) === null
  const promeneurs = audience === 'public' ? everyone.filter(isPublished) : everyone
  const allStructures = livingRows(source, structure, space)
  const structures = audience === 'public' ? hostsOf(promeneurs, allStructures) : allStructures
  const active = activeByStructure(source, space)
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
    shownOf(row, field) {
      const { values = {} } = cards.get(row.id) ?? {}
      const isAllowed = isCovered(publicLeave, values, field) && !isExpired(publicLeave, values, today)
      return isAllowed ? textOf(values[field]) : null
    },
    accountsOf: (row) => accounts.get(row.id) ?? [],
    conventionOf(structureId) {
      const state = conventionState(conventions.get(structureId) ?? [], today)
      return state.is === 'running' || state.is === 'ended' ? state.convention : undefined
    },
    isUnderConvention: (structureId) =>
      conventionState(conventions.get(structureId) ?? [], today).is === 'running',
    activeIn: (structureId) => active.get(structureId) ?? 0,
  }
}

/** Public cards by their promeneur. */
const cardsOf = (source: Source, space: string) =>
  new Map(livingRows(source, publicCard, space).map((row) => [row.values.promeneurId, row]))

/** Why the public does not see a promeneur. */
type Unpublished = 'inactive' | 'unmarked' | 'withdrawn' | 'expired'

function unpublishedIn({ source, space, today }: Pick<Edition, 'source' | 'space' | 'today'>) {
  const cards = cardsOf(source, space)
  const withdrawn = withdrawnConsents(source, space)
  return (row: PromeneurRow): Unpublished | null => {
    if (!isActive(row)) return 'inactive'
    if (row.values.publishOnDirectory !== true) return 'unmarked'
    if (withdrawn.has(row.id)) return 'withdrawn'
    const card = cards.get(row.id)
    return card && isExpired(publicLeave, card.values, today) ? 'expired' : null
  }
}

/** The structures of the network where these people work. */
function hostsOf(people: readonly PromeneurRow[], all: readonly StructureRow[]): readonly StructureRow[] {
  const hosts = new Set(people.map((row) => row.values.structureId))
  return all.filter((row) => isInNetwork(row) && hosts.has(row.id))
}

/** What the public directory would show, and how many promeneurs it leaves out for which reason. */
export interface PublicCounts {
  readonly promeneurs: number
  readonly structures: number
  readonly left: { readonly [why in Unpublished]: number }
}

/** Counts the public directory before it is made. */
export function publicCounts({
  source,
  space,
  today,
}: Pick<Edition, 'source' | 'space' | 'today'>): PublicCounts {
  const whyNot = unpublishedIn({ source, space, today })
  const shown: PromeneurRow[] = []
  const left = { inactive: 0, unmarked: 0, withdrawn: 0, expired: 0 }
  for (const row of livingRows(source, promeneur, space)) {
    const why = whyNot(row)
    if (why === null) shown.push(row)
    else left[why] += 1
  }
  const structures = hostsOf(shown, livingRows(source, structure, space)).length
  return { promeneurs: shown.length, structures, left }
}

function byName(a: PromeneurRow, b: PromeneurRow): number {
  return (
    compareText(a.values.lastName ?? '', b.values.lastName ?? '') ||
    compareText(a.values.firstName ?? '', b.values.firstName ?? '') ||
    (a.id < b.id ? -1 : 1)
  )
}
