import { canonicalJson } from '../document/cells'
import type { Field } from '../schema/field'
import type { AnyRecordDef } from '../schema/record'

/** How this version of the projection reads: raised when the same cells and definitions spell other rows. */
const READING = 1

/**
 * All that decides how cells become rows, as a text: which kinds and fields there are, in which rooms they stand, and how
 * they are read. Rows kept under another text were read by another version, which may know less: they are read again.
 */
export function readBy(defs: readonly AnyRecordDef[]): string {
  const kinds = defs.map(({ name, partition, owner, ofCommittee, whole, fields }) => {
    const read = Object.entries(fields).map(([field, def]) => [field, howItIsRead(def)])
    return [name, { partition, owner, ofCommittee, whole, fields: Object.fromEntries(read) }]
  })
  return canonicalJson({ reading: READING, kinds: Object.fromEntries(kinds) })
}

/** The options of a set stand in the row in their own order. */
const howItIsRead = (field: Field): readonly unknown[] => [
  field.kind,
  field.scope,
  ...(field.kind === 'choices' ? Object.keys(field.options) : []),
]
