import { isEmptyCell, type RawCell, type RawTable } from './importTable'
import { headingKey, type ImportKind } from './importTargets'

/** Rows of titles above the headings of a sheet of ours. */
const TITLES = 5

/** Whether a sheet was written by this application: the line above its headings that says of when it is, and by whom. */
export const isOwnSheet = (table: RawTable): boolean =>
  table.rows.slice(0, TITLES).some(([cell]) => /^Données au \S+ – édité le \S+ par /.test(String(cell ?? '')))

/** Columns that our sheets work out from others: brought back they say nothing of their own. */
const DERIVED: { readonly [kind in ImportKind]: readonly string[] } = {
  structure: ['Code INSEE', 'Convention du', 'Convention au', 'Convention en cours'],
  partner: [],
  contact: [],
  promeneur: ['Actif', 'Convention jusqu’au', 'Identifiant de la structure'],
  funding: ['Reste à verser', '% versé', 'Compté', 'Réf.', 'N° du financeur'],
}

/** Whether a column of one of our sheets is worked out from others. */
export const isDerivedColumn = (kind: ImportKind, heading: string): boolean =>
  DERIVED[kind].some((label) => headingKey(label) === headingKey(heading))

/** What a line about one grant always says; totals by funder or by fund, and payments, lack one of them. */
const OF_A_GRANT = ['funderId', 'fund']

/** Whether a sheet of ours, taken for one of this kind by its columns, holds totals or payments instead. */
export const isDerivedSheet = (kind: ImportKind, targets: readonly string[]): boolean =>
  kind === 'funding' && !OF_A_GRANT.every((id) => targets.includes(id))

/** Whether a line of a sheet of ours only says that there is none: « Aucun promeneur. ». */
export function saysNone(cells: readonly RawCell[]): boolean {
  const filled = cells.filter((cell) => !isEmptyCell(cell))
  return filled.length === 1 && /^Aucune? [^.]+\.$/.test(String(filled[0]))
}
