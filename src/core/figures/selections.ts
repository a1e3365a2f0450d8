import { funding } from '../records/funding'
import { meeting } from '../records/meeting'
import { promeneur } from '../records/promeneur'
import { structure } from '../records/structure'
import { toComplete } from '../schema/derive'
import type { AnyRecordDef } from '../schema/record'
import { undatedActions } from './actionsToDo'
import { conventionsByStructure, conventionState } from './conventions'
import { isCounted } from './funding'
import { isHeld } from './held'
import { hasSignedCharte, isActive, isInNetwork } from './network'
import { trashedParent } from './parents'
import { livingRows, type Source } from './source'

/** What a selection reads. */
export interface SelectionAsked {
  /** The kind, with the fields that reach whoever asks. */
  readonly def: AnyRecordDef
  readonly source: Source
  readonly today: string
  readonly space: string
}

/** Some records of a kind, by what they have in common: a figure leads to exactly the records that it counts. */
export interface Selection {
  /** What they have in common, as a table that is held to them says it. */
  words(today: string): string
  /** Which they are now. */
  ids(asked: SelectionAsked): ReadonlySet<string>
}

/** The name, in any kind, of the records that wait to be completed. */
export const incomplete = 'a-completer'

const incompletes: Selection = {
  words: () => 'À compléter',
  ids: ({ def, source, space }) =>
    idsOf(
      source
        .list(def.name)
        .filter(
          (row) =>
            row.space === space &&
            toComplete(def, row.values).length > 0 &&
            trashedParent(source, row) === undefined,
        ),
    ),
}

/** The name, in any kind, of the records whose parent is in the trash. */
export const ofTrashed = 'corbeille'

const ofTrashedOnes: Selection = {
  words: () => 'Rattachées à une fiche à la corbeille',
  ids: ({ def, source }) =>
    idsOf(source.list(def.name).filter((row) => trashedParent(source, row) !== undefined)),
}

const selections: { readonly [kind: string]: { readonly [name: string]: Selection } } = {
  promeneur: {
    actifs: {
      words: () => 'Promeneurs actifs',
      ids: ({ source, space }) => idsOf(livingRows(source, promeneur, space).filter(isActive)),
    },
    chartes: {
      words: () => 'Promeneurs actifs, charte signée',
      ids: ({ source, space }) =>
        idsOf(livingRows(source, promeneur, space).filter((row) => isActive(row) && hasSignedCharte(row))),
    },
  },
  structure: {
    reseau: {
      words: () => 'Structures dans le réseau',
      ids: ({ source, space }) => idsOf(livingRows(source, structure, space).filter(isInNetwork)),
    },
  },
  convention: {
    'en-cours': {
      words: () => 'En cours, structures dans le réseau',
      // One for each structure, as they are counted: a second one that runs beside it is not.
      ids({ source, today, space }) {
        const byStructure = conventionsByStructure(source, space)
        return idsOf(
          livingRows(source, structure, space)
            .filter(isInNetwork)
            .flatMap(({ id }) => {
              const state = conventionState(byStructure.get(id) ?? [], today)
              return state.is === 'running' ? [state.convention] : []
            }),
        )
      },
    },
  },
  meeting: {
    tenues: {
      words: (today) => `Tenues en ${today.slice(0, 4)}`,
      ids: ({ source, today, space }) =>
        idsOf(livingRows(source, meeting, space).filter((row) => isHeld(row, yearOfDay(today), today))),
    },
  },
  action: {
    'sans-echeance': {
      words: () => 'À faire, sans échéance',
      ids: ({ source, space }) => idsOf(undatedActions(source, space)),
    },
  },
  funding: {
    exercice: {
      words: (today) => `Exercice ${today.slice(0, 4)}, comptés`,
      ids: ({ source, today, space }) =>
        idsOf(
          livingRows(source, funding, space).filter(
            (row) => isCounted(row) && row.values.year === yearOfDay(today),
          ),
        ),
    },
  },
}

/** A selection of a kind by its name, which may come from an address. */
export function selectionOf({ name: kind }: AnyRecordDef, name: string): Selection | undefined {
  if (name === incomplete) return incompletes
  if (name === ofTrashed) return ofTrashedOnes
  const own = Object.hasOwn(selections, kind) ? selections[kind] : undefined
  return own && Object.hasOwn(own, name) ? own[name] : undefined
}

const yearOfDay = (today: string): number => Number(today.slice(0, 4))

const idsOf = (rows: readonly { readonly id: string }[]): ReadonlySet<string> =>
  new Set(rows.map(({ id }) => id))
