import type { AnyRecordDef, AnyRow } from '../schema/record'
import { type Edition, headingOf, workbookOf } from './edition'
import { recordColumns } from './recordSheet'
import { tableSheet, type Workbook } from './sheet'

/** What a table shows at a moment. */
export interface ShownView {
  /** In their order. */
  readonly rows: readonly AnyRow[]
  /** Names of the fields shown. */
  readonly columns: readonly string[]
  /** Filters in words. */
  readonly filters: readonly string[]
}

/** « Exporter cette vue »: the rows and columns that a table shows, and nothing else. */
export function viewExport(edition: Edition, def: AnyRecordDef, view: ShownView): Workbook {
  const filters = view.filters.length === 0 ? 'toutes les fiches' : view.filters.join(' ; ')
  const heading = headingOf(edition, def.title, filters)
  const [first, ...others] = recordColumns(edition, def, view.columns)
  const columns = first ? [{ total: 'count' as const, ...first }, ...others] : []
  const sheet = tableSheet({
    name: def.title,
    heading,
    audience: edition.audience,
    columns,
    items: view.rows,
    empty: 'Aucune fiche.',
  })
  return { ...workbookOf(edition, def.title, [sheet]), printsAcross: true }
}
