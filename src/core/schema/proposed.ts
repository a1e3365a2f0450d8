import type { AnyRecordDef, AnyValues, Beside } from './record'

/** A new record's values with those that its kind proposes: a field that was cleared (`null`) stays so. */
export function withProposed(def: AnyRecordDef, values: AnyValues, around: Beside): AnyValues {
  const said = Object.entries(values).filter(([, value]) => value !== undefined)
  return { ...def.proposed?.(values, around), ...Object.fromEntries(said) }
}
