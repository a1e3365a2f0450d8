import type { AnyRecordDef, AnyRow } from '../../../core/schema/record'
import { counted } from '../counted'

/** Whether a kind has mail addresses to copy. */
export const hasAddresses = (def: AnyRecordDef): boolean =>
  Object.values(def.fields).some((field) => field.kind === 'email')

/** The addresses of some rows, and what became of the rows that brought none of their own. */
export interface Addresses {
  /** Each once, in the order shown. */
  readonly found: readonly string[]
  /** Rows without an address. */
  readonly without: number
  /** Rows whose address another row had brought. */
  readonly repeated: number
}

/** The mail address of each row: its first one. */
export function addressesOf(def: AnyRecordDef, rows: readonly AnyRow[]): Addresses {
  const names = Object.entries(def.fields).flatMap(([name, field]) => (field.kind === 'email' ? [name] : []))
  const all = rows.flatMap((row) => {
    const address = names.map((name) => row.values[name]).find((value) => typeof value === 'string')
    return typeof address === 'string' ? [address] : []
  })
  const found = [...new Set(all)]
  return { found, without: rows.length - all.length, repeated: all.length - found.length }
}

/** « 21 adresses copiées, 2 fiches sans adresse, 1 fiche à une adresse déjà comptée. »: the count of rows comes out. */
export function copiedWords({ found, without, repeated }: Addresses): string {
  const rest = [
    without === 0 ? '' : `${counted(without, 'fiche')} sans adresse`,
    repeated === 0 ? '' : `${counted(repeated, 'fiche')} à une adresse déjà comptée`,
  ].filter((part) => part !== '')
  const copied = `${counted(found.length, 'adresse')} ${found.length > 1 ? 'copiées' : 'copiée'}`
  return `${[copied, ...rest].join(', ')}.`
}
