import type { AnyRecordDef, AnyRow } from '../../../core/schema/record'

/** Whether a kind has mail addresses to copy. */
export const hasAddresses = (def: AnyRecordDef): boolean =>
  Object.values(def.fields).some((field) => field.kind === 'email')

/** The mail address of each row (its first one), each once, in the order shown. */
export function addressesOf(def: AnyRecordDef, rows: readonly AnyRow[]): readonly string[] {
  const names = Object.entries(def.fields).flatMap(([name, field]) => (field.kind === 'email' ? [name] : []))
  const found = new Set<string>()
  for (const row of rows) {
    const address = names.map((name) => row.values[name]).find((value) => typeof value === 'string')
    if (typeof address === 'string') found.add(address)
  }
  return [...found]
}
