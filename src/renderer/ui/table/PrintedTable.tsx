import type { Column } from '../../../core/schema/derive'
import type { AnyRecordDef } from '../../../core/schema/record'
import { formatField } from '../../../core/schema/kinds'
import { formatDay } from '../../../core/schema/kinds/dates'
import { counted } from '../counted'
import { useServices } from '../services'
import { usePrinting } from '../usePrinting'
import { isFigure, NAME, type RowTable } from './features'
import classes from './PrintedTable.module.css'
import { total } from './TableGrid'

interface PrintedTableProps {
  readonly def: AnyRecordDef
  readonly nameLabel: string
  readonly table: RowTable
  /** Columns shown, in order, the name apart. */
  readonly columns: readonly Column[]
  /** What the table is held to, in words. */
  readonly filters: readonly string[]
  /** Whether something else of the page is what goes on paper. */
  readonly isHidden: boolean
}

/** A table as it stands on paper: every row in view, under titles that each page repeats. Nothing on screen. */
export function PrintedTable(props: PrintedTableProps) {
  const { def, table, columns, isHidden } = props
  const { notePrinted } = useServices()
  const printing = usePrinting(() => {
    const rows = table.getRowModel().rows.map((row) => row.original)
    if (!isHidden) notePrinted(def, rows, [...def.naming, ...columns.map(({ name }) => name)])
  })
  return printing ? <Paper {...props} /> : null
}

function Paper({ def, nameLabel, table, columns: shown, filters }: PrintedTableProps) {
  const { nameOf, context, onPaper } = useServices()
  const { rows } = table.getRowModel()
  const columns = shown.map((column) => ({ ...column, ...onPaper(column.name, column.field) }))
  return (
    <section className={classes.printed} aria-label={def.title}>
      <p>
        <strong>{def.title}</strong>
        {['', counted(rows.length, 'fiche'), ...filters, `imprimé le ${formatDay(context.today)}`].join(
          ' · ',
        )}
      </p>
      <table data-columns={columns.length > 14 ? 'many' : columns.length > 8 ? 'some' : 'few'}>
        <thead>
          <tr>
            <th>{nameLabel}</th>
            {columns.map((column) => (
              <th key={column.name} data-figure={isFigure(column)}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th>{row.getValue<string>(NAME)}</th>
              {columns.map((column) => (
                <td key={column.name} data-figure={isFigure(column)} data-kind={column.field.kind}>
                  {column.text(row.original)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {rows.length > 0 && columns.some(({ isSummed }) => isSummed) ? (
          <tfoot>
            <tr>
              <th>Total</th>
              {columns.map((column) => (
                <td key={column.name} data-figure={isFigure(column)}>
                  {column.isSummed ? formatField(column.field, total(rows, column.name), nameOf) : null}
                </td>
              ))}
            </tr>
          </tfoot>
        ) : null}
      </table>
    </section>
  )
}
