/** Which room a field lives in: `shared` with the national committee, or `private` to the coordination. */
export type Scope = 'shared' | 'private'

/** What every field says of itself, whatever its kind. */
export interface FieldFacts {
  /** French label, as forms, tables and sheets show it. */
  readonly label: string
  readonly scope: Scope
  /** Needed to save: one name and the parent record, nothing else. */
  readonly required?: true
  /** Shown as « à compléter » while empty, never a refusal. */
  readonly expected?: true
  /**
   * Expected only while another field of the record holds one of these (a charte, while the promeneur is active),
   * or holds nothing (a contact's structure, while no partner is named).
   */
  readonly expectedWhen?:
    { readonly field: string; readonly is: readonly string[] } | { readonly missing: string }
  /** Asked for where a record is made, though it may well be empty. */
  readonly offered?: true
  /** Headings that mean this field in other people's files (compared folded: no case, accents or punctuation). */
  readonly synonyms?: readonly string[]
  /** Title of the form's section; the record's first section by default. */
  readonly section?: string
  /** A sentence under the widget. */
  readonly hint?: string
  /** Whether tables show the column at first (`shown`), on demand (the default), or never. */
  readonly column?: 'shown' | 'never'
  /** No total of its column: lines that share a figure would count it more than once. */
  readonly unsummed?: true
  /** Fields that the application computes or another screen edits: shown, never typed in the form. */
  readonly readOnly?: true
}

/** Options of a list: stored code → French label. Codes match `[A-Za-z0-9._~-]+`. */
export type Options = { readonly [code: string]: string }

/** A field that names records. */
interface Naming {
  readonly to: string | readonly string[]
  /** What a record of which only the name is known holds once it is named here: a « Responsable » is one by trade. */
  readonly makes?: { readonly [field: string]: string }
}

/** What some kinds of field say beside the common facts. */
export interface KindOptions {
  text: {
    readonly maxLength?: number
    /** Proposed while typing. */ readonly suggestions?: readonly string[]
    /** `NGUYEN` → `Nguyen` is proposed at import. */ readonly properName?: true
    /** A code of so many digits, whose leading zeros spreadsheets drop. */ readonly digits?: number
    /** The postal code of the commune that this field holds. */ readonly postalOf?: string
  }
  longText: { readonly maxLength?: number }
  richText: object
  integer: {
    readonly min?: number
    readonly max?: number
    /** A year: written `2026`, not `2 026`. */ readonly year?: true
    /** A count of young people or parents: masked under 5 in every export. */ readonly masked?: true
  }
  decimal: {
    readonly min?: number
    readonly max?: number
    readonly digits: number
    /** A count of young people or parents while another field holds one of these: masked under 5 in every export. */
    readonly maskedFor?: { readonly field: string; readonly is: readonly string[] }
  }
  money: { /** A cost is not negative; a repayment may be. */ readonly negative?: true }
  date: {
    /** « date inconnue » is a possible answer. */ readonly unknown?: true
    /** So many years ahead at most: it is of something that is done. */ readonly yearsAhead?: number
  }
  month: { /** A quarter `2026-T1` or a year `2026` is a period too. */ readonly wider?: true }
  slot: object
  flag: object
  choice: {
    readonly options: Options
    /** A text outside the list is kept as it was written. */ readonly open?: true
    /** Labels of other people's files → code. */ readonly aliases?: { readonly [text: string]: string }
  }
  choices: {
    readonly options: Options
    readonly open?: true
    readonly aliases?: { readonly [text: string]: string }
    /** Proposed while typing, beside the options: what records of a kind hold in one of their open lists. */
    readonly proposedFrom?: { readonly kind: string; readonly field: string }
  }
  range: {
    readonly buckets: readonly string[]
    readonly masked?: true
    /** Hours of a week: « 3h30 » and « 3,5 » are exact answers too. */ readonly hours?: true
  }
  email: object
  phone: object
  url: object
  commune: object
  siret: object
  ref: Naming
  refs: Naming
  marks: {
    readonly to: string | readonly string[]
    /** The strongest first: of two marks that turn out to be one person's, that one stays. */
    readonly options: Options
  }
  file: {
    readonly accept?: string
    readonly maxBytes?: number
    /** An image: its longer side is brought to so many pixels when it is chosen. */ readonly maxSide?: number
  }
  rows: { readonly fields: { readonly [name: string]: Field } }
}

/** The kinds of field. */
export type Kind = keyof KindOptions

/** A field of one kind: its facts and its kind's options. */
export type FieldOf<K extends Kind> = { readonly kind: K } & FieldFacts & KindOptions[K]

/** Any field. */
export type Field = { [K in Kind]: FieldOf<K> }[Kind]
