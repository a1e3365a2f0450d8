import { Select } from '@mantine/core'
import { recordOf } from '../../../core/records'
import {
  headingsOf,
  layoutFor,
  likelyHeader,
  NO_HEADINGS,
  type SheetLayout,
} from '../../../core/sheets/importLayout'
import type { ImportSheet } from '../../../core/sheets/importPlan'
import { textOfCell } from '../../../core/sheets/importRow'
import { columnLetter, isEmptyCell, type RawCell, type RawTable } from '../../../core/sheets/importTable'
import { IGNORE, importKinds, OTHER, targetsOf, type ImportKind } from '../../../core/sheets/importTargets'
import { Icon } from '../../ui/Icon'
import { AsRead } from './AsRead'
import { InactiveChoice } from './InactiveChoice'
import screen from './Import.module.css'
import classes from './SheetColumns.module.css'
import tables from './Tables.module.css'

interface SheetColumnsProps {
  readonly sheet: ImportSheet
  onChange(layout: SheetLayout): void
}

const LEFT_OUT = 'none'
const EXAMPLES = 3

/** One sheet: what it holds, where its headings are, and what each column means. */
export function SheetColumns({ sheet: { table, layout }, onChange }: SheetColumnsProps) {
  const headings = headingsOf(table, layout.header)
  const said = headWords(table, layout)
  return (
    <section className={classes.sheet} aria-label={`Feuille ${table.name}`}>
      <div className={classes.sheetHead}>
        <Select
          label="Cette feuille contient"
          data={[
            ...importKinds.map((kind) => ({ value: kind, label: recordOf(kind)?.title ?? kind })),
            { value: LEFT_OUT, label: 'Rien à importer' },
          ]}
          value={layout.kind ?? LEFT_OUT}
          allowDeselect={false}
          onChange={(value) => {
            const kind = importKinds.find((each) => each === value) ?? null
            onChange(
              kind === null
                ? { ...layout, kind }
                : layoutFor(table, kind, layout.kind === null ? likelyHeader(table) : layout.header),
            )
          }}
        />
        {layout.kind === null ? null : (
          <Select
            className={classes.headerChoice ?? ''}
            label="Titres des colonnes"
            data={headerRows(table)}
            value={String(layout.header)}
            allowDeselect={false}
            onChange={(value) => onChange(layoutFor(table, layout.kind ?? 'promeneur', Number(value)))}
          />
        )}
      </div>
      {said === null ? null : <p className={screen.lead}>{said}</p>}
      {layout.kind === null ? (
        <AsRead table={table} />
      ) : (
        <div className={tables.scroll}>
          <table className={tables.columns}>
            <thead>
              <tr>
                <th scope="col">Colonne</th>
                <th scope="col">Exemples</th>
                <th scope="col">Devient</th>
              </tr>
            </thead>
            <tbody>
              {headings.map((heading, column) => (
                <tr key={column} data-kept={layout.targets[column] !== IGNORE}>
                  <th scope="row">
                    <span className={tables.letter}>{columnLetter(column)}</span>
                    {heading || 'Sans titre'}
                  </th>
                  <td className={tables.examples}>{examplesOf(table, layout.header, column)}</td>
                  <td>
                    <TargetSelect
                      kind={layout.kind ?? 'promeneur'}
                      heading={heading || `colonne ${columnLetter(column)}`}
                      value={layout.targets[column] ?? IGNORE}
                      onChange={(target) =>
                        onChange({ ...layout, targets: withTarget(layout.targets, column, target) })
                      }
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {layout.kind === 'promeneur' && layout.targets.includes('status') ? (
        <InactiveChoice value={layout.inactive} onChange={(inactive) => onChange({ ...layout, inactive })} />
      ) : null}
    </section>
  )
}

/** The rows that may hold the headings, and that none does. */
function headerRows({ rows }: RawTable): { value: string; label: string }[] {
  const filled = rows
    .slice(0, 40)
    .flatMap((row, index) =>
      row.every(isEmptyCell)
        ? []
        : [{ value: String(index), label: `Ligne ${index + 1}\u00a0: ${rowWords(row)}` }],
    )
  const none = { value: String(NO_HEADINGS), label: 'Aucune\u00a0: la feuille commence par des données' }
  return [...filled, none]
}

const rowWords = (row: readonly RawCell[]): string =>
  row
    .filter((cell) => !isEmptyCell(cell))
    .slice(0, 4)
    .map(textOfCell)
    .join(', ')

/** What stands above the headings is not imported: it is said, since it may be somebody. */
function headWords({ rows }: RawTable, { kind, header, targets }: SheetLayout): string | null {
  if (kind === null) return null
  if (header === NO_HEADINGS && targets.every((id) => id === OTHER || id === IGNORE))
    return 'Sans titres, rien ne dit ce que sont les colonnes\u00a0: choisissez ce que devient chacune, à commencer par le nom.'
  const above = rows.slice(0, Math.max(0, header)).filter((row) => !row.every(isEmptyCell))
  const [first] = above
  if (first === undefined) return null
  return above.length === 1
    ? `Une ligne au-dessus des titres n’est pas importée\u00a0: «\u00a0${rowWords(first)}\u00a0».`
    : `${above.length} lignes au-dessus des titres ne sont pas importées, à commencer par «\u00a0${rowWords(first)}\u00a0».`
}

/** A column means one thing and a thing has one column: the one that had it is kept as text. */
function withTarget(targets: readonly string[], column: number, target: string): readonly string[] {
  const isShared = target === OTHER || target === IGNORE
  return targets.map((known, index) =>
    index === column ? target : !isShared && known === target ? OTHER : known,
  )
}

function examplesOf(table: RawTable, header: number, column: number): string {
  const values = new Set<string>()
  for (const row of table.rows.slice(header + 1)) {
    const cell = row[column]
    if (cell !== undefined && !isEmptyCell(cell)) values.add(textOfCell(cell))
    if (values.size === EXAMPLES) break
  }
  return [...values].join(' · ') || '(vide)'
}

interface TargetSelectProps {
  readonly kind: ImportKind
  readonly heading: string
  readonly value: string
  onChange(target: string): void
}

function TargetSelect({ kind, heading, value, onChange }: TargetSelectProps) {
  const options = targetsOf(kind).map(({ id, label }) => ({ value: id, label }))
  const isNetwork = ({ value: id }: { value: string }): boolean => id.startsWith('network')
  const groups = [
    { group: recordOf(kind)?.title ?? '', items: options.filter((option) => !isNetwork(option)) },
    { group: 'Réseaux sociaux', items: options.filter(isNetwork) },
    {
      group: 'Sans correspondance',
      items: [
        { value: OTHER, label: 'Garder en texte dans la fiche' },
        { value: IGNORE, label: 'Ne pas importer' },
      ],
    },
  ]
  return (
    <Select
      aria-label={`« ${heading} » devient`}
      data={groups.filter(({ items }) => items.length > 0)}
      value={value}
      allowDeselect={false}
      searchable
      nothingFoundMessage="Aucun champ ne correspond"
      leftSection={value === OTHER || value === IGNORE ? undefined : <Icon name="check" size={14} />}
      onChange={(next) => {
        if (next !== null) onChange(next)
      }}
    />
  )
}
