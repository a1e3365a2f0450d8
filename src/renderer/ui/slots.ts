import type { ComponentType } from 'react'
import type { AnyRow } from '../../core/schema/record'

/** The records of a kind that are parts of another one, which they name in a field. */
export interface PartOf {
  readonly kind: string
  readonly field: string
}

/** A part that a feature adds to the panel of a kind of record. */
export interface PanelSection {
  readonly id: string
  readonly title: string
  /** Fields that this section shows in its own way; the form leaves them out. */
  readonly replaces?: readonly string[]
  /** Records that this section shows in lines: their history is told with the record's own. */
  readonly lines?: PartOf
  readonly Section: ComponentType<{ readonly row: AnyRow; readonly readOnly: boolean }>
}

/** What a feature adds to the page of a kind: given by the application, because features never import each other. */
export interface KindSlots {
  /** Stands between the title and the table: figures of what it holds. */
  readonly Above?: ComponentType
  readonly sections?: readonly PanelSection[]
}

/** By kind of record. */
export type Slots = { readonly [kind: string]: KindSlots | undefined }
