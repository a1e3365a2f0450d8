import type { ReactNode } from 'react'
import type { Field, Kind } from '../../../core/schema/field'
import type { FieldValue } from '../../../core/schema/record'
import type { Place } from '../fieldDrafts'
import type { UnreadText } from '../formDrafts'
import type { Commit } from './useDraft'

/** What every widget is given. */
export interface WidgetProps<F extends Field = Field> {
  readonly field: F
  readonly value: FieldValue | null | undefined
  readonly commit: Commit
  /** Where what cannot be stored waits when the field goes away; absent where it can only be told. */
  readonly place: Place | undefined
  readonly label: ReactNode
  /** The label's plain text, for assistive tools where the label cannot be tied to one input. */
  readonly name: string
  readonly hint: string | undefined
  /** A problem found elsewhere, for instance by a rule between two fields. */
  readonly problem: string | undefined
  readonly disabled: boolean
  readonly required: boolean
  /** Whether the value goes into a form that is not sent yet. */
  readonly inForm: boolean
  /** Where a form keeps what is typed and is none of its values. */
  readonly unread: UnreadText | undefined
  readonly id: string
}

export type WidgetOf<K extends Kind> = WidgetProps<Extract<Field, { kind: K }>>

/** What the library's inputs are given alike. */
export const inputProps = ({ id, label, hint, problem, disabled }: WidgetProps) => ({
  id,
  label,
  description: hint,
  error: problem,
  disabled,
})
