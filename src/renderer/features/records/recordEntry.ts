import { personsIn } from '../../../core/figures/persons'
import type { RowStore } from '../../../core/projection/rows'
import { kindNoun } from '../../../core/schema/derive'
import type { AnyRecordDef, AnyRow } from '../../../core/schema/record'
import type { ExportEntry } from '../../data/workspace'

/** What the log of exports says of a record that was printed: its kind and how many people it names, never whom. */
export const recordEntry = (
  def: AnyRecordDef,
  row: AnyRow,
  rows: RowStore,
): Omit<ExportEntry, 'at' | 'author'> => ({
  what: `Fiche imprimée\u00a0: ${kindNoun(def)}`,
  recipient: 'Non précisé',
  persons: personsIn(rows, def, [row], Object.keys(def.fields)),
})
