import { records } from '../records'
import { dictionary } from '../schema/dictionary'
import { formatDay } from '../schema/kinds/dates'
import type { AnyRecordDef, AnyRow } from '../schema/record'
import { type Edition, headingOf, workbookOf } from './edition'
import { recordColumns } from './recordSheet'
import { type ColumnOf, type Heading, type Sheet, tableSheet, type Workbook } from './sheet'

const title = 'Tout l’espace'

/** « Tout exporter »: one readable sheet per kind of record, the trashed ones at the end and marked, and the dictionary. */
export function wholeSpace(edition: Edition, trashOf: (kind: string) => readonly AnyRow[]): Workbook {
  const heading = headingOf(edition, title, `situation au ${formatDay(edition.today)}`)
  const sheets = records.flatMap((def) => {
    const rows = [...edition.source.list(def.name), ...trashOf(def.name)]
    return rows.length === 0 ? [] : [kindSheet(edition, heading, def, rows)]
  })
  return { ...workbookOf(edition, title, [...sheets, dictionarySheet(edition, heading)]), printsAcross: true }
}

function kindSheet(edition: Edition, heading: Heading, def: AnyRecordDef, rows: readonly AnyRow[]): Sheet {
  const { audience } = edition
  const columns: readonly ColumnOf<AnyRow>[] = [
    ...recordColumns(edition, def, [...def.naming, ...Object.keys(def.fields)]),
    {
      key: '~deleted',
      label: 'À la corbeille',
      type: 'flag',
      width: 18, // its whole title on one line, apart from the next one
      value: (row) => (row.deleted ? 'Oui' : null),
    },
    { key: '~id', label: 'Identifiant', type: 'text', width: 30, value: (row) => row.id },
  ]
  return tableSheet({
    name: def.title,
    heading: { ...heading, title: def.title },
    audience,
    columns,
    items: rows,
  })
}

function dictionarySheet(edition: Edition, heading: Heading): Sheet {
  return tableSheet({
    name: 'Dictionnaire',
    heading: { ...heading, title: 'Dictionnaire des données' },
    audience: edition.audience,
    columns: [
      { key: 'title', label: 'Feuille', type: 'text', width: 26, value: (line) => line.title },
      { key: 'label', label: 'Colonne', type: 'text', width: 34, value: (line) => line.label },
      { key: 'kind', label: 'Nature', type: 'text', width: 22, value: (line) => line.kind },
      { key: 'need', label: 'Saisie', type: 'text', width: 14, value: (line) => line.need },
      { key: 'scope', label: 'Partage', type: 'text', width: 34, value: (line) => line.scope },
      { key: 'values', label: 'Valeurs', type: 'longText', width: 60, value: (line) => line.values || null },
    ],
    items: dictionary(records),
  })
}
