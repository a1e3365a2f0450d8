import { DELETED, MERGED, WHOLE } from '../../../core/document/cells'
import { stampTime } from '../../../core/document/clock'
import type { Head, OverruledCase } from '../../../core/document/overruled'
import { canonicalJson } from '../../../core/document/cells'
import { recordOf } from '../../../core/records'
import { displayName, kindNoun } from '../../../core/schema/derive'
import type { AnyRecordDef, AnyRow } from '../../../core/schema/record'
import type { NameOf } from '../../../core/schema/traits'
import { fieldOf } from '../../../core/schema/validate'
import { cellLabel, cellText } from '../../ui/cellText'

/** One of the values to choose from, in words. */
export interface Candidate {
  /** What `settle` is told to keep. */
  readonly keep: string
  /** « Fonction », where a record's several fields are told together. */
  readonly label: string
  readonly text: string
  readonly author: string | undefined
  /** Milliseconds by its author's clock. */
  readonly at: number | undefined
  /** What it was is not known any more: it can be told, and not kept. */
  readonly isUnknown: boolean
  /** Tables show this one today. */
  readonly shown: boolean
}

/** A case of « À vérifier » in words. */
export interface CaseWords {
  readonly record: string
  /** The kind of record: « structure ». */
  readonly kind: string
  /** What the disagreement is about: a field's label, or the trash. */
  readonly about: string
  readonly candidates: readonly Candidate[]
}

const empty = '(vide)'

/** Tells a case in words, whatever version wrote it: an unknown kind or field is shown by its stored name. */
export function caseWords(item: OverruledCase, row: AnyRow | undefined, nameOf: NameOf): CaseWords {
  const def = recordOf(item.kind)
  const record = def && row ? displayName(def, row.values, nameOf) : 'Fiche absente de cet ordinateur'
  const kind = def ? kindNoun(def) : item.kind
  if (item.is === 'edit' && item.field === DELETED)
    return {
      record,
      kind,
      about: 'Corbeille',
      candidates: item.heads.map((head) =>
        candidate(head, '', head.value === true ? 'À la corbeille' : 'Dans les listes'),
      ),
    }
  const about = item.is === 'trash' ? 'Mise à la corbeille, modifiée ailleurs' : labelOf(def, item, nameOf)
  const candidates =
    item.field === WHOLE && item.is === 'edit'
      ? wholeCandidates(def, item.heads, nameOf)
      : item.heads.map((head) => candidate(head, labelOf(def, head, nameOf), textOf(def, head, nameOf)))
  return { record, kind, about, candidates }
}

function candidate(head: Head, label: string, text: string): Candidate {
  return {
    keep: head.item,
    label,
    text: head.unknown ? '(valeur inconnue)' : text,
    isUnknown: head.unknown ?? false,
    author: head.author,
    at: head.stamp === undefined ? undefined : stampTime(head.stamp),
    shown: head.chosen,
  }
}

type Cell = Pick<Head, 'field'> & { readonly member?: string | undefined }

function labelOf(def: AnyRecordDef | undefined, cell: Cell, nameOf: NameOf): string {
  if (cell.field === WHOLE) return 'Fiche entière'
  if (cell.field === MERGED) return 'Même fiche'
  const field = def && fieldOf(def, cell.field)
  return field ? cellLabel(field, cell.member, nameOf) : cell.field
}

function textOf(def: AnyRecordDef | undefined, head: Head, nameOf: NameOf): string {
  const field = def && fieldOf(def, head.field)
  if (head.field === MERGED) return 'une autre fiche est réunie avec celle-ci'
  if (!field) return head.value === null ? empty : canonicalJson(head.value)
  if (head.member === undefined || field.kind === 'marks') return cellText(field, head, nameOf) || empty
  const member = cellText(field, { member: head.member, value: true }, nameOf)
  return head.value === null ? `sans « ${member} »` : `avec « ${member} »`
}

/** Of records kept as one object, only the fields on which the candidates differ are told. */
function wholeCandidates(
  def: AnyRecordDef | undefined,
  heads: readonly Head[],
  nameOf: NameOf,
): readonly Candidate[] {
  const fields = Object.entries(def?.fields ?? {}).filter(
    ([name]) => new Set(heads.map((head) => canonicalJson(valueIn(head, name)))).size > 1,
  )
  return heads.map((head) => {
    const lines = fields.map(([name, field]) => {
      const text = cellText(field, { value: valueIn(head, name) }, nameOf)
      return `${field.label}\u00a0: ${text || empty}`
    })
    return candidate(head, 'Fiche entière', lines.join('\n') || empty)
  })
}

function valueIn(head: Head, field: string): unknown {
  const { value } = head
  return typeof value === 'object' && value !== null ? (value[field] ?? null) : null
}
