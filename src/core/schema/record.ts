import type { Field } from './field'

/** Fields of a record, by stored name. A stored name is a key in every replica for ever: labels change, names never. */
export type Fields = { readonly [name: string]: Field }

/** Whether a record lives in the base rooms or in the rooms of its filing year (which then stands in its id). */
export type Partition = 'base' | 'yearly'

/** What is true between the fields of one record; a field may be missing, and then nothing can be wrong with it. */
export interface Rule {
  /** `refuse` keeps the record from being saved; `warn` is shown and may be overridden. */
  readonly level: 'refuse' | 'warn'
  /** Where the message is shown; the first one carries it. */
  readonly fields: readonly string[]
  /** A French sentence saying what to do, or null when all is well. */
  check(values: AnyValues): string | null
}

/** The records of one space as they stand. */
export interface Beside {
  get(kind: string, id: string): AnyRow | undefined
  list(kind: string): readonly AnyRow[]
}

/** What a rule between records may look at: those beside it, and the day. */
export interface Around extends Beside {
  today(): string
}

/** What must hold between a record and others for it to be written: checked by commands, which alone see them. */
export interface OuterRule {
  /** Writing one of these asks for the check; the first one carries the message. */
  readonly fields: readonly string[]
  /** A French sentence saying what to do, or null when all is well. */
  check(values: AnyValues, around: Around): string | null
}

/** What a record takes over from others when one of some fields is written. */
export interface Taking {
  readonly fields: readonly string[]
  take(values: AnyValues, around: Around): AnyValues
}

/**
 * By whose leave a record shows something: the consent that it holds itself, and a « yes » on the record it is about.
 * Names are fields of the record, but for `flag`, a field of the other one.
 */
export interface Leave {
  /** Fields shown by leave alone, and what the consent must name for each of them. */
  readonly shown: { readonly [field: string]: string }
  /** What was consented to, from when, until when at most, and since when no more. */
  readonly consent: string
  readonly since: string
  readonly until: string
  readonly withdrawn: string
  /** The record it is about; without its flag nothing is shown. */
  readonly about: string
  readonly flag: string
}

/**
 * A record kind, said once: the TypeScript type, the form, the table, the sheets, the import and the search text
 * all derive from this value.
 */
export interface RecordDef<N extends string = string, F extends Fields = Fields> {
  /** Stored name: the root map of the document is called so. */
  readonly name: N
  /** Plural French title, as in the menu: « Structures ». */
  readonly title: string
  /** French singular with its article: « une structure ». */
  readonly one: string
  readonly partition: Partition
  /**
   * Who writes it: the département's coordinators (rooms `dep-50…`), or the committee about one département
   * (room `national-50`).
   */
  readonly owner: 'department' | 'committee'
  /** The committee keeps records of this kind of its own too, in `national-private`. */
  readonly ofCommittee?: true
  /** One cell holding one plain object per record: for what one person writes once and in number. */
  readonly whole?: true
  /** One record per space, made with the space: nobody adds another or puts it in the trash. */
  readonly single?: true
  /**
   * One record for the same facts, and so an id that follows from them (`uniqueFacts.ts`): whose it is, its period, and
   * what else tells two of them apart. A fact that is filled does not change.
   */
  readonly unique?: {
    /** Stands in the id for the kind. */ readonly as: string
    readonly by: readonly string[]
  }
  readonly fields: F
  /** Fields whose texts name the record in lists, references and the palette (`displayName`). */
  readonly naming: readonly string[]
  /** Sections of the form in order; a field names its section, the first one is the default. */
  readonly sections: readonly string[]
  readonly rules?: readonly Rule[]
  readonly outerRules?: readonly OuterRule[]
  readonly taking?: Taking
  /** It shows some of its fields by leave: without it these are cleared, and once it ends the record is in the trash. */
  readonly leave?: Leave
  /**
   * What a new record holds in the fields of which nothing was said, from those of which something was: a form shows
   * it while it is filled in, and a record made in any other way gets the same. Each may be changed afterwards.
   */
  readonly proposed?: (values: AnyValues, beside: Beside) => AnyValues
}

/** A record of any kind, for code that treats all kinds alike. */
export type AnyRecordDef = RecordDef<string, Fields>

/** Checks a definition as it is written and keeps its exact type. */
export function defineRecord<const N extends string, const F extends Fields>(
  def: RecordDef<N, F> & {
    readonly naming: readonly (keyof F & string)[]
    readonly unique?: { readonly by: readonly (keyof F & string)[] }
  },
): RecordDef<N, F> {
  return def
}

/** What a field holds, by kind, when it holds something. */
export type ValueOf<F extends Field> = F extends { kind: infer K extends Field['kind'] }
  ? K extends keyof KindValues
    ? KindValues[K]
    : never
  : never

/**
 * The value of each kind of field, as rows and drafts carry it.
 * Units: money in euro cents; dates `2026-08-21` or `'unknown'` (« date inconnue »: known to exist, not when);
 * month `2026-08` (or `2026-T3`, `2026` where the field is wider); slot `14:00-16:00`; phone E.164; commune INSEE code; file `sha256/bytes/name`.
 */
export interface KindValues {
  text: string
  longText: string
  /** The plain text of the fragment, for search and lists; the fragment itself is the truth. */
  richText: string
  integer: number
  decimal: number
  money: number
  date: string
  month: string
  slot: string
  flag: boolean
  /** An option's code, or for an open list the text as it was written. */
  choice: string
  choices: readonly string[]
  /** An exact count `12`, or a bucket as answered: `<10`, `10-50`, `>50`. */
  range: string
  email: string
  phone: string
  url: string
  commune: string
  siret: string
  ref: string
  refs: readonly string[]
  /** Reference → choice, for instance attendance. */
  marks: { readonly [id: string]: string }
  file: string
  /** Rows of plain values; only in a `whole` kind. */
  rows: readonly { readonly [name: string]: string | number | boolean | null }[]
}

/** Any value that a field can hold. */
export type FieldValue = KindValues[keyof KindValues]

/** Values of a record; any field may be missing on a replica. */
export type Values<D extends RecordDef = AnyRecordDef> = {
  readonly [K in keyof D['fields']]?: ValueOf<D['fields'][K]> | null
}

/** The values of a record of any kind. */
export type AnyValues = { readonly [field: string]: FieldValue | null | undefined }

/** One record as tables, forms, figures and sheets see it: both of its rooms joined under one id. */
export interface Row<D extends RecordDef = AnyRecordDef> {
  readonly kind: D['name']
  readonly id: string
  /** Département code (`50`, `2A`), or `national` for the committee's own. */
  readonly space: string
  readonly deleted: boolean
  /** Private cells came before the record itself: « en attente ». */
  readonly pending: boolean
  readonly values: Values<D>
}

/** A row of any kind. */
export interface AnyRow {
  readonly kind: string
  readonly id: string
  readonly space: string
  readonly deleted: boolean
  readonly pending: boolean
  readonly values: AnyValues
}

/** Why an input was refused: which field, and what to do, in the user's words. */
export interface Problem {
  readonly field: string
  readonly message: string
}
