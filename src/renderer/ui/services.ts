import { createContext, useContext } from 'react'
import type { Field } from '../../core/schema/field'
import type { AnyRecordDef, AnyRow } from '../../core/schema/record'
import type { NameOf, ParseContext } from '../../core/schema/traits'

/** A record or a commune proposed while typing. */
export interface Found {
  readonly id: string
  readonly label: string
  /** What tells homonyms apart: « Structure, Saint-Lô ». */
  readonly hint: string
}

/** A record that does not exist yet, and can be made of its name alone. */
export interface Creatable {
  readonly kind: string
  /** « Nouveau contact ». */
  readonly label: string
}

/** A field as a table on paper shows it: what files mask is masked, and has no total. */
export interface OnPaper {
  readonly isSummed: boolean
  text(row: AnyRow): string
}

/**
 * What fields and tables need from around them, handed in once by the application:
 * the kit knows kinds of field, not records nor where they live.
 */
export interface Services {
  readonly context: ParseContext
  /** Whether the committee reads some of what is written here: it is not its own space. */
  readonly isShared: boolean
  /** Changes whenever a name may have changed. */
  readonly nameOf: NameOf
  /**
   * A name as whatever names the record shows it: of one in the trash it says that it is there. To look at alone: what is
   * sorted, looked for, printed or exported keeps the plain name.
   */
  readonly citedName: NameOf
  /** What tells apart those of some records that have one name, by id: « MJC du Port ». */
  apart(ids: readonly string[]): ReadonlyMap<string, string>
  /** Records of some kinds whose words start like those typed; the first ones by name when nothing is typed. */
  find(kinds: readonly string[], text: string, limit: number): readonly Found[]
  /** How the records of a kind are called together: « Promeneurs ». */
  titleOf(kind: string): string
  /** The kinds of which a record called so can be made here. */
  creatable(kinds: readonly string[], name: string): readonly Creatable[]
  /** Makes it, and gives back its id; undefined, having said why, when it could not be. */
  create(kind: string, name: string): Promise<string | undefined>
  /** The words that the space's records of a kind hold in one of their open lists. */
  wordsOf(kind: string, field: string): readonly string[]
  findCommunes(text: string, limit: number): readonly Found[]
  /** Where a record's page is, if this computer holds the record. */
  hrefOf(id: string): string | undefined
  /** Where a form that was left is taken up again, by its place. */
  hrefOfForm(place: string): string | undefined
  /** Keeps an attachment and gives back the value of its field. */
  keepFile(file: File): Promise<string>
  /** The bytes of an attachment; undefined while this computer does not hold them. */
  readFile(value: string): Promise<Uint8Array | undefined>
  openFile(value: string): Promise<void>
  onPaper(name: string, field: Field): OnPaper
  /** Notes that some rows have left on paper, with these fields. */
  notePrinted(def: AnyRecordDef, rows: readonly AnyRow[], fields: readonly string[]): void
}

export const ServicesContext = createContext<Services | undefined>(undefined)

/** The services around the kit. Throws where the application gave none. */
export function useServices(): Services {
  const services = useContext(ServicesContext)
  if (!services) throw new Error('no services above this component')
  return services
}
